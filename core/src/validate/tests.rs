//! Rules of addresses for a profile that knows IPv6 and has the controller manager divide the pod range.

use super::rules;
use crate::diagnostic::{Report, Severity};
use crate::source::Source;
use crate::spec::defaults::NODE_RANGES;
use crate::spec::draft::Draft;
use crate::spec::value::PortRange;
use crate::spec::{Networking, NodeRanges, parse};

const TODAY: Networking = Networking {
    ipv6: true,
    node_ranges: Some(NODE_RANGES),
    node_ports: PortRange::new(30_000, 32_767),
    virtual_api: false,
};

fn ranges(node_ranges: NodeRanges) -> Networking {
    Networking { node_ranges: Some(node_ranges), ..TODAY }
}

/// `E KC0205`, in the order of the codes. Releases and what a profile lacks are other rules' business.
fn codes(networking: Networking, text: &str) -> Vec<String> {
    let mut all: Vec<String> = report(networking, text)
        .diagnostics()
        .iter()
        .filter(|found| ("KC0200".."KC0500").contains(&found.code.as_str()))
        .map(|found| {
            let letter = match found.severity {
                Severity::Error => "E",
                Severity::Warning => "W",
                Severity::Note => "I",
            };
            [letter, " ", found.code.as_str()].concat()
        })
        .collect();
    all.sort();
    all
}

fn report(networking: Networking, text: &str) -> Report {
    let head = "kubecore: v1\nname: demo\nkubernetes: { version: v1.36.4 }\n";
    let source = Source::new("cluster.yaml", [head, text].concat());
    let parsed = parse(&source);
    let mut report = parsed.report;
    let spec = parsed.spec.expect("YAML");
    let mut draft = Draft::of(&spec, &mut report);
    draft.networking = networking;
    rules(&draft, &mut report);
    report
}

/// A cluster of one control plane and some workers, with the given lines of `network`.
fn cluster(network: &str, workers: u32) -> String {
    let v6_first = network.contains("services: fd") || network.contains("services: 'fd");
    let (one, first) = if v6_first { ("fd77::1", "fd77::100") } else { ("10.77.0.1", "10.77.1.1") };
    format!(
        "network: {{ {network} }}\n\
         nodes: [{{ name: c, role: control-plane, ip: '{one}' }}]\n\
         pools: [{{ name: w, role: worker, count: {workers}, first_ip: '{first}' }}]\n"
    )
}

