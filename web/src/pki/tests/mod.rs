//! Keys made in a real browser.

mod fingerprints;

use kubecore::compile;
use kubecore::format::x509::KeyKind;
use kubecore::plan::Plan;
use kubecore::profile::Renderer;
use kubecore::source::Source;
use kubecore::spec::{Profile, Topology, example};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use super::*;

fn plan(text: &str) -> Plan {
    compile(&Source::new("cluster.yaml", text)).plan.expect("the spec is good")
}

fn workers(count: usize, key: &str) -> Plan {
    plan(&format!(
        "kubecore: v1\nname: browser\nkubernetes: {{ version: v1.5.4 }}\npki: {{ key: {key} }}\n\
         nodes:\n  - {{ name: controller-1, role: control-plane, ip: 192.168.4.101 }}\n\
         pools:\n  - {{ name: worker, role: worker, count: {count}, first_ip: 172.20.0.1 }}\n"
    ))
}

#[wasm_bindgen_test]
async fn an_example_gets_all_its_keys_and_renders_with_them() {
    let plan = plan(&example(Profile::CoreosGuide, Topology::HighAvailability));
    let list = Certificates::of(&plan);
    let mut told = Vec::new();
    let issued = issue(&list, &Pki::new(), |made| told.push(made.clone())).await.unwrap();
    assert_eq!(told.len(), list.items.len());
    assert!(told.iter().zip(1..).all(|(made, n)| (made.done, made.total) == (n, told.len())));
    let ready = issued.pki.ready(&list).unwrap();
    let keys: usize = Renderer::with_keys(&plan, &ready)
        .bundles()
        .flat_map(|bundle| bundle.artifacts().to_vec())
        .filter(|artifact| String::from_utf8_lossy(&artifact.bytes).contains("PRIVATE KEY-----"))
        .count();
    // The authority's, three control planes' and three workers'; the administrator's is in a kubeconfig.
    assert_eq!(keys, 7);
}

#[wasm_bindgen_test]
async fn rsa_keys_are_the_browsers() {
    let list = Certificates::of(&workers(1, "rsa-2048"));
    assert!(list.items.iter().all(|item| item.key == KeyKind::Rsa2048));
    let issued = issue(&list, &Pki::new(), |_| ()).await.unwrap();
    issued.pki.ready(&list).unwrap();
    let again = issue(&list, &issued.pki, |_| panic!("nothing is missing")).await.unwrap();
    assert!(again.changes.is_empty());
}

/// How long a hundred machines take: what is measured is said, and `cargo xtask bench` shows it.
#[wasm_bindgen_test]
async fn a_hundred_machines_are_measured() {
    let list = Certificates::of(&workers(99, "ecdsa-p256"));
    let begun = js_sys::Date::now();
    let (mut since, mut longest) = (begun, 0.0);
    let issued = issue(&list, &Pki::new(), |_| {
        let now = js_sys::Date::now();
        longest = f64::max(longest, now - since);
        since = now;
    })
    .await
    .unwrap();
    let all = js_sys::Date::now() - begun;
    assert_eq!(issued.changes.len(), 2 * list.items.len() + 1);
    console_log!("bench: {} pairs in {all} ms, the longest in {longest} ms", list.items.len());
}
