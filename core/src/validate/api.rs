//! The address of the API.

use std::net::IpAddr;

use ipnet::IpNet;

use super::address_space::of_net;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::{Field, Role};

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
    if ip.is_ipv6() && !draft.networking.ipv6 {
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
    for (name, range) in draft.cluster_ranges().filter(|(_, range)| range.contains(&ip)) {
        report.push(
            Diagnostic::new(
                Code::ApiHostInRange,
                format!("the API's address {ip} lies inside {name} {range}"),
            )
            .path(path.clone())
            .help("choose an address on the machines' own network"),
        );
    }
    if draft.networking.virtual_api {
        virtual_address(ip, draft, path, report);
        return;
    }
    let is_one =
        draft.of_role(Role::ControlPlane).any(|machine| machine.ips().any(|own| own == ip));
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

/// An address that control planes hand on to each other belongs to none of them, and lies where they do.
fn virtual_address(ip: IpAddr, draft: &Draft<'_>, path: &FieldPath, report: &mut Report) {
    if let Some(machine) = draft.machines.iter().find(|m| m.ips().any(|own| own == ip)) {
        report.push(
            Diagnostic::new(
                Code::VirtualAddressTaken,
                format!("the API's virtual address {ip} is a machine's own"),
            )
            .path(path.clone())
            .related_path(machine.origin.ip(), "the machine's stands here")
            .help("choose an address of the machines' network that nobody has"),
        );
        return;
    }
    let mut hosts = draft.spec.network.hosts.items().iter().filter_map(Field::given).peekable();
    if hosts.peek().is_some() && !hosts.any(|net| net.contains(&ip)) {
        report.push(
            Diagnostic::new(
                Code::OutsideHosts,
                format!(
                    "the API's virtual address {ip} lies in none of the networks under `hosts`"
                ),
            )
            .path(path.clone())
            .related_path(FieldPath::root().key("network").key("hosts"), "the host networks")
            .help("correct the address, or add its network to `network.hosts`"),
        );
    }
}
