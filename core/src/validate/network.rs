//! Sizes of ranges, the DNS address, and combinations of networks.

use std::net::IpAddr;

use ipnet::IpNet;

use super::address_space::of_range;
use super::capacity;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::{Draft, nth};
use crate::spec::{Policy, Profile, Provider};

/// kube-apiserver 1.4 `cmd/kube-apiserver`: a service range has at least 8 addresses …
const MIN_SERVICE_BITS: u8 = 3;
/// … and at most 20 host bits.
const MAX_SERVICE_BITS: u8 = 20;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    for (name, net) in [("pods", draft.pods), ("services", draft.services)] {
        if let Some(net) = net {
            range(name, net, report);
        }
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
    if let Some(services) = draft.services.filter(IpNet::is_v4) {
        services_size(services, report);
        if let Some(dns) = draft.dns {
            dns_address(dns, services, report);
        } else if draft.spec.network.dns_service_ip.is_absent()
            && host_bits(services) >= MIN_SERVICE_BITS
        {
            report.push(
                Diagnostic::new(
                    Code::DnsOutside,
                    format!("the DNS service's usual address, the 10th, lies outside services {services}"),
                )
                .path(path("services"))
                .help("use a prefix of /28 or shorter, or set `dns_service_ip` to an address in the range"),
            );
        }
    }
    mode(draft, report);
    let pods = draft.pods.filter(IpNet::is_v4);
    match (draft.provider, pods) {
        (Some(Provider::Flannel), Some(pods)) => capacity::flannel(draft, pods, report),
        (Some(Provider::Calico), Some(pods)) => capacity::calico(draft, pods, report),
        _ => {}
    }
}

trait Family {
    fn is_v4(&self) -> bool;
}

impl Family for IpNet {
    fn is_v4(&self) -> bool {
        self.addr().is_ipv4()
    }
}

fn path(key: &'static str) -> FieldPath {
    FieldPath::root().key("network").key(key)
}

fn host_bits(net: IpNet) -> u8 {
    net.max_prefix_len().saturating_sub(net.prefix_len())
}

fn range(name: &'static str, net: IpNet, report: &mut Report) {
    if !net.is_v4() {
        report.push(
            Diagnostic::new(Code::NoIpv6, format!("{name} {net} is IPv6"))
                .path(path(name))
                .help("choose an IPv4 range: Kubernetes of this profile's releases knows no IPv6"),
        );
        return;
    }
    if net.prefix_len() < 8 {
        report.push(
            Diagnostic::new(
                Code::RangeTooLarge,
                format!("{name} {net} covers too much of the address space"),
            )
            .path(path(name))
            .help("use a prefix of /8 or longer"),
        );
        return;
    }
    for found in of_range(net, name, &path(name)) {
        report.push(found);
    }
}

fn services_size(services: IpNet, report: &mut Report) {
    let bits = host_bits(services);
    if bits < MIN_SERVICE_BITS {
        report.push(
            Diagnostic::new(
                Code::ServicesTooSmall,
                format!("services {services} has {} addresses, and needs at least 8", 1u32 << bits),
            )
            .path(path("services"))
            .help(
                "use a prefix of /24; /28 is the longest that has room for the usual DNS address",
            ),
        );
    } else if bits > MAX_SERVICE_BITS && services.prefix_len() >= 8 {
        report.push(
            Diagnostic::new(
                Code::ServicesTooLarge,
                format!("services {services} is larger than the API server accepts"),
            )
            .path(path("services"))
            .help("use a prefix of /12 or longer; /16 holds 65 536 services"),
        );
    }
}

fn dns_address(dns: IpAddr, services: IpNet, report: &mut Report) {
    let at = path("dns_service_ip");
    if !services.contains(&dns) {
        report.push(
            Diagnostic::new(
                Code::DnsOutside,
                format!("DNS address {dns} lies outside services {services}"),
            )
            .path(at)
            .help(match nth(services, crate::spec::defaults::DNS_OFFSET) {
                Some(usual) => {
                    format!("write {usual}, or remove the key: it follows from `services`")
                }
                None => "choose an address inside the range".into(),
            }),
        );
        return;
    }
    let taken_by = if nth(services, 0) == Some(dns) {
        "names the network itself"
    } else if nth(services, 1) == Some(dns) {
        "is the API's own service address"
    } else if services.broadcast() == dns {
        "is the range's last, which is never given out"
    } else {
        return;
    };
    report.push(
        Diagnostic::new(Code::DnsTaken, format!("DNS address {dns} {taken_by}"))
            .path(at)
            .help("choose another address of the range, usually the 10th"),
    );
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
