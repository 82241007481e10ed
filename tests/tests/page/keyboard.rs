//! From a preset to the download by the keyboard alone.

use kubecore::spec::Preset;
use kubecore_tests::page::{Browser, key, site};

use super::{quiet, visit};

/// So many controls may lie between two that are wanted.
const FAR: usize = 400;

/// Says what has the focus, and whether one sees it.
const FOCUSED: &str = "(() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return {
      id: one.id,
      text: one.querySelector('strong')?.textContent ?? one.textContent.replace('▾', '').trim(),
      seen: one === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
        || one.matches('input[type=checkbox], input[type=radio]'),
      inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
})()";

/// Goes on with Tab until what is wanted has the focus.
#[track_caller]
fn tab_to(browser: &Browser, wanted: &str) {
    for _ in 0..FAR {
        browser.keys(key::TAB).unwrap();
        let now = browser.eval(FOCUSED).unwrap();
        assert!(now["seen"] == true && now["inside"] == true, "the focus is not seen: {now}");
        if now["id"] == wanted || now["text"] == wanted {
            return;
        }
    }
    panic!("{wanted} is not reached in {FAR} steps");
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn from_preset_to_download_without_a_mouse() {
    let Some((browser, _server)) = visit() else { return };
    let preset = Preset::named("fleet-units-small").unwrap();
    tab_to(&browser, "Preset");
    browser.keys(key::ENTER).unwrap();
    tab_to(&browser, preset.title);
    browser.keys(key::ENTER).unwrap();
    site::painted(&browser).unwrap();
    tab_to(&browser, "field-name");
    browser.keys("desk").unwrap();
    // What was there is selected once Tab leads to it.
    browser.wait("document.querySelector('.cluster').textContent === 'desk'").unwrap();
    tab_to(&browser, "Spec");
    browser.keys(key::ENTER).unwrap();
    site::painted(&browser).unwrap();
    tab_to(&browser, "spec");
    let text = browser.eval(&format!("document.querySelector('{}').value", site::SPEC)).unwrap();
    assert!(text.as_str().unwrap().contains("fleet-units"), "{text}");
    tab_to(&browser, "Download");
    browser.keys(key::ENTER).unwrap();
    tab_to(&browser, site::DOWNLOAD_ALL);
    browser.keys(key::ENTER).unwrap();
    assert!(browser.downloaded("desk.zip").unwrap().starts_with(b"PK"));
    let focus = browser.eval(FOCUSED).unwrap();
    assert_eq!(focus["text"], "Download", "the focus stays where the menu was");
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn keys_do_what_their_list_says() {
    let Some((browser, _server)) = visit() else { return };
    let open = |view: &str| {
        let open = ".views [aria-pressed=true]";
        let wanted = format!("document.querySelector('{open}').textContent === '{view}'");
        browser.wait(&wanted).unwrap();
    };
    for (letters, view) in [("gn", "Network"), ("gt", "Topology"), ("gs", "Spec"), ("gd", "Steps")]
    {
        browser.keys(letters).unwrap();
        open(view);
    }
    browser.keys("gf").unwrap();
    open("Files");
    browser.keys("/").unwrap();
    browser.wait("document.activeElement.type === 'search'").unwrap();
    // The tree is walked by arrows, and Enter opens.
    browser.keys(&["install.sh", key::DOWN].concat()).unwrap();
    browser.wait("document.activeElement.role === 'tree'").unwrap();
    browser.keys(&[key::DOWN, key::ENTER].concat()).unwrap();
    browser
        .wait("document.querySelector('.viewer h2').textContent.includes('install.sh')")
        .unwrap();
    browser.keys("?").unwrap();
    browser.wait("document.activeElement.role === 'dialog'").unwrap();
    browser.keys(key::ESCAPE).unwrap();
    browser.wait("!document.querySelector('[role=dialog]')").unwrap();
    quiet(&browser);
}
