//! Nothing leaves the page, and nothing is asked for once it is there.

use kubecore::spec::presets;
use kubecore_tests::page::{Browser, Server, form, key, site};

use super::import::{hand_over, said};
use super::{here, quiet};

const KEPT: &str = "navigator.serviceWorker.controller";

/// What the page's policy refused.
const WATCH: &str = "globalThis.refused = [];
    addEventListener('securitypolicyviolation', (event) => {
      refused.push(`${event.violatedDirective} ${event.blockedURI}`);
    });";

/// The page, below some path, once it needs nobody any more.
fn settled() -> Option<(Browser, Server)> {
    let (browser, dist) = here()?;
    let server = Server::start(&dist, "/some/where/").unwrap();
    browser.before_each_page(WATCH).unwrap();
    browser.resize(1280, 900).unwrap();
    site::open(&browser, &server).unwrap();
    browser.wait(KEPT).unwrap();
    Some((browser, server))
}

/// Something of everything that can be done.
fn use_it(browser: &Browser) {
    for preset in presets() {
        site::choose(browser, "Preset", preset.title).unwrap();
        for view in site::views(browser).unwrap() {
            site::look(browser, &view).unwrap();
        }
    }
    form::type_into(browser, "field-name", "closed").unwrap();
    site::choose(browser, "Preset", presets()[0].title).unwrap();
    site::click(browser, "Use the preset").unwrap();
    site::look(browser, "Files").unwrap();
    let file = "document.querySelector('.viewer [data-line]').click()";
    browser.eval(file).unwrap();
    site::choose(browser, "Download", site::DOWNLOAD_ALL).unwrap();
    let zip = browser.downloaded("demo.zip").unwrap();
    site::choose(browser, "Download", site::DOWNLOAD_OPEN).unwrap();
    site::open_menu(browser, "Share").unwrap();
    site::click_in(browser, ".share", "Copy").unwrap();
    browser.keys(key::ESCAPE).unwrap();
    hand_over(browser, "drop", "demo.zip", &zip);
    said(browser, "Imported");
    for button in ["Undo", "Redo", "Theme: system", "Theme: light"] {
        site::click(browser, button).unwrap();
        site::painted(browser).unwrap();
    }
    site::write_spec(browser, "name: {").unwrap();
    site::click(browser, "Undo").unwrap();
    site::painted(browser).unwrap();
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn nothing_is_asked_for_whatever_is_done() {
    let Some((browser, server)) = settled() else { return };
    let first = server.take_asked();
    assert!(first.iter().all(|path| path.starts_with("/some/where/")), "{first:?}");
    let loaded = browser.requests().unwrap();
    assert!(
        loaded.iter().any(|(url, _)| url.contains("_bg.wasm")),
        "requests are seen: {loaded:?}"
    );
    let strangers: Vec<_> =
        loaded.iter().filter(|(url, _)| !url.starts_with(&server.url())).collect();
    assert!(strangers.is_empty(), "{strangers:?}");
    use_it(&browser);
    assert_eq!(server.take_asked(), Vec::<String>::new());
    let asked: Vec<_> =
        browser.requests().unwrap().into_iter().filter(|(_, inside)| !inside).collect();
    assert!(asked.is_empty(), "{asked:?}");
    // What makes keys comes from the browser's own copy.
    site::click(&browser, "Make keys here").unwrap();
    browser.wait("document.body.textContent.includes('Downloads hold the keys')").unwrap();
    assert_eq!(server.take_asked(), Vec::<String>::new());
    assert_eq!(browser.eval("refused").unwrap(), serde_json::json!([]));
    assert_eq!(browser.eval("document.cookie").unwrap(), "");
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn all_of_it_works_without_a_server() {
    let Some((browser, mut server)) = settled() else { return };
    server.stop();
    browser.reload().unwrap();
    site::ready(&browser).unwrap();
    use_it(&browser);
    assert_eq!(browser.eval("refused").unwrap(), serde_json::json!([]));
    quiet(&browser);
}
