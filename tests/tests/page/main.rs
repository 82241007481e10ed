//! The built page in Chromium, as people use it. `cargo xtask test` builds it and runs these.

mod access;
mod closed;
mod edits;
mod failing;
mod hostile;
mod import;
mod keyboard;
mod keys;
mod many;
mod memory;
mod offline;
mod presets;
mod tabs;

use std::path::PathBuf;

use kubecore::source::Source;
use kubecore_tests::page::{Browser, Server, site};
use kubecore_tests::{in_ci, note};
use serde_yaml::Value;

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

/// A browser with the page open, as at a first visit, in a wide window.
fn visit() -> Option<(Browser, Server)> {
    let (browser, dist) = here()?;
    let server = Server::start(&dist, "/").unwrap();
    browser.resize(1280, 900).unwrap();
    site::open(&browser, &server).unwrap();
    Some((browser, server))
}

/// What a cluster.yaml says, whatever its layout.
fn meaning(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Every bundle of a cluster in order, the cluster's own last, each as a zip.
fn zips(text: &str) -> Vec<(String, Vec<u8>)> {
    let plan = kubecore::compile(&Source::new("cluster.yaml", text)).plan.expect("no error");
    let renderer = kubecore::profile::Renderer::new(&plan);
    let names = plan.nodes().iter().map(|node| node.name.to_string());
    let zip = |bundle| {
        let lock = kubecore::profile::lock(&plan, None, text);
        let mut archive = kubecore::bundle::Archive::new(std::io::Cursor::new(Vec::new()), lock);
        archive.add(&bundle).unwrap();
        archive.finish().unwrap().into_inner()
    };
    names.chain(["cluster".to_owned()]).zip(renderer.bundles().map(zip)).collect()
}

/// What the page says about the work as a whole.
fn notice(browser: &Browser) -> String {
    let words = format!("{} p", site::NOTICE);
    browser.wait(&format!("document.querySelector('{words}')")).unwrap();
    site::text_of(browser, &words).unwrap()
}

/// That nothing went wrong where nobody looks.
#[track_caller]
fn quiet(browser: &Browser) {
    assert_eq!(browser.errors().unwrap(), Vec::<String>::new());
    assert_eq!(site::text_of(browser, site::FAILED).unwrap(), "");
}
