//! Two tabs with the page never write over each other's work.

use kubecore_tests::page::{Browser, Tab, form, site};

use super::{notice, quiet, visit};

/// Looks at a tab, and gives the page there a moment to hear of the other and to keep its work.
fn go(browser: &Browser, tab: &Tab) {
    browser.call("await new Promise((done) => setTimeout(done, 500));", &[]).unwrap();
    browser.look_at(tab).unwrap();
    browser.call("await new Promise((done) => setTimeout(done, 300));", &[]).unwrap();
}

fn kept(browser: &Browser) -> String {
    let kept = browser.eval("localStorage.getItem('kubecore.text')").unwrap();
    kept.as_str().unwrap().to_owned()
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn each_is_asked_before_the_other_s_work_goes() {
    let Some((browser, server)) = visit() else { return };
    let one = browser.tab().unwrap();
    // What a tab begins with is kept, too, and later if it is out of sight: the other would then have begun without it,
    // and be the one that is asked.
    browser.wait("localStorage.getItem('kubecore.text')").unwrap();
    let other = browser.new_tab().unwrap();
    site::open(&browser, &server).unwrap();
    form::type_into(&browser, "field-name", "others").unwrap();
    go(&browser, &one);
    assert!(notice(&browser).contains("Another tab has changed"));
    form::type_into(&browser, "field-name", "mine").unwrap();
    go(&browser, &other);
    assert!(kept(&browser).contains("others"), "nothing was kept over it");
    browser.look_at(&one).unwrap();
    site::click_in(&browser, site::NOTICE, "Load the other tab’s").unwrap();
    assert!(site::spec(&browser).unwrap().contains("others"));
    site::click(&browser, "Undo").unwrap();
    assert!(site::spec(&browser).unwrap().contains("mine"), "undo brings mine back");
    go(&browser, &other);
    assert!(notice(&browser).contains("Another tab has changed"));
    site::click_in(&browser, site::NOTICE, "Keep mine").unwrap();
    site::painted(&browser).unwrap();
    assert!(kept(&browser).contains("others"));
    assert!(site::spec(&browser).unwrap().contains("others"));
    quiet(&browser);
}
