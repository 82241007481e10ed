//! A thousand machines are added at once, and the page stays small.

use kubecore_tests::page::{form, site};

use super::{quiet, visit};

/// The most elements a page may have.
const ELEMENTS: u64 = 5_000;

const SPEC: &str = "kubecore: v1\nname: many\nprofile: coreos-guide\nnetwork:\n  pods: 10.0.0.0/12\n  \
    services: 10.32.0.0/16\nnodes:\n  - { name: controller-1, role: control-plane, ip: 192.168.4.101 }\n";

#[test]
#[ignore = "needs the built page: cargo xtask test"]
fn a_thousand_machines_are_few_elements() {
    let Some((browser, _server)) = visit() else { return };
    site::write_spec(&browser, SPEC).unwrap();
    site::click_in(&browser, "#field-nodes", "Add many").unwrap();
    browser.wait("document.getElementById('nodes-range-count')").unwrap();
    form::type_into(&browser, "nodes-range-name", "worker-").unwrap();
    form::choose_word(&browser, "nodes-range-role", "worker").unwrap();
    form::type_into(&browser, "nodes-range-addresses", "172.20.0.1").unwrap();
    form::type_into(&browser, "nodes-range-count", "999").unwrap();
    site::click(&browser, "Add these").unwrap();
    site::painted(&browser).unwrap();
    let counts = site::counts(&browser).unwrap();
    assert!(!counts.contains("error"), "{counts}");
    let text = site::spec(&browser).unwrap();
    let plan = kubecore::compile(&kubecore::source::Source::new("", &text)).plan.unwrap();
    assert_eq!(plan.nodes().len(), 1_000);
    let mut findings = Vec::new();
    for view in site::views(&browser).unwrap() {
        site::look(&browser, &view).unwrap();
        let elements = browser.eval("document.querySelectorAll('*').length").unwrap();
        if elements.as_u64().unwrap() >= ELEMENTS {
            findings.push(format!("{view}: {elements} elements"));
        }
    }
    kubecore_tests::assert_none("1000 machines", &findings);
    site::click(&browser, "Undo").unwrap();
    site::painted(&browser).unwrap();
    assert_eq!(site::spec(&browser).unwrap(), SPEC, "one step back");
    quiet(&browser);
}
