//! Keys are made beside the page, by a program that nobody loads who wants none.

use kubecore_tests::page::{Server, form, site};

use super::{here, visit};

const LOADED: &str = "performance.getEntriesByType('resource')
    .map((one) => new URL(one.name)).map((url) => url.host === location.host ? url.pathname : url.href)";

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn enter_in_a_field_makes_none() {
    let Some((browser, _server)) = visit() else { return };
    form::type_into(&browser, "field-name", "entered").unwrap();
    let loaded = browser.eval(LOADED).unwrap().to_string();
    assert!(!loaded.contains("keys"), "{loaded}");
}

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn the_page_answers_while_keys_are_made() {
    let Some((browser, dist)) = here() else { return };
    let server = Server::start(&dist, "/").unwrap();
    site::open(&browser, &server).unwrap();
    let loaded = browser.eval(LOADED).unwrap().to_string();
    assert!(!loaded.contains("keys"), "{loaded}");
    assert!(!loaded.contains("://"), "{loaded}");
    site::write_spec(
        &browser,
        "kubecore: v1\nname: many\nprofile: coreos-guide\nnodes:\n  \
         - { name: controller-1, role: control-plane, ip: 192.168.4.101 }\n\
         pools:\n  - { name: worker, role: worker, count: 200, first_ip: 172.20.0.1 }\n",
    )
    .unwrap();
    browser.wait("document.body.textContent.includes('worker-200')").unwrap();
    browser
        .call(
            "globalThis.longest = 0;
             let last = performance.now();
             const look = () => {
               const now = performance.now();
               globalThis.longest = Math.max(globalThis.longest, now - last);
               last = now;
               setTimeout(look, 0);
             };
             look();",
            &[],
        )
        .unwrap();
    site::click(&browser, "Make keys here").unwrap();
    browser.wait("document.body.textContent.includes('Making keys: 20')").unwrap();
    let longest = browser.eval("longest").unwrap().as_f64().unwrap();
    // On a machine with nothing else to do it is some 20 ms; the page's own making took seconds.
    assert!(longest < 1_000.0, "the page stood still for {longest} ms");
    browser.wait("document.body.textContent.includes('Downloads hold the keys')").unwrap();
    assert_eq!(browser.errors().unwrap(), Vec::<String>::new());
}
