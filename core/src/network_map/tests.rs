//! Maps of whole specs.

use super::{NetworkMap, Range, network_map};
use crate::diagnostic::Severity;
use crate::source::Source;
use crate::spec::{Provider, parse};

fn map(text: &str) -> NetworkMap {
    network_map(&parse(&Source::new("cluster.yaml", text)).spec.expect("YAML"))
}

/// `name first-last path`, as far as the user could have written it.
fn said(range: &Range) -> String {
    let path = range.path.to_string();
    format!("{} {}-{} {}", range.name, range.first, range.last, path.trim_start_matches('$'))
}

fn ranges(map: &NetworkMap) -> Vec<String> {
    map.ranges.iter().map(said).collect()
}

fn overlaps(map: &NetworkMap) -> Vec<String> {
    let name = |index: usize| map.ranges[index].name.as_str();
    let one = |o: &super::Overlap| {
        let code = o.code.map_or("none", |code| code.as_str());
        format!("{} + {}: {} {code} {}", name(o.a), name(o.b), o.common, o.severity.as_str())
    };
    map.overlaps.iter().map(one).collect()
}

fn spots(map: &NetworkMap, name: &str) -> Vec<String> {
    let range = map.ranges.iter().find(|range| range.name == name).expect(name);
    range
        .spots
        .iter()
        .map(|spot| {
            let code = spot.code.map_or("", |code| code.as_str());
            format!("{} {}-{} {} {code}", spot.name, spot.first, spot.last, spot.count)
        })
        .collect()
}

#[test]
fn an_empty_file_has_the_defaults() {
    let map = map("kubecore: v1\n");
    assert_eq!(
        ranges(&map),
        [
            "pods 10.2.0.0-10.2.255.255 .network.pods",
            "services 10.3.0.0-10.3.0.255 .network.services",
            "link-local 169.254.0.0-169.254.255.255 ",
        ]
    );
    assert!(map.overlaps.is_empty() && map.ranges.iter().all(|range| !range.given));
    assert_eq!(spots(&map, "services"), ["API 10.3.0.1-10.3.0.1 1 ", "DNS 10.3.0.10-10.3.0.10 1 "]);
}

#[test]
fn an_example_has_its_machines_and_slices() {
    let map = map(include_str!("../../../examples/ha-calico.yaml"));
    assert_eq!(
        ranges(&map),
        [
            "pods 10.2.0.0-10.2.255.255 .network.pods",
            "services 10.3.0.0-10.3.0.255 .network.services",
            "in use 10.8.0.0-10.8.255.255 .network.in_use[0]",
            "link-local 169.254.0.0-169.254.255.255 ",
            "docker’s bridge 172.17.0.0-172.17.255.255 ",
            "machine network 192.168.100.0-192.168.100.255 .network.hosts[0]",
        ]
    );
    let pods = map.ranges[0].slices.expect("slices");
    // flannel connects, Calico has the policy.
    assert_eq!((pods.by, pods.length, pods.count, pods.machines), (Provider::Flannel, 24, 255, 6));
    assert_eq!(map.ranges[0].addresses(), 65_536);
    assert_eq!(spots(&map, "machine network").len(), 9);
}

#[test]
fn each_provider_divides_in_its_own_way() {
    let slices = |network: &str| {
        let slices = map(&format!("network: {{ {network} }}")).ranges[0].slices?;
        Some((slices.length, slices.count, slices.skipped()))
    };
    assert_eq!(slices("provider: calico, pods: 10.2.0.0/20"), Some((26, 64, 0)));
    assert_eq!(slices("provider: flannel, pods: 10.2.0.0/24"), Some((25, 1, 1)));
    assert_eq!(slices("provider: flannel, pods: 10.2.0.0/29"), None);
    assert_eq!(slices("provider: none"), None);
}

