//! Facts of whole specs.

use super::facts;
use crate::source::Source;
use crate::spec::parse;

/// `path: words`, with plain spaces.
fn said(text: &str) -> Vec<String> {
    let spec = parse(&Source::new("cluster.yaml", text)).spec.expect("YAML");
    let one = |fact: &super::Fact| {
        format!("{}: {}", fact.path, fact.words.replace('\u{a0}', " ")).split_off("$.".len())
    };
    facts(&spec).iter().map(one).collect()
}

#[test]
fn an_empty_file_has_the_defaults() {
    assert_eq!(
        said("kubecore: v1\n"),
        [
            "kubernetes.version: without service-account tokens signed with ECDSA",
            "network.pods: 10.2.0.0 – 10.2.255.255 · 65 534 usable · 255 machines fit, 0 there",
            "network.services: 10.3.0.0 – 10.3.0.255 · 254 usable · API 10.3.0.1 · DNS 10.3.0.10",
        ]
    );
}

#[test]
fn machines_are_counted_where_they_are() {
    let text = "network:\n  services: 10.4.0.0/28\n  hosts: [10.0.0.0/24, 10.1.0.0/24, 10.9.0.0/30]\n  \
                in_use: [172.16.0.0/31, 172.20.0.5/32]\n\
                nodes:\n- { name: a, role: control-plane, ip: 10.0.0.1 }\n- { name: b, role: etcd, ip: 10.9.9.9 }\n\
                pools:\n- { name: w, role: worker, count: 100, first_ip: 10.1.0.21 }\n\
                - { name: x, role: worker, count: 1, first_ip: 10.0.0.255 }\n\
                addons: { kube_dns: false }\nkubernetes: { version: v1.2.4 }\n";
    assert_eq!(
        said(text),
        [
            "kubernetes.version: without Calico's network policy, Ceph RBD volumes, service-account tokens signed \
             with ECDSA",
            "network.pods: 10.2.0.0 – 10.2.255.255 · 65 534 usable · 255 machines fit, 102 there",
            "network.services: 10.4.0.0 – 10.4.0.15 · 14 usable · API 10.4.0.1",
            "network.hosts[0]: 10.0.0.0 – 10.0.0.255 · 254 usable · 2 of 103 machines there",
            "network.hosts[1]: 10.1.0.0 – 10.1.0.255 · 254 usable · 100 of 103 machines there",
            "network.hosts[2]: 10.9.0.0 – 10.9.0.3 · 2 usable · no machine there",
            "network.in_use[0]: 172.16.0.0 – 172.16.0.1 · 2 usable",
            "network.in_use[1]: 172.20.0.5 · 1 usable",
            "pools[0]: w-001 … w-100 · 10.1.0.21 – 10.1.0.120",
            "pools[1]: x-001 · 10.0.0.255",
        ]
    );
}

#[test]
fn each_provider_divides_in_its_own_way() {
    let pods = |provider: &str, pods: &str| {
        let text = format!(
            "network: {{ provider: {provider}, pods: {pods} }}\n\
             nodes: [{{ name: a, role: worker, ip: 192.0.2.1 }}]\n"
        );
        let facts = said(&text);
        let (_, words) = facts.iter().find_map(|fact| fact.split_once("pods: ")).expect("pods");
        words.split(" · ").skip(1).collect::<Vec<_>>().join(" · ")
    };
    assert_eq!(pods("flannel", "10.0.0.0/23"), "510 usable · 1 machine fits, 1 there");
    assert_eq!(pods("flannel", "10.0.0.0/29"), "6 usable");
    assert_eq!(pods("calico", "10.0.0.0/16"), "65 534 usable · 1 024 blocks of 64, 1 machine");
    assert_eq!(pods("none", "10.0.0.0/16"), "65 534 usable");
    assert_eq!(pods("flannel", "fd00::/64"), "2^64 usable");
}

#[test]
fn a_range_with_host_bits_has_no_consequences() {
    let facts = said("network: { pods: 10.2.0.1/16 }\n");
    assert!(!facts.iter().any(|fact| fact.starts_with("network.pods")), "{facts:?}");
}

#[test]
fn weaves_bridges_have_an_address_of_their_own() {
    let facts = said(
        "profile: weave\nnodes: [{ name: a, role: control-plane, ip: 192.0.2.1 }]\n\
         weave: { machines: [{ name: a, subnet: 10.1.7.0/24 }] }\n",
    );
    assert_eq!(
        facts,
        [
            "network.pods: 10.1.0.0 – 10.1.255.255 · 65 534 usable · 256 machines fit, 1 there",
            "network.services: 10.100.0.0 – 10.100.255.255 · 65 534 usable · API 10.100.0.1 · DNS 10.100.0.10",
            "weave.machines[0].subnet: 10.1.7.0 – 10.1.7.255 · 254 usable · the machine's own 10.1.7.1",
        ]
    );
}

#[test]
fn a_stack_gives_its_minions_addresses() {
    let nodes = "nodes: [{ name: a, role: control-plane, ip: 10.10.10.9 }]\n";
    let own =
        said(&format!("profile: corekube\n{nodes}corekube: {{ admin_cidr: 192.0.2.0/24 }}\n"));
    assert_eq!(
        own[2..],
        [
            "network.hosts: the stack's own: 10.10.10.0/24 · 10.10.10.0 – 10.10.10.255 · 254 usable · the machine is \
             there · minions get 10.10.10.10 – 10.10.10.254",
            "corekube.admin_cidr: 192.0.2.0 – 192.0.2.255 · 254 usable",
        ]
    );
    let given = said(&format!(
        "profile: corekube\n{nodes}network: {{ hosts: [10.10.10.0/28, 10.0.0.0/24] }}\n"
    ));
    assert!(
        given[2]
            .ends_with("14 usable · the machine is there · minions get 10.10.10.2 – 10.10.10.8"),
        "{given:?}"
    );
    assert!(given[3].ends_with("254 usable · no machine there"), "{given:?}");
}
