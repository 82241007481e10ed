//! The address of the API.

use std::net::IpAddr;

use ipnet::IpNet;

use super::address_space::of_net;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::Role;
use crate::spec::draft::Draft;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let path = FieldPath::root().key("api").key("host");
    let control_planes = draft.of_role(Role::ControlPlane).count();
    let has_one = draft.profile.is_some_and(|profile| profile.has("api.host"));
    if has_one && draft.spec.api.host.is_absent() && control_planes > 1 {
        report.push(
            Diagnostic::new(
                Code::ApiHostNeeded,
                format!("{control_planes} control planes need one address in common"),
            )
            .path(path.clone())
            .help(
                "set `api.host` to a load balancer, or to a DNS name that resolves to all of them",
            ),
        );
    }
    let Some(host) = draft.spec.api.host.given() else { return };
    if let Some(ip) = host.address() {
        address(ip, draft, control_planes, &path, report);
    }
}

fn address(
    ip: IpAddr,
    draft: &Draft<'_>,
    control_planes: usize,
    path: &FieldPath,
    report: &mut Report,
) {
    if ip.is_ipv6() {
        report.push(
            Diagnostic::new(Code::NoIpv6, format!("the API's address {ip} is IPv6"))
                .path(path.clone())
                .help("give an IPv4 address or a DNS name"),
        );
        return;
    }
    for found in of_net(IpNet::from(ip), &format!("the API's address {ip}"), path) {
        report.push(found);
    }
    for (name, range) in [("pods", draft.pods), ("services", draft.services)] {
        if let Some(range) = range.filter(|range| range.contains(&ip)) {
            report.push(
                Diagnostic::new(
                    Code::ApiHostInRange,
                    format!("the API's address {ip} lies inside {name} {range}"),
                )
                .path(path.clone())
                .help("choose an address on the machines' own network"),
            );
        }
    }
    let is_one = draft.of_role(Role::ControlPlane).any(|machine| machine.ip == Some(ip));
    if control_planes > 1 && is_one {
        report.push(
            Diagnostic::new(
                Code::ApiHostIsOne,
                format!("{ip} is one of {control_planes} control planes"),
            )
            .path(path.clone())
            .help("use a load balancer, or a DNS name that resolves to all of them"),
        );
    }
}
