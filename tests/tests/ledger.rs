//! The ledger of settings: every case keeps it, and so do clusters that it was not written from.

use std::fs;
use std::path::PathBuf;

use kubecore::check::Checker;
use kubecore::profile::Renderer;
use kubecore::spec::Profile;
use kubecore_tests::case::Case;
use kubecore_tests::ledger::{Ledger, Table};
use kubecore_tests::{assert_none, home};

/// One cluster of each system in which every name, address, range and port is another than in any case.
const OTHERS: [&str; 7] = [
    "{ kubecore: v1, name: kestrel, profile: flatcar, network: { hosts: [172.20.5.0/24], pods: 10.99.0.0/16, \
     services: 10.98.0.0/20, dns_service_ip: 10.98.7.7, domain: birds.example }, nodes: [\
     { name: alpha, role: control-plane, ip: 172.20.5.31 }, { name: beta, role: control-plane, ip: 172.20.5.32 }, \
     { name: gamma, role: control-plane, ip: 172.20.5.33 }, \
     { name: omega, role: worker, ip: 172.20.5.99, labels: { disk: fast, rack: r7 } }], \
     api: { host: api.birds.example }, flatcar: { reboot_strategy: reboot, node_ports: 30500-31500 } }",
    "{ kubecore: v1, name: merlin, profile: flatcar, kubernetes: { version: v1.35.6 }, \
     network: { hosts: [172.20.5.0/24], provider: calico }, api: { host: 172.20.5.9 }, nodes: [\
     { name: alpha, role: control-plane, ip: 172.20.5.31, schedulable: true }, \
     { name: omega, role: worker, ip: 172.20.5.99 }], flatcar: { os: fedora-coreos, arch: arm64, \
     api_address: kube-vip, etcd: unit, proxy: iptables } }",
    "{ kubecore: v1, name: kestrel, profile: coreos-guide, kubernetes: { version: v1.5.1 }, \
     network: { hosts: [172.20.5.0/24], pods: 10.99.0.0/16, services: 10.98.0.0/20, dns_service_ip: 10.98.7.7, \
     domain: birds.example, policy: calico }, nodes: [{ name: deep, role: etcd, ip: 172.20.5.11 }, \
     { name: alpha, role: control-plane, ip: 172.20.5.31 }, { name: beta, role: control-plane, ip: 172.20.5.32 }, \
     { name: omega, role: worker, ip: 172.20.5.99, labels: { disk: fast } }], api: { host: api.birds.example } }",
    "{ kubecore: v1, name: merlin, profile: coreos-guide, kubernetes: { version: v1.2.4 }, \
     network: { hosts: [172.20.5.0/24], provider: none }, nodes: [\
     { name: alpha, role: control-plane, ip: 172.20.5.31, schedulable: true }, \
     { name: omega, role: worker, ip: 172.20.5.99 }], \
     coreos_guide: { kubelet: { host_dns: true, iscsi: true } } }",
    "{ kubecore: v1, name: kestrel, profile: fleet-units, network: { hosts: [172.20.5.0/24], pods: 10.99.0.0/16, \
     services: 10.98.0.0/20 }, nodes: [{ name: alpha, role: control-plane, ip: 172.20.5.31 }, \
     { name: omega, role: worker, ip: 172.20.5.99 }, { name: psi, role: worker, ip: 172.20.5.98 }], \
     fleet_units: { api_port: 8181 } }",
    "{ kubecore: v1, name: kestrel, profile: weave, network: { hosts: [172.20.5.0/24], pods: 10.99.0.0/16 }, nodes: [\
     { name: alpha, role: control-plane, ip: 172.20.5.31 }, \
     { name: omega, role: worker, ip: 172.20.5.99, labels: { disk: fast } }], \
     allow: [KC0704], weave: { registration: script, password: another-password-of-30-signs-0, environment: staging } }",
    "{ kubecore: v1, name: kestrel, profile: corekube, nodes: [\
     { name: meeting, role: etcd, ip: 10.10.10.21 }, { name: lord, role: overlord, ip: 10.10.10.22 }, \
     { name: chief, role: control-plane, ip: 10.10.10.23 }, { name: hand-1, role: worker, ip: 10.10.10.34 }, \
     { name: hand-2, role: worker, ip: 10.10.10.35 }], corekube: { key_name: birds, flavor: m1.huge } }",
];

#[test]
fn clusters_it_was_not_written_from_are_right() {
    let mut findings = Vec::new();
    for text in OTHERS {
        let case = Case { name: "other".to_owned(), folder: PathBuf::new(), text: text.to_owned() };
        if let Err(frames) = case.compiled() {
            findings.push(frames);
            continue;
        }
        let plan = case.plan();
        let (checker, mut ledger) = (Checker::new(&plan), Ledger::new(&plan, &case.profile()));
        for bundle in Renderer::new(&plan).bundles() {
            findings.extend(
                ledger.wrong(&bundle).into_iter().map(|d| format!("{}: {d}", case.profile())),
            );
            let report = checker.check(&bundle);
            findings.extend(
                report.diagnostics().iter().map(|d| format!("{}: {}", case.profile(), d.message)),
            );
        }
    }
    assert_none("other clusters", &findings);
}

#[test]
fn every_case_keeps_the_ledger() {
    let mut findings = Vec::new();
    for case in Case::all().into_iter().chain(Case::examples()) {
        let plan = case.plan();
        let mut ledger = Ledger::new(&plan, &case.profile());
        for bundle in Renderer::new(&plan).bundles() {
            let wrong = ledger.wrong(&bundle).into_iter();
            findings.extend(wrong.map(|what| format!("{}: {}: {what}", case.name, bundle.name())));
        }
    }
    assert_none("ledger", &findings);
}

/// A line that does not read is not there, and would let anything pass.
#[test]
fn every_line_of_every_ledger_reads() {
    for profile in Profile::ALL {
        let path = home().join("ledger").join(format!("{profile}.tsv"));
        let text = fs::read_to_string(path).expect("a ledger");
        let table = Table::parse(&text);
        let mut file = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('\t') {
                None => file = line,
                Some(row) => {
                    assert_eq!(row.split('\t').count(), 3, "{profile}: {file}: {row:?}");
                    assert!(table.page(file).is_some(), "{profile}: {file}");
                }
            }
        }
    }
}
