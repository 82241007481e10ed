//! The built page: where it lies, and what of it programs look for. With [`super::form`] the one place
//! that names selectors: by role, label and id where there is one, as those are promises to people, too.

use std::path::PathBuf;

use serde_json::json;

use super::{Browser, Result, Server};

/// The text of cluster.yaml, in the view Spec.
pub const SPEC: &str = "#spec";
/// What switches between views.
pub const VIEWS: &str = ".views button";
/// The text of the open file.
pub const VIEWER: &str = ".viewer";
/// What the core found.
pub const FINDINGS: &str = "section[aria-label='Findings']";
/// What the page has to say about the work as a whole.
pub const NOTICE: &str = ".notice";
/// The choice in the menu Download that packs every machine.
pub const DOWNLOAD_ALL: &str = "Everything";
/// The choice that packs the open bundle.
pub const DOWNLOAD_OPEN: &str = "The open bundle";
/// The choice that gives the open file.
pub const DOWNLOAD_FILE: &str = "The open file";
/// The choice that gives cluster.yaml.
pub const DOWNLOAD_SPEC: &str = "The spec";
/// Where a file is chosen.
pub const FILE: &str = "header input[type=file]";
/// Where a directory of keys is chosen.
pub const KEYS: &str = "input[webkitdirectory]";
/// The link in the menu Share.
pub const LINK: &str = "[aria-label='Link']";
/// Bundles in the tree of files.
pub const BUNDLES: &str = "[role=treeitem][aria-level='1'] .name";
/// What is shown once the page has failed.
pub const FAILED: &str = ".failed";

/// `dist/`; `None` if `cargo xtask site` was not run.
pub fn dist() -> Option<PathBuf> {
    let dist = crate::workspace().join("dist");
    dist.join("index.html").is_file().then_some(dist)
}

/// Opens the page and waits for its first file.
pub fn open(browser: &Browser, server: &Server) -> Result<()> {
    browser.open(&server.url())?;
    ready(browser)?;
    browser.wait(&format!("document.querySelector('{VIEWER}')"))
}

/// Opens the page as [`open`] does, without what it kept. It is left before that is taken away, as it
/// may be about to keep something more.
pub fn open_anew(browser: &Browser, server: &Server) -> Result<()> {
    browser.open("about:blank")?;
    let kept = json!({ "origin": server.origin(), "storageTypes": "local_storage" });
    browser.cdp("Storage.clearDataForOrigin", &kept)?;
    open(browser, server)
}

/// Waits until the page can be used, whatever it shows.
pub fn ready(browser: &Browser) -> Result<()> {
    browser.wait(&format!("document.querySelector('{VIEWS}')"))
}

/// What its buttons for views say.
pub fn views(browser: &Browser) -> Result<Vec<String>> {
    texts(browser, VIEWS)
}

/// Looks at a view.
pub fn look(browser: &Browser, view: &str) -> Result<()> {
    click_in(browser, ".views", view)?;
    painted(browser)
}

/// What the elements of a selector say.
pub fn texts(browser: &Browser, selector: &str) -> Result<Vec<String>> {
    let said = browser.call(
        "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent.trim());",
        &[selector.into()],
    )?;
    let said = said.as_array().into_iter().flatten().filter_map(|word| word.as_str());
    Ok(said.map(str::to_owned).collect())
}

/// What the first element of a selector says; nothing where there is none.
pub fn text_of(browser: &Browser, selector: &str) -> Result<String> {
    Ok(texts(browser, selector)?.into_iter().next().unwrap_or_default())
}

/// Clicks what says `text`: a button, a tab or a link.
pub fn click(browser: &Browser, text: &str) -> Result<()> {
    click_in(browser, "body", text)
}

/// Clicks what says `text` inside the element of a selector. Of a choice with an explanation, its
/// title says enough.
pub fn click_in(browser: &Browser, place: &str, text: &str) -> Result<()> {
    let found = browser.call(
        "const says = (one) => one.querySelector('strong')?.textContent === arguments[1]
           || one.textContent.replace('▾', '').trim() === arguments[1];
         const found = [...document.querySelectorAll(arguments[0])]
           .flatMap((place) => [...place.querySelectorAll('button, [role=tab], a, summary')])
           .find(says);
         found?.focus();
         found?.click();
         return !!found;",
        &[place.into(), text.into()],
    )?;
    if found == true { Ok(()) } else { Err(format!("nothing to click in {place} says `{text}`")) }
}

/// Opens a menu of the bar at the top, if it is closed.
pub fn open_menu(browser: &Browser, label: &str) -> Result<()> {
    click_in(browser, ".menu:not(:has(.menu-panel))", label)?;
    painted(browser)
}

/// Chooses in a menu.
pub fn choose(browser: &Browser, menu: &str, what: &str) -> Result<()> {
    open_menu(browser, menu)?;
    click_in(browser, ".menu-panel", what)?;
    painted(browser)
}

/// Opens a file or folder of the open bundle, or a bundle, by its name in the tree.
pub fn open_file(browser: &Browser, name: &str) -> Result<()> {
    let found = browser.call(
        "const found = [...document.querySelectorAll('[role=treeitem] .name')]
           .find((one) => one.textContent === arguments[0]);
         found?.click();
         return !!found;",
        &[name.into()],
    )?;
    if found != true {
        return Err(format!("the tree of files has no `{name}`"));
    }
    painted(browser)
}

/// The cluster.yaml as it is, which the view Spec shows from then on.
pub fn spec(browser: &Browser) -> Result<String> {
    look(browser, "Spec")?;
    let text = browser.eval(&format!("document.querySelector('{SPEC}').value"))?;
    text.as_str().map(str::to_owned).ok_or_else(|| format!("no text: {text}"))
}

/// Writes `text` in the place of the whole of cluster.yaml in the view Spec, as a person who pastes it,
/// and waits until the page has looked at it.
pub fn write_spec(browser: &Browser, text: &str) -> Result<()> {
    look(browser, "Spec")?;
    browser.call(
        &format!(
            "const area = document.querySelector('{SPEC}');
             area.value = arguments[0];
             area.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
             await new Promise((done) => setTimeout(done, 300));"
        ),
        &[text.into()],
    )?;
    painted(browser)
}

/// How many of what was found: `1 error, 2 notes`.
pub fn counts(browser: &Browser) -> Result<String> {
    text_of(browser, &format!("{FINDINGS} [role=status]"))
}

/// Waits until what was changed is on the screen.
pub fn painted(browser: &Browser) -> Result<()> {
    let wait = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));";
    browser.call(wait, &[]).map(drop)
}
