//! Every range of addresses in and around a cluster, and where they overlap: also of a spec that is
//! refused. What could not be read is left out.

mod facts;
mod machines;
mod pods;
mod range;
#[cfg(test)]
mod tests;
mod words;

pub use crate::plan::Owner;
pub use facts::{Fact, facts};
pub use pods::Slices;
pub use range::{Kind, Range, Spot, number};
pub use words::{count, span};

use std::net::IpAddr;

use ipnet::IpNet;

use crate::diagnostic::{Code, Report, Severity};
use crate::order;
use crate::plan::ranges::{Claim, claims};
use crate::plan::weave::{joined, shared_subnets};
use crate::spec::draft::Draft;
use crate::spec::{Profile, Spec};
use crate::validate;

/// The most ranges of `hosts` and `in_use`, and of machines in none of them, that a picture has
/// room for.
const MOST: usize = 24;

/// The addresses of a cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkMap {
    /// In the order of their addresses, IPv4 first; a range comes before those inside it.
    pub ranges: Vec<Range>,
    /// Every two of them that share addresses and should not, or at least could be meant not to.
    pub overlaps: Vec<Overlap>,
    /// How many ranges there are besides.
    pub more: usize,
}

/// Two ranges that share addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The one that could be moved, by its place among the ranges.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// What they share.
    pub common: IpNet,
    /// The rule that objects.
    pub code: Option<Code>,
    /// How much that weighs in this file: a note where no rule objects, or `allow` names it.
    pub severity: Severity,
}

/// Draws up the map of a spec.
pub fn network_map(spec: &Spec) -> NetworkMap {
    let draft = Draft::of(spec, &mut Report::default());
    let claims = claims(&draft);
    let overlaps = validate::overlaps(&draft, &claims);
    let (listed, others): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().partition(|claim| matches!(claim.owner, Owner::Hosts | Owner::InUse));
    let trouble = order::set(overlaps.iter().flat_map(|o| [&o.a.path, &o.b.path]));
    let (troubled, quiet): (Vec<&Claim>, Vec<&Claim>) =
        listed.iter().partition(|claim| trouble.contains(&claim.path));
    let loose = machines::loose(&draft, &claims);
    let more = listed.len().saturating_sub(MOST) + loose.len().saturating_sub(MOST);

    let groups = machines::groups(&draft);
    let shown = others.into_iter().chain(troubled.into_iter().chain(quiet).take(MOST));
    let mut ranges: Vec<Range> =
        shown.map(|claim| range::claimed(&draft, claim, &groups)).collect();
    ranges.extend(loose.into_iter().take(MOST).map(|span| range::of_machines(span, &groups)));
    ranges.extend(range::minions(&draft));
    let joined = if draft.profile == Some(Profile::Weave) { joined(&draft) } else { Vec::new() };
    let shared = shared_subnets(&joined);
    ranges.extend(pods::subnets(&joined, &shared));
    order::sort_by_key(&mut ranges, |range| {
        (range.first, std::cmp::Reverse(range.last), range.kind)
    });

    let find = |kind, net, path: &_| {
        ranges.iter().position(|r| (r.kind, r.net, &r.path) == (kind, Some(net), path))
    };
    let of_claims = overlaps.iter().filter_map(|overlap| {
        let place = |claim: &Claim| find(Kind::Range(claim.owner), claim.net, &claim.path);
        let common = smaller(overlap.a.net, overlap.b.net);
        Some(found(spec, place(overlap.a)?, place(overlap.b)?, common, overlap.code))
    });
    let of_subnets = shared.iter().filter_map(|(a, b)| {
        let place = |(net, one): &(IpNet, &_)| find(Kind::Subnet, *net, &pods::path(one));
        let common = smaller(a.0, b.0);
        Some(found(spec, place(a)?, place(b)?, common, Some(Code::SharedSubnet)))
    });
    let overlaps = of_claims.chain(of_subnets).collect();
    NetworkMap { ranges, overlaps, more }
}

fn found(spec: &Spec, a: usize, b: usize, common: IpNet, code: Option<Code>) -> Overlap {
    let accepted = |code: &Code| {
        code.can_be_allowed() && spec.allow.items().iter().any(|named| named.given() == Some(code))
    };
    let severity = code.filter(|code| !accepted(code)).map_or(Severity::Note, Code::severity);
    Overlap { a, b, common, code, severity }
}

/// What two CIDRs share that overlap: the one with fewer addresses.
fn smaller(a: IpNet, b: IpNet) -> IpNet {
    if a.prefix_len() < b.prefix_len() { b } else { a }
}

/// A first and a last address.
type Span = (IpAddr, IpAddr);
