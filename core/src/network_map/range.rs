//! One range, and what lies in it.

use std::net::IpAddr;

use ipnet::IpNet;

use super::machines::{self, Group};
use super::{Owner, Slices, Span, pods};
use crate::diagnostic::Code;
use crate::order;
use crate::plan::corekube;
use crate::plan::ranges::Claim;
use crate::source::FieldPath;
use crate::spec::Profile;
use crate::spec::draft::{Draft, nth};
use crate::spec::value::OfFamily as _;

/// The most single addresses that a range has room for.
const MOST: usize = 16;

/// What a range is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One that the overlap rules know.
    Range(Owner),
    /// The part of a stack's network that minions get addresses from.
    Minions,
    /// From the first to the last of some machines that are in none of the host networks.
    Machines,
    /// The part of the pod range that one machine's bridge has.
    Subnet,
}

/// Addresses from a first to a last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// The CIDR, if it is one.
    pub net: Option<IpNet>,
    /// Its first address.
    pub first: IpAddr,
    /// Its last address.
    pub last: IpAddr,
    /// Where it stands in the file, or would; the whole file where it is not the user's to choose.
    pub path: FieldPath,
    /// Whether the user wrote it.
    pub given: bool,
    /// How machines divide it.
    pub slices: Option<Slices>,
    /// Single addresses in it, in their order.
    pub spots: Vec<Spot>,
    /// How many machines there are in it besides.
    pub more: u64,
}

/// An address with a name, or a pool's addresses in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Whose it is.
    pub name: String,
    /// Whether that is a machine, or a pool of them.
    pub is_machine: bool,
    /// The address; of a pool, the first.
    pub first: IpAddr,
    /// Of a pool, the last; else the same.
    pub last: IpAddr,
    /// How many addresses these are.
    pub count: u64,
    /// Where it stands in the file, or would.
    pub path: FieldPath,
    /// The rule that objects to its place.
    pub code: Option<Code>,
}

impl Range {
    /// How many addresses it has; of the whole of IPv6, one too few.
    pub fn addresses(&self) -> u128 {
        number(self.last).saturating_sub(number(self.first)).saturating_add(1)
    }
}

/// An address as a number; those of the two families are not to be compared.
pub fn number(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(v4) => u32::from(v4).into(),
        IpAddr::V6(v6) => v6.into(),
    }
}

pub(super) fn claimed(draft: &Draft<'_>, claim: &Claim, groups: &[Group]) -> Range {
    let (span, owner) = ((claim.net.network(), claim.net.broadcast()), claim.owner);
    let mut range = plain(Kind::Range(owner), name(draft, claim), span, claim.path.clone());
    (range.net, range.given) = (Some(claim.net), claim.given);
    match owner {
        Owner::Pods => range.slices = pods::slices(draft, claim.net),
        Owner::Services => range.spots.extend(services(draft, claim.net)),
        Owner::Hosts => {}
        Owner::InUse | Owner::Docker | Owner::LinkLocal => return range,
    }
    range.spots.extend(machines::api(draft, span, owner));
    // Where nobody knows IPv6, an address of it is refused for that alone.
    let says = owner != Owner::Hosts && (claim.net.is_v4() || draft.networking.ipv6);
    put(&mut range, groups, says.then_some(Code::NodeInRange));
    range
}

pub(super) fn of_machines(span: Span, groups: &[Group]) -> Range {
    let mut range = plain(Kind::Machines, "machines".into(), span, FieldPath::root().key("nodes"));
    range.given = true;
    put(&mut range, groups, None);
    if let Some(first) = range.spots.first() {
        range.path = first.path.clone();
    }
    range
}

/// Where the stack fixes addresses, it says which minions get.
pub(super) fn minions(draft: &Draft<'_>) -> Option<Range> {
    if draft.profile? != Profile::Corekube {
        return None;
    }
    let platform = draft.platform()?;
    let net = corekube::network(draft, platform).filter(|_| corekube::fixes_addresses(platform))?;
    let (first, last, _) = corekube::pool(net, &corekube::fixed(draft))?;
    Some(plain(Kind::Minions, "addresses of minions".into(), (first, last), FieldPath::root()))
}

pub(super) fn plain(kind: Kind, name: String, (first, last): Span, path: FieldPath) -> Range {
    let (slices, spots) = (None, Vec::new());
    Range { kind, name, net: None, first, last, path, given: false, slices, spots, more: 0 }
}

fn name(draft: &Draft<'_>, claim: &Claim) -> String {
    match claim.owner {
        Owner::Pods => "pods",
        Owner::Services => "services",
        Owner::Hosts if is_stack(draft, claim) => "stack network",
        Owner::Hosts => "machine network",
        Owner::InUse => "in use",
        Owner::Docker => "docker’s bridge",
        Owner::LinkLocal => "link-local",
    }
    .into()
}

/// corekube's stack makes the first of the host networks.
fn is_stack(draft: &Draft<'_>, claim: &Claim) -> bool {
    let first = FieldPath::root().key("network").key("hosts").index(0);
    draft.profile == Some(Profile::Corekube) && (!claim.given || claim.path == first)
}

fn services(draft: &Draft<'_>, net: IpNet) -> impl Iterator<Item = Spot> {
    let spot = |name: &str, ip: IpAddr, key| Spot {
        name: name.into(),
        is_machine: false,
        first: ip,
        last: ip,
        count: 1,
        path: FieldPath::root().key("network").key(key),
        code: None,
    };
    // `kubernetes` is a service of one family, also in a cluster of two.
    let is_first = draft.services.is_none_or(|services| services.first() == net);
    let api = nth(net, 1).filter(|_| is_first).map(|ip| spot("API", ip, "services"));
    let dns = draft.dns.into_iter().flat_map(|dns| dns.iter());
    let dns = dns.filter(move |ip| net.contains(ip) && draft.kube_dns != Some(false));
    api.into_iter().chain(dns.map(move |ip| spot("DNS", ip, "dns_service_ip")))
}

/// Puts the machines in that lie there. `code` is the rule against it.
fn put(range: &mut Range, groups: &[Group], code: Option<Code>) {
    let span = (range.first, range.last);
    for mut spot in groups.iter().filter_map(|group| group.within(span)) {
        if range.spots.len() < MOST {
            spot.code = code;
            range.spots.push(spot);
        } else {
            range.more = range.more.saturating_add(spot.count);
        }
    }
    order::sort_by_key(&mut range.spots, |spot| spot.first);
}
