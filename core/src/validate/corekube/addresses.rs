//! Addresses in the stack's own network.

use std::net::IpAddr;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::corekube::{fixed, network, pool};
use crate::source::FieldPath;
use crate::spec::draft::{Draft, nth};
use crate::spec::{Platform, Role};

/// Servers with an address of choice have to lie in the stack's network, and leave room.
pub(super) fn check(draft: &Draft<'_>, platform: Platform, report: &mut Report) {
    let Some(net) = network(draft, platform).filter(|net| net.addr().is_ipv4()) else { return };
    let router = nth(net, 1);
    let from = if draft.spec.network.hosts.is_absent() { " (the default)" } else { "" };
    for machine in draft.machines.iter().filter(|m| m.role.is_some_and(|role| role != Role::Worker))
    {
        let Some(ip @ IpAddr::V4(_)) = machine.ip else { continue };
        let message = if !net.contains(&ip) {
            format!("{ip} lies outside the stack's network {net}{from}")
        } else if Some(ip) == router {
            format!("{ip} is the router's address in the stack's network {net}{from}")
        } else {
            continue;
        };
        report.push(
            Diagnostic::new(Code::OutsideStack, message)
                .path(machine.origin.ip())
                .help("give it another address, or name its network first under `network.hosts`"),
        );
    }
    let minions = draft.of_role(Role::Worker).count();
    let room = pool(net, &fixed(draft)).map_or(0, |(_, _, room)| room);
    if (room as usize) < minions {
        report.push(
            Diagnostic::new(
                Code::StackFull,
                format!("the stack's network {net}{from} has {room} addresses in a row for {minions} minions"),
            )
            .path(FieldPath::root().key("network").key("hosts"))
            .help("choose a larger network, or put the other servers at one end of it"),
        );
    }
}
