//! After the first visit the page needs no network, wherever it lies.

use std::thread::sleep;
use std::time::Duration;

use kubecore_tests::page::{Server, site};

use super::here;

const KEPT: &str = "navigator.serviceWorker.controller";

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn the_page_works_offline_from_a_sub_path() {
    let Some((browser, dist)) = here() else { return };
    let mut server = Server::start(&dist, "/some/where/").unwrap();
    site::open(&browser, &server).unwrap();
    browser.wait(KEPT).unwrap();
    let asked = server.take_asked();
    assert!(asked.iter().all(|path| path.starts_with("/some/where/")), "{asked:?}");
    server.stop();
    browser.reload().unwrap();
    browser.wait(&format!("document.querySelector('{}')", site::VIEWER)).unwrap();
    site::click(&browser, "Make keys here").unwrap();
    browser.wait("document.body.textContent.includes('Downloads hold the keys')").unwrap();
    assert_eq!(browser.errors().unwrap(), Vec::<String>::new());
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_new_version_replaces_the_old_one_at_the_next_visit() {
    let Some((browser, dist)) = here() else { return };
    let files = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(&dist).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), files.path().join(entry.file_name())).unwrap();
    }
    let change = |name: &str, from: &str, to: &str| {
        let path = files.path().join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    let server = Server::start(files.path(), "/").unwrap();
    site::open(&browser, &server).unwrap();
    browser.wait(KEPT).unwrap();
    change("sw.js", "VERSION = \"", "VERSION = \"another-");
    change("index.html", "<title>kubecore</title>", "<title>newer</title>");
    browser.call("await (await navigator.serviceWorker.ready).update();", &[]).unwrap();
    browser.wait("navigator.serviceWorker.getRegistration().then((one) => one.waiting)").unwrap();
    browser.reload().unwrap();
    assert_eq!(browser.eval("document.title").unwrap(), "kubecore", "one version while it is open");
    // The browser lets the old worker go a moment after its last page: who comes back within it meets it once more.
    let visit = || {
        browser.open("about:blank").unwrap();
        sleep(Duration::from_millis(200));
        site::open(&browser, &server).unwrap();
        browser.eval("document.title").unwrap() == "newer"
    };
    assert!((0..20).any(|_| visit()), "the old version stays");
    browser.wait("caches.keys().then((all) => all.length === 1)").unwrap();
}
