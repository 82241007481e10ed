//! The work outlives the page: in a link, in the browser, and on the way back.

use kubecore::spec::Preset;
use kubecore_tests::page::{Browser, Server, form, site};

use serde_yaml::{Mapping, Value};

use super::{here, meaning, notice, quiet, visit};

const PASSWORD: &str = "a-password-nobody-may-see";

/// Everything the browser keeps for the page, as a text.
fn kept(browser: &Browser) -> String {
    browser.call("await new Promise((done) => setTimeout(done, 500));", &[]).unwrap();
    browser.eval("JSON.stringify({ ...localStorage })").unwrap().as_str().unwrap().to_owned()
}

fn link(browser: &Browser) -> String {
    site::open_menu(browser, "Share").unwrap();
    let link = site::text_of(browser, site::LINK).unwrap();
    assert!(link.contains("#v1."), "{link}");
    link
}

/// The password's cluster, as the page shows it.
fn with_password(browser: &Browser) {
    let preset = Preset::named("weave-small").unwrap();
    site::choose(browser, "Preset", preset.title).unwrap();
    site::look(browser, "Spec").unwrap();
    form::type_into(browser, "field-weave-password", PASSWORD).unwrap();
    assert!(site::spec(browser).unwrap().contains(PASSWORD));
}

