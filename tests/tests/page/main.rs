//! The built page in Chromium: the shell around it. `cargo xtask test` builds it and runs these.

mod failing;
mod keys;
mod offline;

use std::path::PathBuf;

use kubecore_tests::page::{Browser, site};
use kubecore_tests::{in_ci, note};

/// A browser, and the page's files; `None`, with a note, where one is missing.
fn here() -> Option<(Browser, PathBuf)> {
    let browser = Browser::start().expect("Chromium starts where it is installed");
    match browser.zip(site::dist()) {
        Some(both) => Some(both),
        None if in_ci() => panic!("CI is set: chromium, chromedriver and dist/ must be here"),
        None => {
            note("the page is NOT TESTED: chromium, chromedriver or dist/ is missing");
            None
        }
    }
}