#[test]
fn every_rule_about_overlaps_is_there() {
    let map = map("
network:
  pods: 172.16.0.0/12
  services: 172.20.0.0/16
  hosts: [172.17.4.0/24, 169.254.1.0/24, nonsense]
  in_use: [172.20.1.0/24, 172.17.0.0/16, 169.254.1.0/24]
  policy: calico
allow: [KC0208, KC0211]
");
    let mut found = overlaps(&map);
    found.sort();
    assert_eq!(
        found,
        [
            "in use + docker’s bridge: 172.17.0.0/16 none note",
            "in use + link-local: 169.254.1.0/24 none note",
            "machine network + docker’s bridge: 172.17.4.0/24 KC0208 note",
            "machine network + link-local: 169.254.1.0/24 KC0211 error",
            "pods + docker’s bridge: 172.17.0.0/16 KC0209 warning",
            "pods + in use: 172.17.0.0/16 KC0207 error",
            "pods + in use: 172.20.1.0/24 KC0207 error",
            "pods + machine network: 172.17.4.0/24 KC0207 error",
            "services + in use: 172.20.1.0/24 KC0207 error",
            "services + pods: 172.20.0.0/16 KC0207 error",
        ]
    );
    assert_eq!(map.overlaps.iter().filter(|o| o.severity == Severity::Error).count(), 6);
}

#[test]
fn what_cannot_be_read_is_left_out() {
    let map = map("
network: { pods: 10.2.0.5/16, services: 10.3.0.0/24, hosts: 7 }
nodes: [{ name: a, ip: x }]
");
    assert_eq!(
        ranges(&map),
        [
            "services 10.3.0.0-10.3.0.255 .network.services",
            "link-local 169.254.0.0-169.254.255.255 ",
        ]
    );
}

#[test]
fn ipv6_comes_after_ipv4() {
    let map = map("
network: { pods: 'fd00:2::/48', services: 10.3.0.0/24, hosts: ['fd00::/16'] }
pools: [{ name: w, role: worker, count: 3, first_ip: 'fd00:2::fffe' }]
");
    assert_eq!(
        ranges(&map),
        [
            "services 10.3.0.0-10.3.0.255 .network.services",
            "link-local 169.254.0.0-169.254.255.255 ",
            "machine network fd00::-fd00:ffff:ffff:ffff:ffff:ffff:ffff:ffff .network.hosts[0]",
            "pods fd00:2::-fd00:2:0:ffff:ffff:ffff:ffff:ffff .network.pods",
            "link-local fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff ",
        ]
    );
    assert_eq!(overlaps(&map), ["pods + machine network: fd00:2::/48 KC0207 error"]);
    assert_eq!(spots(&map, "pods"), ["w fd00:2::fffe-fd00:2::1:0 3 "]);
    assert_eq!(map.ranges[3].slices, None);
}

#[test]
fn machines_without_a_network_make_their_own() {
    let map = map("
network: { pods: 10.2.0.0/16 }
api: { host: 10.2.9.9 }
nodes:
  - { name: a, role: control-plane, ip: 10.2.7.1 }
pools:
  - { name: w, role: worker, count: 600, first_ip: 10.1.255.200 }
");
    // The pool runs into the pod range, and on to no end that matters.
    assert_eq!(
        ranges(&map)[..3],
        [
            "machines 10.1.255.200-10.2.2.31 .pools[0].first_ip",
            "pods 10.2.0.0-10.2.255.255 .network.pods",
            "machines 10.2.7.1-10.2.7.1 .nodes[0].ip",
        ]
    );
    assert_eq!(
        spots(&map, "pods"),
        [
            "w 10.2.0.0-10.2.2.31 544 KC0304",
            "a 10.2.7.1-10.2.7.1 1 KC0304",
            "API 10.2.9.9-10.2.9.9 1 KC0409",
        ]
    );
}

#[test]
fn a_crowd_is_counted() {
    let node = |n| format!("  - {{ name: n{n}, role: worker, ip: 10.9.0.{n} }}");
    let nodes = (1..=40).map(node).collect::<Vec<_>>().join(
        "
",
    );
    let nets = (0..60).map(|n| format!("192.168.{n}.0/24")).collect::<Vec<_>>().join(", ");
    let map = map(&format!(
        "network:\n  hosts: [10.9.0.0/16]\n  in_use: [{nets}, 10.2.3.0/24]\nnodes:\n{nodes}"
    ));
    let hosts = map.ranges.iter().find(|range| range.name == "machine network").expect("hosts");
    assert_eq!((hosts.spots.len(), hosts.more), (16, 24));
    assert_eq!((map.more, overlaps(&map).len()), (38, 1), "{:?}", overlaps(&map));
}

#[test]
fn weave_s_bridges_and_those_that_share() {
    let map = map("
profile: weave
nodes:
  - { name: a, role: control-plane, ip: 192.168.1.1 }
  - { name: b, role: worker, ip: 192.168.1.2 }
  - { name: c, role: worker, ip: 192.168.1.3 }
weave: { machines: [{ name: c, subnet: 10.1.1.128/25 }] }
");
    assert_eq!(
        ranges(&map)[..4],
        [
            "pods 10.1.0.0-10.1.255.255 .network.pods",
            "subnet of a 10.1.0.0-10.1.0.255 .nodes[0]",
            "subnet of b 10.1.1.0-10.1.1.255 .nodes[1]",
            "subnet of c 10.1.1.128-10.1.1.255 .weave.machines[0].subnet",
        ]
    );
    assert_eq!(overlaps(&map), ["subnet of c + subnet of b: 10.1.1.128/25 KC0703 error"]);
}

#[test]
fn corekube_s_stack_is_a_network_of_machines() {
    let map = map("
profile: corekube
network: { services: 10.10.0.0/16 }
nodes: [{ name: master, role: control-plane, ip: 10.10.10.13 }]
");
    assert_eq!(
        ranges(&map)[..3],
        [
            "services 10.10.0.0-10.10.255.255 .network.services",
            "stack network 10.10.10.0-10.10.10.255 .network.hosts",
            "addresses of minions 10.10.10.14-10.10.10.254 ",
        ]
    );
    assert_eq!(overlaps(&map), ["services + stack network: 10.10.10.0/24 KC0207 error"]);
}

#[test]
fn both_families_of_a_cluster_are_drawn() {
    let map = map("
network:
  pods: 10.2.0.0/16,fd00:2::/48
  services: 10.3.0.0/24,fd00:3::/112
  dns_service_ip: 10.3.0.10,fd00:3::a
  hosts: [192.168.4.0/24, 'fd00:4::/64']
nodes: [{ name: a, role: control-plane, ip: '192.168.4.1,fd00:4::1' }]
pools: [{ name: w, role: worker, count: 3, first_ip: '192.168.4.10,fd00:4::10' }]
");
    assert_eq!(
        ranges(&map),
        [
            "pods 10.2.0.0-10.2.255.255 .network.pods",
            "services 10.3.0.0-10.3.0.255 .network.services",
            "link-local 169.254.0.0-169.254.255.255 ",
            "machine network 192.168.4.0-192.168.4.255 .network.hosts[0]",
            "pods fd00:2::-fd00:2:0:ffff:ffff:ffff:ffff:ffff .network.pods",
            "services fd00:3::-fd00:3::ffff .network.services",
            "machine network fd00:4::-fd00:4::ffff:ffff:ffff:ffff .network.hosts[1]",
            "link-local fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff ",
        ]
    );
    assert!(map.overlaps.is_empty(), "{:?}", overlaps(&map));
    let inside = |place: usize| -> Vec<String> {
        let spots = map.ranges[place].spots.iter();
        spots.map(|spot| format!("{} {}-{}", spot.name, spot.first, spot.last)).collect()
    };
    assert_eq!(inside(1), ["API 10.3.0.1-10.3.0.1", "DNS 10.3.0.10-10.3.0.10"]);
    assert_eq!(inside(3), ["a 192.168.4.1-192.168.4.1", "w 192.168.4.10-192.168.4.12"]);
    // The API's own service has one family.
    assert_eq!(inside(5), ["DNS fd00:3::a-fd00:3::a"]);
    assert_eq!(inside(6), ["a fd00:4::1-fd00:4::1", "w fd00:4::10-fd00:4::12"]);
}