/// The examples that stand beside the 44 rules: a line of `network`, node masks and pods of a machine,
/// workers, and what is said.
#[test]
fn the_edges_of_the_rules() {
    let usual = (24, 64, 110);
    let mut wrong = Vec::new();
    for (network, (v4, v6, max_pods), workers, wanted) in [
        // 3: at most 20 host bits.
        ("pods: 10.244.0.0/16, services: 10.0.0.0/11", usual, 1, &["E KC0205"][..]),
        ("services: 10.96.0.0/12", usual, 1, &[]),
        // 5: room for the API and for DNS.
        ("services: 10.3.0.0/24", usual, 1, &[]),
        ("services: 10.3.0.0/28", usual, 1, &[]),
        ("services: 10.3.0.0/29", usual, 1, &["E KC0215"]),
        ("services: 10.3.0.0/30", usual, 1, &["E KC0204"]),
        // 8: the static band.
        ("services: 10.96.0.0/12, dns_service_ip: 10.96.1.0", usual, 1, &[]),
        ("services: 10.96.0.0/12, dns_service_ip: 10.96.1.1", usual, 1, &["W KC0228"]),
        ("services: 10.3.0.0/24, dns_service_ip: 10.3.0.16", usual, 1, &[]),
        ("services: 10.3.0.0/24, dns_service_ip: 10.3.0.17", usual, 1, &["W KC0228"]),
        ("services: 10.3.0.0/28, dns_service_ip: 10.3.0.14", usual, 1, &[]),
        // 3 and 4 in IPv6.
        ("pods: 'fd01::/48', services: 'fd00::/107'", usual, 1, &["E KC0205"]),
        ("pods: 'fd01::/48', services: 'fd00::/108'", usual, 1, &["W KC0227"]),
        ("pods: 'fd01::/48', services: 'fd00::/111'", usual, 1, &["W KC0227"]),
        ("pods: 'fd01::/48', services: 'fd00::/112'", usual, 1, &[]),
        ("pods: 'fd01::/48', services: 'fd00::/124'", usual, 1, &[]),
        ("pods: 'fd01::/48', services: 'fd00::/125'", usual, 1, &["E KC0215"]),
        // 12, 13, 15: how many machines the pod range feeds.
        ("pods: 10.2.0.0/16", usual, 127, &[]),
        ("pods: 10.2.0.0/16", usual, 128, &["I KC0220"]),
        ("pods: 10.2.0.0/16", usual, 255, &["I KC0220"]),
        ("pods: 10.2.0.0/16", usual, 256, &["E KC0218"]),
        ("pods: 10.20.0.0/14, services: 10.3.0.0/24", usual, 1023, &["I KC0220"]),
        ("pods: 10.20.0.0/14, services: 10.3.0.0/24", usual, 1024, &["E KC0218"]),
        ("pods: 10.2.0.0/25", usual, 1, &["E KC0232"]),
        ("pods: 10.2.0.0/24", usual, 1, &["E KC0218"]),
        ("pods: 'fd01::/48', services: 'fd00::/112'", (24, 72, 110), 1, &["E KC0233"]),
        ("pods: 'fd02::/47', services: 'fd00::/112'", usual, 1, &["E KC0233"]),
        ("pods: 'fd02::/65', services: 'fd00::/112'", usual, 1, &["E KC0232"]),
        ("pods: 172.16.0.0/12", (29, 64, 5), 1, &["W KC0209", "W KC0234"]),
        // 16: addresses for pods.
        ("pods: 10.244.0.0/16", (25, 64, 110), 1, &[]),
        ("pods: 10.244.0.0/16", (26, 64, 110), 1, &["W KC0219"]),
        ("pods: 10.244.0.0/16", (25, 64, 125), 1, &["W KC0239"]),
        ("pods: 10.244.0.0/16", (25, 64, 126), 1, &["W KC0219", "W KC0239"]),
        // 17 and 38: nothing to allocate from.
        ("pods: 10.2.0.0/29", (29, 64, 5), 1, &["E KC0217"]),
        ("pods: 10.2.0.0/28", (30, 64, 1), 1, &[]),
        ("pods: 10.2.0.0/28", (31, 64, 1), 1, &["E KC0235"]),
        ("pods: 'fd01::/125', services: 'fd00::/112'", (24, 126, 1), 1, &["E KC0217"]),
        // 18, 19: overlaps, either around the other.
        ("pods: 10.0.0.0/14, services: 10.3.0.0/24", usual, 1, &["E KC0207"]),
        ("pods: 10.3.0.0/22, services: 10.3.0.0/20", usual, 1, &["E KC0207"]),
        ("pods: 'fd01::/48', services: 'fd01:0:0:1::/112'", usual, 1, &["E KC0207"]),
        ("pods: 192.168.0.0/16, hosts: [192.168.1.0/24, 10.77.0.0/16]", usual, 1, &["E KC0207"]),
        ("pods: 10.77.0.0/16", usual, 1, &["E KC0304", "E KC0304"]),
        // 27: docker's own.
        ("pods: 172.17.0.0/16", usual, 1, &["W KC0209"]),
        // 30: blocks of Calico's, which host-local's room does not bind.
        ("pods: 10.2.0.0/24, provider: calico", (26, 64, 110), 3, &["I KC0220"]),
        ("pods: 10.2.0.0/24, provider: calico", (28, 64, 110), 4, &["W KC0225"]),
        // 32 to 37, 39: what addresses mean.
        ("pods: 'ff00::/48', services: 'fd00::/112'", usual, 1, &["E KC0210"]),
        ("pods: 'fe80::/48', services: 'fd00::/112'", usual, 1, &["E KC0211"]),
        ("pods: '2001:db8::/48', services: 'fd00::/112'", usual, 1, &["W KC0212"]),
        ("pods: 'fec0::/48', services: 'fd00::/112'", usual, 1, &["W KC0212"]),
        ("pods: '2a00:1450::/48', services: 'fd00::/112'", usual, 1, &["W KC0213"]),
        ("pods: 100.64.0.0/16", usual, 1, &["I KC0214"]),
        ("pods: 11.0.0.0/8, services: 172.16.0.0/24", usual, 1, &["W KC0213"]),
        ("pods: '2000::/3', services: 'fd00::/112'", usual, 1, &["E KC0221"]),
        ("pods: 4.0.0.0/7", usual, 1, &["E KC0221"]),
        ("pods: 'fd01::/48', services: 'fd00::/15'", usual, 1, &["E KC0207", "E KC0221"]),
    ] {
        let networking = ranges(NodeRanges { v4, v6, max_pods, kubeadm: false });
        let mut wanted: Vec<&str> = wanted.to_vec();
        wanted.sort_unstable();
        let said = codes(networking, &cluster(network, workers));
        if said != wanted {
            wrong.push(format!("{network}, {workers} workers: {said:?}, wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Machines and the API, by the families that ranges have (9 to 11, 42, 43).
#[test]
fn families_go_together() {
    const DUAL: &str = "pods: '10.2.0.0/16,fd02::/48', services: '10.3.0.0/24,fd03::/112'";
    const TURNED: &str = "pods: 'fd02::/48,10.2.0.0/16', services: 'fd03::/112,10.3.0.0/24'";
    const V6: &str = "pods: 'fd02::/48', services: 'fd03::/112'";
    let mut wrong = Vec::new();
    for (network, ips, host, wanted) in [
        (DUAL, ["10.77.0.1,fd77::1", "10.77.0.2,fd77::2"], "", &[][..]),
        (TURNED, ["fd77::1,10.77.0.1", "fd77::2,10.77.0.2"], "", &[]),
        (V6, ["fd77::1", "fd77::2"], "fd77::9", &[]),
        (V6, ["fd77::1", "fd77::2,10.77.0.2"], "", &[]),
        (DUAL, ["10.77.0.1,fd77::1", "10.77.0.2"], "", &["W KC0231"]),
        (DUAL, ["10.77.0.1,fd77::1", "fd77::2"], "", &["E KC0229"]),
        (DUAL, ["10.77.0.1,fd77::1", "fd77::2,10.77.0.2"], "", &["E KC0229"]),
        (V6, ["10.77.0.1", "fd77::2"], "", &["E KC0229"]),
        ("pods: 'fd02::/48'", ["10.77.0.1", "10.77.0.2"], "", &["E KC0229"]),
        ("pods: '10.2.0.0/16,fd02::/48'", ["10.77.0.1", "10.77.0.2"], "", &["W KC0230"]),
        (
            "pods: 10.2.0.0/16, services: '10.3.0.0/24,fd03::/112'",
            ["10.77.0.1", "10.77.0.2"],
            "",
            &["W KC0230"],
        ),
        // Every rule of places minds the second address too.
        (DUAL, ["10.77.0.1,fd77::1", "10.77.0.2,fd77::1"], "", &["E KC0303"]),
        (
            "pods: '10.2.0.0/16,fd02::/48', services: '10.3.0.0/24,fd02::/112'",
            ["10.77.0.1,fd77::1", "10.77.0.2,fd77::2"],
            "",
            &["E KC0207"],
        ),
        (DUAL, ["10.77.0.1,fd77::1", "10.77.0.2,fd02::2"], "", &["E KC0304"]),
        (DUAL, ["10.77.0.1,fd77::1", "10.77.0.2,fe80::2"], "", &["E KC0211"]),
        (DUAL, ["10.77.0.1,fd77::1", "10.77.0.2,fd77::2"], "fd03::9", &["E KC0409"]),
        (DUAL, ["10.77.0.1,fd77::1", "10.77.0.2,fd77::2"], "fd77::9", &[]),
        (V6, ["fd77::1", "fd77::2"], "10.77.0.9", &["E KC0229"]),
    ] {
        let host =
            if host.is_empty() { String::new() } else { format!("api: {{ host: '{host}' }}\n") };
        let [a, b] = ips;
        let text = format!(
            "network: {{ {network} }}\n{host}nodes:\n\
             - {{ name: a, role: control-plane, ip: '{a}' }}\n\
             - {{ name: b, role: worker, ip: '{b}' }}\n"
        );
        let said = codes(TODAY, &text);
        if said != wanted {
            wrong.push(format!("{network} {ips:?} {host}: {said:?}, wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn dns_has_a_place_in_the_range_of_its_family() {
    let said = |dns: &str| {
        codes(
            TODAY,
            &format!(
                "network:\n  pods: 10.2.0.0/16,fd02::/48\n  services: 10.3.0.0/24,fd03::/112\n  \
                 dns_service_ip: '{dns}'\n\
                 nodes: [{{ name: c, role: control-plane, ip: '10.77.0.1,fd77::1', schedulable: true }}]\n"
            ),
        )
    };
    assert!(said("10.3.0.10,fd03::a").is_empty(), "{:?}", said("10.3.0.10,fd03::a"));
    assert!(said("fd03::a").is_empty());
    assert_eq!(said("10.3.0.10,fd04::a"), ["E KC0215"]);
    assert_eq!(said("10.3.0.1,fd03::1"), ["E KC0216", "E KC0216"]);
    assert_eq!(said("10.3.0.255"), ["E KC0216"]);
    // IPv6 has no broadcast address.
    assert_eq!(said("fd03::ffff"), ["W KC0228"]);
    assert_eq!(said("fd03::"), ["E KC0216"]);
    assert_eq!(said("10.3.0.10,fd03::101"), ["W KC0228"]);
    assert!(said("10.3.0.10,fd03::100").is_empty());
}

#[test]
fn a_virtual_address_is_nobodys_own() {
    let virtual_api = Networking { virtual_api: true, ..TODAY };
    let said = |networking, host: &str| {
        codes(
            networking,
            &format!(
                "network: {{ hosts: [10.77.0.0/24] }}\napi: {{ host: {host} }}\nnodes:\n\
                 - {{ name: a, role: control-plane, ip: 10.77.0.1 }}\n\
                 - {{ name: b, role: worker, ip: 10.77.0.2 }}\n"
            ),
        )
    };
    assert!(said(virtual_api, "10.77.0.9").is_empty());
    assert_eq!(said(virtual_api, "10.77.0.1"), ["E KC0240"]);
    assert_eq!(said(virtual_api, "10.77.0.2"), ["E KC0240"]);
    assert_eq!(said(virtual_api, "10.2.0.9"), ["E KC0409", "W KC0222"]);
    assert_eq!(said(virtual_api, "10.78.0.9"), ["W KC0222"]);
    assert!(said(TODAY, "10.77.0.1").is_empty());
    assert!(said(TODAY, "10.78.0.9").is_empty());
}

#[test]
fn kubeadm_bounds_the_parts_of_ipv4_too() {
    let small = NodeRanges { v4: 28, max_pods: 10, ..NODE_RANGES };
    let text = cluster("pods: 172.0.0.0/11", 1);
    let of_sizes = |networking| -> Vec<String> {
        let mut said = codes(networking, &text);
        said.retain(|code| ["E KC0233", "W KC0234"].contains(&code.as_str()));
        said
    };
    assert_eq!(of_sizes(ranges(small)), ["W KC0234"]);
    assert_eq!(of_sizes(ranges(NodeRanges { kubeadm: true, ..small })), ["E KC0233"]);
}

#[test]
fn very_many_pods_are_remarked_on() {
    let text = |workers| {
        cluster("pods: 10.0.0.0/10, services: 192.168.0.0/24", workers).replace("10.77.", "10.177.")
    };
    let said = |workers| -> Vec<String> {
        let mut said = codes(TODAY, &text(workers));
        said.retain(|code| code.ends_with("KC0239") || code.ends_with("KC0310"));
        said
    };
    assert!(said(1_362).is_empty());
    assert_eq!(said(1_363), ["W KC0239"]);
    assert_eq!(said(5_000), ["W KC0239", "W KC0310"]);
}

#[test]
fn flannel_of_its_own_divides_either_family() {
    let etcd_mode = Networking { node_ranges: None, ..TODAY };
    for (pods, wanted) in [
        ("fd02::/48", &[][..]),
        ("fd02::/125", &["E KC0217"]),
        ("fd02::/62", &["I KC0220"]),
        ("fd02::/124", &["I KC0220", "W KC0219"]),
    ] {
        let text = cluster(&format!("pods: '{pods}', services: 'fd00::/112'"), 1);
        assert_eq!(codes(etcd_mode, &text), wanted, "{pods}");
    }
}

#[test]
fn without_ipv6_everything_of_it_is_refused_for_that_alone() {
    let text = "network:\n  pods: 10.2.0.0/16,fd02::/48\n  services: 10.3.0.0/24,fd03::/112\n  \
                dns_service_ip: 10.3.0.10,fd03::a\n\
                nodes: [{ name: c, role: control-plane, ip: '10.77.0.1,fd77::1', schedulable: true }]\n";
    assert_eq!(codes(Networking::IPV4, text), ["E KC0206"; 4]);
    assert!(codes(TODAY, text).is_empty(), "{:?}", codes(TODAY, text));
}

#[test]
fn another_range_of_the_same_family_is_suggested() {
    let text = cluster("pods: 'fd00::/48', services: 'fd00::/112'", 1);
    let report = report(TODAY, &text);
    let overlap = report.diagnostics().iter().find(|found| found.code.as_str() == "KC0207");
    let overlap = overlap.expect("an overlap");
    assert_eq!(overlap.help, "fd00:0:1::/112 is free");
}
