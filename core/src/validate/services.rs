//! Sizes of service ranges, and the DNS service's address in them.

use std::net::IpAddr;

use ipnet::IpNet;

use super::network::{path, shortest_prefix};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::plan::static_band::static_band;
use crate::spec::defaults::DNS_OFFSET;
use crate::spec::draft::{Draft, nth};
use crate::spec::value::OfFamily as _;

/// kube-apiserver 1.4 `cmd/kube-apiserver`: a service range has at least 8 addresses …
const MIN_BITS: u8 = 3;
/// … and at most 20 host bits (`validateMaxCIDRRange` in today's
/// `pkg/controlplane/apiserver/options/validation.go`; kubeadm `MaximumBitsForServiceSubnet`).
const MAX_BITS: u8 = 20;

/// The host bits that the allocator before 1.34 has a bitmap for in IPv6 (kubeadm
/// `MaximumBitsForServiceSubnet` says so).
const BITMAP_BITS: u8 = 16;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let Some(services) = draft.services else { return };
    let knows = |net: &IpNet| net.is_v4() || draft.networking.ipv6;
    for net in services.iter().filter(knows) {
        size(net, draft, report);
    }
    let Some(first) = Some(services.first()).filter(knows) else { return };
    let dns_field = &draft.spec.network.dns_service_ip;
    match draft.dns {
        Some(dns) => {
            for ip in dns.iter() {
                if ip.is_ipv6() && dns.is_dual_stack() && !draft.networking.ipv6 {
                    report.push(no_ipv6(ip));
                } else {
                    let range = services.beside(&ip).filter(knows).unwrap_or(first);
                    dns_address(ip, range, draft, report);
                }
            }
        }
        None if dns_field.is_absent() && host_bits(first) >= MIN_BITS => {
            let longest = first.max_prefix_len() - 4;
            report.push(
                Diagnostic::new(
                    Code::DnsOutside,
                    format!("the DNS service's usual address, the 10th, lies outside services {first}"),
                )
                .path(path("services"))
                .help(format!("use a prefix of /{longest} or shorter, or set `dns_service_ip` to an address in the range")),
            );
        }
        None => {}
    }
}

fn no_ipv6(ip: IpAddr) -> Diagnostic {
    Diagnostic::new(Code::NoIpv6, format!("DNS address {ip} is IPv6"))
        .path(path("dns_service_ip"))
        .help("leave it out: Kubernetes of this profile's releases knows no IPv6")
}

fn host_bits(net: IpNet) -> u8 {
    net.max_prefix_len().saturating_sub(net.prefix_len())
}

fn size(services: IpNet, draft: &Draft<'_>, report: &mut Report) {
    let bits = host_bits(services);
    let (usual, longest, shortest) =
        if services.is_v4() { ("/24", "/28", "/12") } else { ("/112", "/124", "/108") };
    let sixteen = if services.is_v4() { "/16" } else { "/112" };
    if bits < MIN_BITS {
        report.push(
            Diagnostic::new(
                Code::ServicesTooSmall,
                format!("services {services} has {} addresses, and needs at least 8", 1u32 << bits),
            )
            .path(path("services"))
            .help(format!(
                "use a prefix of {usual}; {longest} is the longest that has room for the usual DNS address"
            )),
        );
    } else if bits > MAX_BITS && services.prefix_len() >= shortest_prefix(services) {
        report.push(
            Diagnostic::new(
                Code::ServicesTooLarge,
                if draft.version.is_some_and(|v| Release::new(v).bounds_service_ranges()) {
                    format!("services {services} is larger than the API server accepts")
                } else {
                    format!(
                        "services {services} is larger than kubeadm and older API servers accept"
                    )
                },
            )
            .path(path("services"))
            .help(format!("use a prefix of {shortest} or longer; {sixteen} holds 65 536 services")),
        );
    } else if !services.is_v4() && bits > BITMAP_BITS && bits <= MAX_BITS {
        report.push(
            Diagnostic::new(
                Code::ServicesClamped,
                format!(
                    "only the first 65 536 addresses of services {services} are usable before Kubernetes 1.34"
                ),
            )
            .path(path("services"))
            .help("use a prefix of /112, which holds 65 536 services"),
        );
    }
}

fn dns_address(dns: IpAddr, services: IpNet, draft: &Draft<'_>, report: &mut Report) {
    let at = path("dns_service_ip");
    if !services.contains(&dns) {
        report.push(
            Diagnostic::new(
                Code::DnsOutside,
                format!("DNS address {dns} lies outside services {services}"),
            )
            .path(at)
            .help(match nth(services, DNS_OFFSET) {
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
    } else if services.broadcast() == dns && dns.is_ipv4() {
        "is the range's last, which is never given out"
    } else {
        return in_band(dns, services, draft, report);
    };
    report.push(
        Diagnostic::new(Code::DnsTaken, format!("DNS address {dns} {taken_by}"))
            .path(at)
            .help("choose another address of the range, usually the 10th"),
    );
}

fn in_band(dns: IpAddr, services: IpNet, draft: &Draft<'_>, report: &mut Report) {
    let keeps = draft.version.is_some_and(|version| Release::new(version).keeps_static_band());
    let Some((first, last)) = static_band(services).filter(|_| keeps) else { return };
    if last < dns {
        report.push(
            Diagnostic::new(
                Code::DynamicBand,
                format!("DNS address {dns} is one that any other service may be given"),
            )
            .path(path("dns_service_ip"))
            .help(format!("choose an address from {first} to {last}, usually the 10th")),
        );
    }
}
