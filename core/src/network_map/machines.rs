//! Where machines are.

use std::net::IpAddr;

use super::{Owner, Span, Spot, number};
use crate::diagnostic::Code;
use crate::order;
use crate::plan::ranges::Claim;
use crate::source::FieldPath;
use crate::spec::draft::{Draft, Machine, Origin};

/// Machines further apart than this are not drawn as one range.
const APART: u128 = 256;

/// A machine, or a pool's machines, whose addresses follow each other.
#[derive(Debug, Clone)]
pub(super) struct Group {
    name: String,
    origin: Origin,
    first: IpAddr,
    last: IpAddr,
}

impl Group {
    /// What of it lies between two addresses.
    pub(super) fn within(&self, (from, to): Span) -> Option<Spot> {
        let (first, last) = (self.first.max(from), self.last.min(to));
        // Addresses of IPv4 are less than all of IPv6, so those of the other family do not pass.
        let count = number(last).checked_sub(number(first)).filter(|_| first <= last)?;
        Some(Spot {
            name: self.name.clone(),
            is_machine: true,
            first,
            last,
            count: u64::try_from(count).unwrap_or(u64::MAX).saturating_add(1),
            path: self.origin.ip(),
            code: None,
        })
    }
}

pub(super) fn groups(draft: &Draft<'_>) -> Vec<Group> {
    let first = draft.machines.iter().filter_map(|machine| Some((machine, machine.ip?)));
    let second = draft.machines.iter().filter_map(|machine| Some((machine, machine.second_ip?)));
    // One family after the other: a pool's addresses of each follow each other.
    [grouped(draft, first), grouped(draft, second)].concat()
}

fn grouped<'d>(
    draft: &Draft<'_>,
    addresses: impl Iterator<Item = (&'d Machine<'d>, IpAddr)>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (machine, ip) in addresses {
        match groups.last_mut() {
            Some(group) if group.origin == machine.origin => group.last = ip,
            _ => groups.push(Group {
                name: name(draft, machine.origin),
                origin: machine.origin,
                first: ip,
                last: ip,
            }),
        }
    }
    groups
}

/// The ranges that machines in none of the host networks make up.
pub(super) fn loose(draft: &Draft<'_>, claims: &[Claim]) -> Vec<Span> {
    let hosts: Vec<&Claim> = claims.iter().filter(|claim| claim.owner == Owner::Hosts).collect();
    let mut addresses: Vec<IpAddr> = draft
        .machines
        .iter()
        .flat_map(Machine::ips)
        .filter(|ip| !hosts.iter().any(|claim| claim.net.contains(ip)))
        .collect();
    order::sort_by(&mut addresses, IpAddr::cmp);
    let mut spans: Vec<Span> = Vec::new();
    for ip in addresses {
        match spans.last_mut() {
            Some((_, last)) if is_near(*last, ip) => *last = ip,
            _ => spans.push((ip, ip)),
        }
    }
    spans
}

/// The API's own address, if it is in the range and no machine's.
pub(super) fn api(draft: &Draft<'_>, (from, to): Span, owner: Owner) -> Option<Spot> {
    let ip = draft.api_ip()?;
    let is_machine = draft.machines.iter().any(|machine| machine.ips().any(|own| own == ip));
    (from <= ip && ip <= to && !is_machine).then(|| Spot {
        name: "API".into(),
        is_machine: false,
        first: ip,
        last: ip,
        count: 1,
        path: FieldPath::root().key("api").key("host"),
        code: (owner != Owner::Hosts && (ip.is_ipv4() || draft.networking.ipv6))
            .then_some(Code::ApiHostInRange),
    })
}

fn is_near(last: IpAddr, ip: IpAddr) -> bool {
    last.is_ipv4() == ip.is_ipv4() && number(ip).abs_diff(number(last)) <= APART
}

fn name(draft: &Draft<'_>, origin: Origin) -> String {
    let (nodes, pools) = (draft.spec.nodes.items(), draft.spec.pools.items());
    let name = match origin {
        Origin::Node(index) => nodes.get(index).and_then(|node| node.name.given()),
        Origin::Pool(index) => pools.get(index).and_then(|pool| pool.name.given()),
    };
    name.map_or("a machine".into(), ToString::to_string)
}
