//! The built page: where it lies, and what of it programs look for. The one place that names selectors.

use std::path::PathBuf;

use super::{Browser, Result, Server};

/// The text of cluster.yaml.
pub const SPEC: &str = "#spec";
/// What switches between views.
pub const VIEWS: &str = ".views button";
/// The text of the open file.
pub const VIEWER: &str = ".viewer";
/// What the core found.
pub const FINDINGS: &str = ".findings";
/// The button that packs every machine.
pub const DOWNLOAD_ALL: &str = "Download everything";
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
    browser.wait(&format!("!!document.querySelector('{VIEWER}')"))
}

/// What its buttons for views say.
pub fn views(browser: &Browser) -> Result<Vec<String>> {
    let said = browser.eval(&format!(
        "[...document.querySelectorAll('{VIEWS}')].map((button) => button.textContent.trim())"
    ))?;
    let said = said.as_array().into_iter().flatten().filter_map(|word| word.as_str());
    Ok(said.map(str::to_owned).collect())
}

/// Clicks what says `text`: a button, a tab or a link.
pub fn click(browser: &Browser, text: &str) -> Result<()> {
    let found = browser.call(
        "const found = [...document.querySelectorAll('button, [role=tab], a, summary')]
           .find((one) => one.textContent.trim() === arguments[0]);
         found?.click();
         return !!found;",
        &[text.into()],
    )?;
    if found == true { Ok(()) } else { Err(format!("nothing to click says `{text}`")) }
}

/// Opens the file of this name of the open bundle.
pub fn open_file(browser: &Browser, name: &str) -> Result<()> {
    click(browser, name)?;
    painted(browser)
}

/// Writes `text` in the place of the whole of cluster.yaml, as a person who pastes it.
pub fn write_spec(browser: &Browser, text: &str) -> Result<()> {
    browser.call(
        &format!(
            "const area = document.querySelector('{SPEC}');
             area.value = arguments[0];
             area.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));"
        ),
        &[text.into()],
    )?;
    Ok(())
}

/// Waits until what was changed is on the screen.
pub fn painted(browser: &Browser) -> Result<()> {
    let wait = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));";
    browser.call(wait, &[]).map(drop)
}
