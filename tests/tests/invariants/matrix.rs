//! Every combination of the options that change what is rendered: each is refused, or keeps every rule.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kubecore::check::check;
use kubecore::compile;
use kubecore::profile::Renderer;
use kubecore::source::Source;
use kubecore_tests::assert_none;
use kubecore_tests::case::{Case, rootfs, tree_of};
use kubecore_tests::systemd::{has, verify};

use crate::place::{Place, Rule, ask};

const OPTIONS: &[(&str, &[&str])] = &[
    ("network.provider", &["flannel", "calico", "none"]),
    ("network.policy", &["none", "calico"]),
    ("kubernetes.version", &["v1.4.0_coreos.0", "v1.2.4", "v1.3.6", "v1.5.4"]),
    ("coreos_guide.edition", &["corrected", "published"]),
    ("coreos_guide.pod_networking", &["docker-bridge", "cni"]),
    ("coreos_guide.os_version", &["1185.3.0", "1353.8.0"]),
    ("coreos_guide.kubelet.runtime", &["docker", "rkt"]),
];

/// Asks all `rules` about all combinations.
pub(crate) fn hold(rules: &[Rule]) {
    let mut findings = Vec::new();
    let mut accepted = 0;
    let mut units = BTreeSet::new();
    for choice in combinations() {
        let text = spec(&choice);
        let Some(plan) = compile(&Source::new("cluster.yaml", text.clone())).plan else { continue };
        accepted += 1;
        let bundles: Vec<_> = Renderer::new(&plan).bundles().collect();
        let (name, tree) = (choice.join(" "), tree_of(&bundles));
        let case = Case { name: name.clone(), folder: std::path::PathBuf::new(), text };
        let reports = bundles.iter().map(check);
        findings.extend(reports.flat_map(|report| {
            report
                .diagnostics()
                .iter()
                .map(|d| format!("{name}: {}", d.message))
                .collect::<Vec<_>>()
        }));
        for machine in &case.machines() {
            let place = Place { case: &case, machine, files: rootfs(&tree, &machine.name) };
            for rule in rules {
                let found = ask(*rule, &place).0;
                findings
                    .extend(found.into_iter().map(|f| format!("{name}: {}: {f}", machine.name)));
            }
            let files = place.files.iter().map(|(path, file)| format!("{path}\n{}", file.text()));
            // Many combinations have the same units: systemd is asked about each set once.
            if has("systemd-analyze") && units.insert(files.collect::<String>()) {
                findings.extend(verify(&place.files).into_iter().map(|f| format!("{name}: {f}")));
            }
        }
    }
    assert_none("combinations", &findings);
    assert!(accepted > 60, "{accepted} combinations only were accepted");
}

fn combinations() -> Vec<Vec<&'static str>> {
    OPTIONS.iter().fold(vec![Vec::new()], |all, (_, words)| {
        let longer = |begun: Vec<&'static str>| {
            words.iter().map(move |word| begun.iter().copied().chain([*word]).collect())
        };
        all.into_iter().flat_map(longer).collect()
    })
}

fn spec(choice: &[&str]) -> String {
    let [provider, policy, version, edition, pod_networking, os_version, runtime] = choice else {
        panic!("one word for each option");
    };
    let mut text = String::from("kubecore: v1\nname: matrix\nprofile: coreos-guide\n");
    writeln!(text, "kubernetes: {{ version: {version} }}").unwrap();
    writeln!(
        text,
        "network: {{ provider: {provider}, policy: {policy}, hosts: [192.168.4.0/24] }}"
    )
    .unwrap();
    writeln!(text, "coreos_guide:\n  edition: {edition}\n  pod_networking: {pod_networking}")
        .unwrap();
    writeln!(text, "  os_version: {os_version}\n  kubelet: {{ runtime: {runtime} }}").unwrap();
    text.push_str(
        "nodes:\n  - { name: etcd-1, role: etcd, ip: 192.168.4.51 }\n  \
         - { name: controller-1, role: control-plane, ip: 192.168.4.101 }\n  \
         - { name: worker-1, role: worker, ip: 192.168.4.201 }\n",
    );
    text
}
