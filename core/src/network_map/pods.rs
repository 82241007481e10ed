//! How machines divide the pod range.

use std::net::IpAddr;

use ipnet::IpNet;

use super::range::plain;
use super::{Kind, Range};
use crate::plan::weave::{Joined, SUBNET_PREFIX, Shared};
use crate::plan::{Flannel, Subnets, calico};
use crate::source::FieldPath;
use crate::spec::Provider;
use crate::spec::draft::Draft;
use crate::spec::value::OfFamily as _;

/// The most machines whose subnets a picture has room for.
const MOST: usize = 12;

/// Parts of one size that machines take from a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slices {
    /// Who gives them out; `None` for Kubernetes' own controller manager.
    pub by: Provider,
    /// Prefix length of each.
    pub length: u8,
    /// How many there are.
    pub count: u64,
    /// How many machines want one, or more.
    pub machines: u64,
}

impl Slices {
    /// How many at the start of the range are never given out.
    pub fn skipped(self) -> u64 {
        u64::from(self.by == Provider::Flannel)
    }
}

/// `None` where the provider fixes no size, or the range is too small.
pub(super) fn slices(draft: &Draft<'_>, pods: IpNet) -> Option<Slices> {
    let by = draft.provider?;
    let (length, count) = match by {
        _ if !pods.is_v4() && !draft.networking.ipv6 => return None,
        Provider::Calico => calico::blocks_of(pods).map(|blocks| {
            let length = if pods.is_v4() { calico::BLOCK } else { calico::BLOCK_V6 };
            (length, blocks)
        }),
        _ if draft.networking.node_ranges.is_some() => {
            let ranges = draft.networking.node_ranges?;
            let machines = draft.pod_machines() as u64;
            // The controller manager gives them out, whoever connects them, and leaves none out.
            let (by, length) = (Provider::None, ranges.length(pods));
            return ranges.count(pods).map(|count| Slices { by, length, count, machines });
        }
        Provider::Flannel => Flannel::of(draft.profile?)
            .divide(pods)
            .map(|Subnets { length, count }| (length, count)),
        Provider::Weave => SUBNET_PREFIX
            .checked_sub(pods.prefix_len())
            .filter(|_| pods.is_v4())
            .map(|bits| (SUBNET_PREFIX, 1u64 << bits)),
        Provider::None => None,
    }?;
    Some(Slices { by, length, count, machines: draft.pod_machines() as u64 })
}

/// The subnets of machines' bridges, as many as there is room for: those that are shared before others.
pub(super) fn subnets(joined: &[Joined<'_>], shared: &[Shared<'_>]) -> Vec<Range> {
    let is_shared = |one: &&Joined<'_>| {
        shared.iter().take(MOST).any(|(a, b)| std::ptr::eq(a.1, *one) || std::ptr::eq(b.1, *one))
    };
    let (troubled, quiet): (Vec<&Joined<'_>>, Vec<&Joined<'_>>) =
        joined.iter().partition(is_shared);
    troubled.into_iter().chain(quiet).filter_map(subnet).take(MOST).collect()
}

/// Where a machine's subnet stands, or the machine that it is counted out for.
pub(super) fn path(joined: &Joined<'_>) -> FieldPath {
    match given(joined) {
        Some(index) => FieldPath::root().key("weave").key("machines").index(index).key("subnet"),
        None => joined.machine.origin.path(),
    }
}

fn subnet(joined: &Joined<'_>) -> Option<Range> {
    let subnet = joined.subnet?;
    let span: (IpAddr, IpAddr) = (subnet.network(), subnet.broadcast());
    let name = joined.machine.name.as_ref().map_or("a machine".into(), ToString::to_string);
    let mut range = plain(Kind::Subnet, format!("subnet of {name}"), span, path(joined));
    (range.net, range.given) = (Some(subnet), given(joined).is_some());
    Some(range)
}

/// By which entry of the block the user gave it.
fn given(joined: &Joined<'_>) -> Option<usize> {
    joined.entry.filter(|(_, entry)| entry.subnet.given().is_some()).map(|(index, _)| index)
}