/// What a text says but for the password, and the block that holds nothing else.
fn without_password(text: &str) -> Value {
    let mut all = meaning(text);
    let top = all.as_mapping_mut().unwrap();
    if let Some(weave) = top.get_mut("weave").and_then(Value::as_mapping_mut) {
        weave.remove("password");
    }
    let empty =
        |block: &Value| block.is_null() || block.as_mapping().is_some_and(Mapping::is_empty);
    if top.get("weave").is_some_and(empty) {
        top.remove("weave");
    }
    all
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_link_opens_the_same_cluster_elsewhere() {
    let Some((browser, server)) = visit() else { return };
    let preset = Preset::named("coreos-guide-ha").unwrap();
    site::choose(&browser, "Preset", preset.title).unwrap();
    form::type_into(&browser, "field-name", "shared").unwrap();
    form::type_into(&browser, "field-network-pods", "10.64.0.0/16").unwrap();
    let text = site::spec(&browser).unwrap();
    let link = link(&browser);
    let Some((stranger, _)) = here() else { return };
    stranger.open(&link).unwrap();
    site::ready(&stranger).unwrap();
    let said = notice(&stranger);
    assert!(said.contains("$.name") && said.contains("$.network.pods"), "{said}");
    assert_eq!(meaning(&site::spec(&stranger).unwrap()), meaning(&text));
    let address = stranger.eval("location.hash").unwrap();
    assert_eq!(address, "#/spec", "a reload would bring the link's cluster back over later work");
    // Who has work of their own is asked first.
    form::type_into(&stranger, "field-name", "mine").unwrap();
    let mine = site::spec(&stranger).unwrap();
    kept(&stranger);
    stranger.open("about:blank").unwrap();
    stranger.open(&[&server.url(), "#v1.fleet-units-small"].concat()).unwrap();
    site::ready(&stranger).unwrap();
    assert!(notice(&stranger).contains("This link holds a cluster"));
    assert_eq!(site::spec(&stranger).unwrap(), mine);
    site::click_in(&stranger, site::NOTICE, "Open the link’s").unwrap();
    let theirs = Preset::named("fleet-units-small").unwrap().text();
    assert_eq!(meaning(&site::spec(&stranger).unwrap()), meaning(&theirs));
    site::click(&stranger, "Undo").unwrap();
    assert_eq!(site::spec(&stranger).unwrap(), mine);
    quiet(&browser);
    quiet(&stranger);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_broken_link_is_told_and_changes_nothing() {
    let Some((browser, server)) = visit() else { return };
    form::type_into(&browser, "field-name", "mine").unwrap();
    let mine = site::spec(&browser).unwrap();
    kept(&browser);
    let long = ["v1.empty.", &"A".repeat(70_000)].concat();
    for fragment in ["v1.empty.AAAA", "v1.nothing-of-the-kind", "v7.empty", &long] {
        browser.open("about:blank").unwrap();
        browser.open(&[&server.url(), "#", fragment].concat()).unwrap();
        site::ready(&browser).unwrap();
        let said = notice(&browser);
        assert!(said.len() > 20, "{said}");
        assert_eq!(site::spec(&browser).unwrap(), mine);
    }
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_reload_keeps_the_work_but_no_secret() {
    let Some((browser, _server)) = visit() else { return };
    with_password(&browser);
    let link = link(&browser);
    let said = site::text_of(&browser, ".share").unwrap();
    assert!(said.contains("Secrets are not in it: $.weave.password"), "{said}");
    form::type_into(&browser, "field-name", "kept").unwrap();
    let text = site::spec(&browser).unwrap();
    let stored = kept(&browser);
    assert!(stored.contains("kept") && !stored.contains(PASSWORD), "{stored}");
    browser.reload().unwrap();
    site::ready(&browser).unwrap();
    let said = notice(&browser);
    assert!(
        said.contains("Secrets are kept nowhere") && said.contains("$.weave.password"),
        "{said}"
    );
    let pressed = site::text_of(&browser, ".views [aria-pressed=true]").unwrap();
    assert_eq!(pressed, "Spec");
    let found = site::spec(&browser).unwrap();
    assert_eq!(without_password(&found), without_password(&text));
    assert!(!found.contains(PASSWORD), "{found}");
    // The link was packed: what it holds shows where it is opened.
    let Some((stranger, _)) = here() else { return };
    stranger.open(&link).unwrap();
    site::ready(&stranger).unwrap();
    assert!(!site::spec(&stranger).unwrap().contains(PASSWORD));
    let whole = stranger.eval("document.documentElement.outerHTML").unwrap();
    assert!(!whole.as_str().unwrap().contains(PASSWORD));
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn back_and_forward_lead_through_the_views() {
    let Some((browser, _server)) = visit() else { return };
    let pressed = |view: &str| {
        let open = ".views [aria-pressed=true]";
        let wanted = format!("document.querySelector('{open}').textContent === '{view}'");
        browser.wait(&wanted).unwrap();
    };
    for view in ["Network", "Topology", "Spec"] {
        site::look(&browser, view).unwrap();
    }
    for view in ["Topology", "Network", "Files"] {
        browser.back().unwrap();
        pressed(view);
    }
    for view in ["Network", "Topology"] {
        browser.forward().unwrap();
        pressed(view);
    }
    quiet(&browser);
}

/// The page, at a first visit, in a browser that begins each page with this program.
fn visit_with(program: &str) -> Option<(Browser, Server)> {
    let (browser, dist) = here()?;
    let server = Server::start(&dist, "/").unwrap();
    browser.before_each_page(program).unwrap();
    site::open(&browser, &server).unwrap();
    Some((browser, server))
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn without_a_storage_the_page_says_so_and_works() {
    let forbid = "Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('forbidden', 'SecurityError'); },
    });";
    let Some((browser, _server)) = visit_with(forbid) else { return };
    assert!(notice(&browser).contains("keeps nothing for this page"));
    form::type_into(&browser, "field-name", "lost").unwrap();
    assert!(site::spec(&browser).unwrap().contains("lost"));
    quiet(&browser);
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_full_storage_is_told_once() {
    let Some((browser, _server)) = visit() else { return };
    browser
        .eval(
            "(() => {
               for (let size = 1 << 22; size > 0; size = Math.floor(size / 2)) {
                 try { for (let at = 0; ; at += 1) localStorage.setItem(`full.${size}.${at}`, 'x'.repeat(size)); }
                 catch {}
               }
             })()",
        )
        .unwrap();
    site::look(&browser, "Spec").unwrap();
    let long = ["kubecore: v1\nname: large\n# ", &"x".repeat(10_000), "\n"].concat();
    site::write_spec(&browser, &long).unwrap();
    assert!(notice(&browser).contains("has no room to keep this text"));
    site::click_in(&browser, site::NOTICE, "Close").unwrap();
    site::write_spec(&browser, &long.replace("large", "larger")).unwrap();
    kept(&browser);
    assert_eq!(site::text_of(&browser, site::NOTICE).unwrap(), "");
    assert!(site::spec(&browser).unwrap().contains("larger"));
    quiet(&browser);
}
