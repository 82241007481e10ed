//! No two ranges may share an address.

use std::fmt;

use ipnet::IpNet;

use super::address_space::free_range;
use super::network::shortest_prefix;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Owner;
use crate::plan::ranges::{Claim, DOCKER, claims, overlap};
use crate::spec::draft::Draft;
use crate::spec::value::OfFamily as _;

/// Two ranges that share addresses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Overlap<'c> {
    /// The one that could be moved.
    pub(crate) a: &'c Claim,
    pub(crate) b: &'c Claim,
    /// The rule that objects.
    pub(crate) code: Option<Code>,
}

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let claims = claims(draft);
    let taken: Vec<IpNet> =
        claims.iter().filter(|claim| claim.owner < Owner::Docker).map(|claim| claim.net).collect();
    let mut free = Free { taken: &taken, found: Vec::new() };
    for Overlap { a, b, code } in overlaps(draft, &claims) {
        match code {
            Some(Code::Overlap) => report.push(shared(a, b, &mut free)),
            Some(code @ Code::RangeOverDocker) => {
                report.push(over_docker(code, a).help(free.instead_of(a.net)));
            }
            Some(code @ Code::HostsOverDocker) => report.push(
                over_docker(code, a)
                    .help("renumber the machines, or give docker another bridge range and add KC0208 to `allow`"),
            ),
            // Link-local addresses are refused with the other special blocks.
            _ => {}
        }
    }
}

/// Every two ranges that share addresses. Those of machines and those in use are not compared with
/// each other: a network in use may well be the one around the machines'.
pub(crate) fn overlaps<'c>(draft: &Draft<'_>, claims: &'c [Claim]) -> Vec<Overlap<'c>> {
    let standing: Vec<&Claim> = claims.iter().filter(|c| c.owner >= Owner::Docker).collect();
    let all: Vec<&Claim> = claims.iter().collect();
    claims
        .iter()
        .flat_map(|a| {
            let others = if a.owner <= Owner::Services { &all } else { &standing };
            others.iter().map(move |b| (a, *b))
        })
        .filter(|(a, b)| a.owner < b.owner && overlap(&a.net, &b.net))
        .map(|(a, b)| {
            let code = objection(draft, a, b);
            // Of pods and services, the one that was written is the one to move.
            let is_b_to_move = b.owner == Owner::Services && (b.given || !a.given);
            if is_b_to_move { Overlap { a: b, b: a, code } } else { Overlap { a, b, code } }
        })
        .collect()
}

fn objection(draft: &Draft<'_>, a: &Claim, b: &Claim) -> Option<Code> {
    let is_ours = a.owner <= Owner::Services;
    match b.owner {
        Owner::Docker if is_ours => Some(Code::RangeOverDocker),
        Owner::Docker => (a.owner == Owner::Hosts && draft.docker_bridge_is_default())
            .then_some(Code::HostsOverDocker),
        // What is too large, or IPv6 where nobody knows it, is refused for that alone.
        Owner::LinkLocal if is_ours => {
            let known = a.net.is_v4() || draft.networking.ipv6;
            (known && a.net.prefix_len() >= shortest_prefix(a.net)).then_some(Code::LinkLocal)
        }
        Owner::LinkLocal => (a.owner == Owner::Hosts).then_some(Code::LinkLocal),
        _ => is_ours.then_some(Code::Overlap),
    }
}

/// Points to `a` if the user wrote it, else to `b`.
fn shared(a: &Claim, b: &Claim, free: &mut Free<'_>) -> Diagnostic {
    let found = Diagnostic::new(Code::Overlap, format!("{a} overlaps {b}"));
    match (a.given, b.given) {
        (true, true) => found
            .path(a.path.clone())
            .related_path(b.path.clone(), format!("{} stands here", key(b)))
            .help(free.instead_of(a.net)),
        (true, false) => found.path(a.path.clone()).help(free.instead_of(a.net)),
        (false, _) => {
            found.path(b.path.clone()).help(format!("set `{}`: {}", key(a), free.instead_of(a.net)))
        }
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let default = if self.given { "" } else { " (the default)" };
        write!(f, "{} {}{default}", key(self), self.net)
    }
}

/// Its key in the file.
fn key(claim: &Claim) -> &'static str {
    match claim.owner {
        Owner::Pods => "pods",
        Owner::Services => "services",
        Owner::Hosts => "hosts",
        Owner::InUse => "in_use",
        Owner::Docker => "docker",
        Owner::LinkLocal => "link-local",
    }
}

fn over_docker(code: Code, claim: &Claim) -> Diagnostic {
    let (name, net) = (key(claim), claim.net);
    Diagnostic::new(code, format!("{name} {net} overlaps docker's bridge range {DOCKER}"))
        .path(claim.path.clone())
}

/// What to take instead of a range. Each is looked for once: thousands in use may overlap the same one.
struct Free<'t> {
    taken: &'t [IpNet],
    /// The few ranges that can be moved, with what is said of each.
    found: Vec<(IpNet, String)>,
}

impl Free<'_> {
    fn instead_of(&mut self, net: IpNet) -> String {
        if let Some((_, said)) = self.found.iter().find(|(other, _)| *other == net) {
            return said.clone();
        }
        let said = match free_range(net, self.taken) {
            Some(free) => format!("{free} is free"),
            None => "choose a range that none of the others touches".into(),
        };
        self.found.push((net, said.clone()));
        said
    }
}
