//! Machines: their number, names and addresses.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::address_space::of_net;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::{Draft, Machine, Origin};
use crate::spec::value::OfFamily as _;
use crate::spec::{Field, Role};

/// Above this, Kubernetes was never tested (large-cluster documentation; 1 000 in release 1.3).
const TESTED: usize = 5000;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    roles(draft, report);
    names(&draft.machines, report);
    addresses(draft, report);
    if draft.machines.len() > TESTED {
        report.push(
            Diagnostic::new(
                Code::Scale,
                format!(
                    "{} machines are more than Kubernetes was tested with",
                    draft.machines.len()
                ),
            )
            .path(machines_path(draft))
            .help("make several clusters"),
        );
    }
}

fn machines_path(draft: &Draft<'_>) -> FieldPath {
    let key = if draft.spec.pools.items().is_empty() { "nodes" } else { "pools" };
    FieldPath::root().key(key)
}

fn roles(draft: &Draft<'_>, report: &mut Report) {
    let known = draft.machines.iter().all(|machine| machine.role.is_some());
    let (nodes, pools) = (&draft.spec.nodes, &draft.spec.pools);
    let silent = nodes.is_absent() && pools.is_absent();
    let unread =
        draft.machines.is_empty() && !(nodes.items().is_empty() && pools.items().is_empty());
    if !known || silent || unread || *nodes == Field::Invalid || *pools == Field::Invalid {
        return;
    }
    if draft.of_role(Role::ControlPlane).next().is_none() {
        report.push(
            Diagnostic::new(Code::NoControlPlane, "no machine has the role control-plane")
                .path(machines_path(draft))
                .help("give one machine `role: control-plane`, or three for high availability"),
        );
    }
    let runs_pods = |machine: &Machine<'_>| {
        machine.role != Some(Role::Etcd) && machine.schedulable != Some(false)
    };
    if !draft.machines.is_empty() && !draft.machines.iter().any(runs_pods) {
        report.push(
            Diagnostic::new(Code::NoWorker, "no machine runs ordinary pods")
                .path(machines_path(draft))
                .help(match draft.profile {
                    Some(profile) if !profile.has("nodes.schedulable") => "add a worker",
                    _ => "add a worker, or give a control plane `schedulable: true`",
                }),
        );
    }
}

fn names(machines: &[Machine<'_>], report: &mut Report) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    let mut told = Vec::new();
    for machine in machines {
        let Some(name) = &machine.name else { continue };
        let Some(first) = seen.get(name.as_str()) else {
            seen.insert(name.as_str(), machine.origin);
            continue;
        };
        if once(&mut told, machine.origin, None) {
            report.push(
                Diagnostic::new(Code::NameTwice, format!("the name {name} is given twice"))
                    .path(machine.origin.name())
                    .related_path(first.name(), "first given here")
                    .help("give each machine and each pool a name of its own"),
            );
        }
    }
}

fn addresses(draft: &Draft<'_>, report: &mut Report) {
    let hosts: Vec<IpNet> =
        draft.spec.network.hosts.items().iter().filter_map(|net| net.given().copied()).collect();
    let mut seen: BTreeMap<IpAddr, Origin> = BTreeMap::new();
    let mut told = Vec::new();
    for machine in &draft.machines {
        let origin = machine.origin;
        for ip in machine.ips() {
            let mut found = Vec::new();
            if let Some(first) = seen.get(&ip) {
                found.push(
                    Diagnostic::new(Code::AddressTwice, format!("the address {ip} is given twice"))
                        .related_path(first.ip(), "first given here")
                        .help("give each machine an address of its own"),
                );
            } else {
                seen.insert(ip, origin);
            }
            found.extend(place(ip, draft, &hosts));
            for diagnostic in found {
                // A pool that is wrong is wrong once, not a thousand times.
                if once(&mut told, origin, Some(diagnostic.code)) {
                    report.push(diagnostic.path(origin.ip()));
                }
            }
        }
    }
}

/// What is wrong with the place of one address.
fn place(ip: IpAddr, draft: &Draft<'_>, hosts: &[IpNet]) -> Vec<Diagnostic> {
    if ip.is_ipv6() && !draft.networking.ipv6 {
        return vec![
            Diagnostic::new(Code::NoIpv6, format!("the machine's address {ip} is IPv6"))
                .help("give its IPv4 address: Kubernetes of this profile's releases knows no IPv6"),
        ];
    }
    let mut found =
        of_net(IpNet::from(ip), &format!("the machine's address {ip}"), &FieldPath::root());
    for (name, range) in draft.cluster_ranges().filter(|(_, range)| range.contains(&ip)) {
        found.push(
            Diagnostic::new(
                Code::NodeInRange,
                format!("the machine's address {ip} lies inside {name} {range}"),
            )
            .related_path(FieldPath::root().key("network").key(name), format!("{name} stands here"))
            .help(format!("move `{name}` elsewhere, or renumber the machine")),
        );
    }
    // Who lists networks of one family only need not list those of the other.
    let listed = |net: &IpNet| !draft.networking.ipv6 || net.is_v4() == ip.is_ipv4();
    match hosts.iter().find(|net| net.contains(&ip)) {
        None if hosts.iter().any(listed) => found.push(
            Diagnostic::new(
                Code::OutsideHosts,
                format!("the machine's address {ip} lies in none of the networks under `hosts`"),
            )
            .related_path(FieldPath::root().key("network").key("hosts"), "the host networks")
            .help("correct the address, or add its network to `network.hosts`"),
        ),
        Some(net) if is_of_the_network(ip, *net) => {
            found.push(
                Diagnostic::new(
                    Code::NetworkAddress,
                    format!(
                        "{ip} is the first or last address of {net}, which no machine can have"
                    ),
                )
                .help("choose an address between the two"),
            );
        }
        _ => {}
    }
    found
}

/// Whether it names the network, or everybody in it, which no address does in IPv6.
fn is_of_the_network(ip: IpAddr, net: IpNet) -> bool {
    net.max_prefix_len() - net.prefix_len() > 1
        && (net.network() == ip || ip.is_ipv4() && net.broadcast() == ip)
}

/// Whether this is the first time a pool shows this problem. Single machines always count.
fn once(told: &mut Vec<(Origin, Option<Code>)>, origin: Origin, code: Option<Code>) -> bool {
    if matches!(origin, Origin::Node(_)) {
        return true;
    }
    let first = !told.contains(&(origin, code));
    if first {
        told.push((origin, code));
    }
    first
}
