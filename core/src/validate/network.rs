//! Ranges of pods, services and machines, and combinations of networks.

use ipnet::IpNet;

use super::address_space::of_range;
use super::{capacity, node_ranges, services};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::OfFamily as _;
use crate::spec::{Policy, Provider};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    for (name, net) in draft.cluster_ranges() {
        range(name, net, draft, report);
    }
    let hosts = draft.spec.network.hosts.items();
    for (index, net) in hosts.iter().enumerate() {
        if let Some(net) = net.given() {
            let path = path("hosts").index(index);
            for found in super::address_space::of_net(*net, &format!("host network {net}"), &path) {
                if found.code != Code::SharedSpace {
                    report.push(found);
                }
            }
        }
    }
    services::check(draft, report);
    mode(draft, report);
    if let Some(ranges) = draft.networking.node_ranges {
        node_ranges::check(draft, ranges, report);
    }
    let pods = draft.pods.into_iter().flat_map(|pods| pods.iter());
    for pods in pods.filter(|net| net.is_v4() || draft.networking.ipv6) {
        match draft.provider {
            // flannel takes the parts that the controller manager makes (`--kube-subnet-mgr`).
            Some(Provider::Flannel) if draft.networking.node_ranges.is_none() => {
                capacity::flannel(draft, pods, report);
            }
            Some(Provider::Calico) => capacity::calico(draft, pods, report),
            _ => {}
        }
    }
}

pub(super) fn path(key: &'static str) -> FieldPath {
    FieldPath::root().key("network").key(key)
}

/// The shortest prefix of a range that programs can still count the addresses of.
pub(super) fn shortest_prefix(net: IpNet) -> u8 {
    if net.is_v4() { 8 } else { 16 }
}

fn range(name: &'static str, net: IpNet, draft: &Draft<'_>, report: &mut Report) {
    if !net.is_v4() && !draft.networking.ipv6 {
        report.push(
            Diagnostic::new(Code::NoIpv6, format!("{name} {net} is IPv6"))
                .path(path(name))
                .help("choose an IPv4 range: Kubernetes of this profile's releases knows no IPv6"),
        );
        return;
    }
    let shortest = shortest_prefix(net);
    if net.prefix_len() < shortest {
        report.push(
            Diagnostic::new(
                Code::RangeTooLarge,
                format!("{name} {net} covers too much of the address space"),
            )
            .path(path(name))
            .help(format!("use a prefix of /{shortest} or longer")),
        );
        return;
    }
    for found in of_range(net, name, &path(name)) {
        report.push(found);
    }
}

fn mode(draft: &Draft<'_>, report: &mut Report) {
    let Some(profile) = draft.profile else { return };
    if let Some(provider) = draft.provider.filter(|p| !profile.providers().contains(p)) {
        let offered: Vec<&str> = profile.providers().iter().map(|p| p.as_str()).collect();
        report.push(
            Diagnostic::new(
                Code::NetworkMode,
                format!("the profile {profile} does not connect pods by {provider}"),
            )
            .path(path("provider"))
            .help(format!("it has: {}", offered.join(", "))),
        );
        return;
    }
    let (message, help) = match (draft.provider, draft.policy) {
        (_, Some(Policy::Calico)) if !profile.has_policy() => (
            "this profile has nobody to enforce network policy",
            "remove `policy`, or choose the profile coreos-guide or flatcar",
        ),
        (Some(Provider::Calico), Some(Policy::None)) => (
            "Calico connects pods here only together with its policy",
            "remove `policy`, or choose `provider: flannel`",
        ),
        (Some(Provider::None), Some(Policy::Calico)) => (
            "Calico policy needs a network that Calico or flannel sets up",
            "choose `provider: calico` (no overlay) or `provider: flannel`",
        ),
        _ => return,
    };
    report.push(Diagnostic::new(Code::NetworkMode, message).path(path("policy")).help(help));
}
