//! The form of the page: its fields by the ids that follow from their paths.

use serde_json::json;

use super::{Browser, Result, key};

/// What stands at a field and in the text at one moment.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Moment {
    /// The cluster.yaml. The view Spec must be open.
    pub spec: String,
    /// What is said about the field.
    pub said: String,
    /// The severities and codes in it: `error KC0203`.
    pub codes: Vec<String>,
    /// Whether it is marked as wrong.
    pub invalid: bool,
    /// Whether there are files.
    pub files: bool,
}

/// Whether there is an element of this id that can be written in or chosen from.
pub fn is_open(browser: &Browser, id: &str) -> Result<bool> {
    let open = browser.call(
        "const field = document.getElementById(arguments[0]);
         return !!field && field.matches('input:enabled, select:enabled, textarea:enabled');",
        &[id.into()],
    )?;
    Ok(open == true)
}

/// Types over what stands in a field, and leaves it. In a table, and in a list, Enter ends a value.
pub fn type_into(browser: &Browser, id: &str, text: &str) -> Result<()> {
    let found = browser.call(
        "const field = document.getElementById(arguments[0]);
         field?.focus();
         field?.select();
         return document.activeElement === field;",
        &[id.into()],
    )?;
    if found != true {
        return Err(format!("nothing can be typed into {id}"));
    }
    if text.is_empty() {
        browser.keys(key::DELETE)?;
    } else {
        browser.cdp("Input.insertText", &json!({ "text": text }))?;
    }
    browser.keys(&[key::ENTER, key::TAB].concat())?;
    super::site::painted(browser)
}

/// The words that can be chosen in a field, but for the one that says nothing.
pub fn words(browser: &Browser, id: &str) -> Result<Vec<String>> {
    let words = browser.call(
        "const field = document.getElementById(arguments[0]);
         return [...field.options].filter((one) => one.value && !one.disabled).map((one) => one.value);",
        &[id.into()],
    )?;
    serde_json::from_value(words).map_err(|error| format!("{id}: {error}"))
}

/// Chooses a word in a field.
pub fn choose_word(browser: &Browser, id: &str, word: &str) -> Result<()> {
    browser.call(
        "const field = document.getElementById(arguments[0]);
         field.focus();
         field.value = arguments[1];
         field.dispatchEvent(new Event('change', { bubbles: true }));
         field.blur();",
        &[id.into(), word.into()],
    )?;
    super::site::painted(browser)
}

/// Leaves what has the focus.
pub fn leave(browser: &Browser) -> Result<()> {
    browser.eval("document.activeElement.blur()")?;
    super::site::painted(browser)
}

/// What is at the field of this id now.
pub fn moment(browser: &Browser, id: &str) -> Result<Moment> {
    let now = browser.call(
        "const id = arguments[0];
         const field = document.getElementById(id);
         const said = document.getElementById(id + '-said')
           ?? document.getElementById(field?.getAttribute('aria-describedby'));
         const codes = [...said?.querySelectorAll('strong') ?? []].map((one) => one.textContent.trim());
         return {
           spec: document.getElementById('spec').value,
           said: said?.textContent ?? '',
           codes,
           invalid: field?.getAttribute('aria-invalid') === 'true',
           files: [...document.querySelectorAll('.menu button')]
             .some((one) => one.textContent.startsWith('Download')),
         };",
        &[id.into()],
    )?;
    serde_json::from_value(now).map_err(|error| format!("{id}: {error}"))
}
