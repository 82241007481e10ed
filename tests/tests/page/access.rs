//! What axe-core finds on every view and in everything that opens: nothing.

use kubecore::spec::presets;
use kubecore_tests::page::{Browser, axe, form, key, site};
use kubecore_tests::{assert_none, in_ci, note};

use super::import::{hand_over, said};
use super::{quiet, visit};

const SCHEMES: [&str; 2] = ["light", "dark"];
const WIDTHS: [u32; 2] = [1280, 360];

/// Adds what is found on the page as it is.
fn look(browser: &Browser, what: &str, findings: &mut Vec<String>) {
    site::painted(browser).unwrap();
    for violation in axe(browser).unwrap() {
        let line = format!("{what}: {}: {} {:?}", violation.id, violation.help, violation.targets);
        findings.push(line);
    }
    let wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
    if browser.eval(wide).unwrap() == true {
        findings.push(format!("{what}: the page is wider than its window"));
    }
}

/// Shows one half of a narrow page.
fn half(browser: &Browser, label: &str) {
    let click = "[...document.querySelectorAll('.switch button')]
        .find((one) => one.textContent === arguments[0]).click();";
    browser.call(click, &[label.into()]).unwrap();
}

/// Everything that opens, one at a time.
fn look_at_what_opens(browser: &Browser, at: &str, findings: &mut Vec<String>) {
    for menu in ["Preset", "Share", "Download"] {
        site::open_menu(browser, menu).unwrap();
        look(browser, &format!("{at}, menu {menu}"), findings);
        browser.keys(key::ESCAPE).unwrap();
    }
    site::click(browser, "Shortcuts").unwrap();
    look(browser, &format!("{at}, list of keys"), findings);
    browser.keys(key::ESCAPE).unwrap();
    form::type_into(browser, "field-network-pods", "???").unwrap();
    site::click_in(browser, site::FINDINGS, "Show").unwrap();
    site::click_in(browser, "#field-nodes", "Add many").unwrap();
    hand_over(browser, "drop", "a.zip", b"PK\x03\x04");
    said(browser, "Nothing was imported");
    site::choose(browser, "Preset", presets()[0].title).unwrap();
    look(browser, &format!("{at}, with errors, a notice, a question and rows to add"), findings);
    site::click(browser, "Keep mine").unwrap();
    site::click_in(browser, site::NOTICE, "Close").unwrap();
    site::click(browser, "Undo").unwrap();
    site::painted(browser).unwrap();
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn axe_finds_nothing() {
    if axe::program().is_none() {
        assert!(!in_ci(), "CI is set: axe-core must be here");
        note("accessibility is NOT TESTED: axe-core is missing");
        return;
    }
    let Some((browser, server)) = visit() else { return };
    let mut findings = Vec::new();
    for scheme in SCHEMES {
        browser
            .media(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")])
            .unwrap();
        for width in WIDTHS {
            browser.resize(width, 900).unwrap();
            site::open_anew(&browser, &server).unwrap();
            let at = format!("{scheme}, {width}");
            if width < 900 {
                look(&browser, &format!("{at}, form"), &mut findings);
                half(&browser, "Result");
            }
            for view in site::views(&browser).unwrap() {
                site::look(&browser, &view).unwrap();
                look(&browser, &format!("{at}, {view}"), &mut findings);
            }
            if width < 900 {
                half(&browser, "Form");
            }
            look_at_what_opens(&browser, &at, &mut findings);
        }
    }
    assert_none("axe-core", &findings);
    quiet(&browser);
}
