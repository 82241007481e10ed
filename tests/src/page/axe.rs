//! What axe-core, the usual judge of accessibility, finds on the page as it is shown.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use super::{Browser, Result, npm};

/// One rule that is broken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// `color-contrast`.
    pub id: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: Option<String>,
    /// What the rule asks for.
    pub help: String,
    /// Selectors of the elements that break it.
    pub targets: Vec<String>,
}

/// Where the program is; `None` if it is not there.
pub fn program() -> Option<PathBuf> {
    npm::program("axe-core", "axe.min.js")
}

/// Asks it about WCAG 2.2 A and AA, and what it holds for good practice. The page must be shown, with
/// nothing in motion.
///
/// # Errors
/// If axe-core is not installed ([`program`] tells), or fails.
pub fn axe(browser: &Browser) -> Result<Vec<Violation>> {
    let program = program().ok_or("axe-core is not installed: `cargo xtask test` does it")?;
    let source = fs::read_to_string(&program).map_err(|error| error.to_string())?;
    // By the driver, which the page's policy does not bind.
    let tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    browser.call(&format!("{source}; return true;"), &[])?;
    let found = browser.call(
        "const { violations } = await window.axe.run(document, { runOnly: arguments[0] });
         return violations.map(({ id, impact, help, nodes }) => ({
           id, impact, help, targets: nodes.map((node) => node.target.flat().join(' ')),
         }));",
        &[tags.as_slice().into()],
    )?;
    serde_json::from_value(found).map_err(|error| format!("axe-core's answer: {error}"))
}
