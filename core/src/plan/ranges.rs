//! Every range of addresses that somebody has: the overlap rules and the network map go by this list.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::corekube;
use crate::source::FieldPath;
use crate::spec::draft::{Draft, Machine};
use crate::spec::value::Families;
use crate::spec::{Field, Profile};

/// Who has a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// Pods.
    Pods,
    /// Services.
    Services,
    /// Machines.
    Hosts,
    /// Somebody outside the cluster.
    InUse,
    /// docker, for its bridge.
    Docker,
    /// Each link, for itself.
    LinkLocal,
}

/// A range and who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) owner: Owner,
    pub(crate) net: IpNet,
    /// Where it stands, or would; the whole file where it is not the user's to choose.
    pub(crate) path: FieldPath,
    /// Whether the user wrote it; else it is the default.
    pub(crate) given: bool,
}

/// docker's bridge unless told otherwise (dockerd's default address pools).
pub(crate) const DOCKER: IpNet = IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(172, 17, 0, 0), 16));

/// RFC 3927 and RFC 4291.
pub(crate) const LINK_LOCAL: [IpNet; 2] = [
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 0, 0), 16)),
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10)),
];

/// Every range, of both families. docker's is there if it stays in force or a rule minds it all the
/// same; a family's link-local range, if anything else of that family is.
pub(crate) fn claims(draft: &Draft<'_>) -> Vec<Claim> {
    let network = &draft.spec.network;
    let mut claims = Vec::new();
    claims.extend(families(Owner::Pods, draft.pods, &network.pods, "pods"));
    claims.extend(families(Owner::Services, draft.services, &network.services, "services"));
    claims.extend(list(Owner::Hosts, &network.hosts, "hosts"));
    claims.extend(stack(draft));
    claims.extend(list(Owner::InUse, &network.in_use, "in_use"));
    let minded = |claim: &Claim| claim.owner <= Owner::Services && overlap(&claim.net, &DOCKER);
    if draft.docker_bridge_is_default() || claims.iter().any(minded) {
        claims.push(standing(Owner::Docker, DOCKER));
    }
    let addresses = draft.machines.iter().flat_map(Machine::ips);
    let families: Vec<bool> = claims
        .iter()
        .map(|claim| claim.net.addr())
        .chain(addresses)
        .map(|ip| ip.is_ipv4())
        .collect();
    let has = |net: &IpNet| families.contains(&net.addr().is_ipv4());
    claims.extend(LINK_LOCAL.into_iter().filter(has).map(|net| standing(Owner::LinkLocal, net)));
    claims
}

/// Whether two ranges share an address: of two CIDRs, one then lies within the other.
pub(crate) fn overlap(a: &IpNet, b: &IpNet) -> bool {
    a.contains(b) || b.contains(a)
}

fn path(key: &'static str) -> FieldPath {
    FieldPath::root().key("network").key(key)
}

fn families(
    owner: Owner,
    ranges: Option<Families<IpNet>>,
    field: &Field<Families<IpNet>>,
    key: &'static str,
) -> impl Iterator<Item = Claim> {
    let given = !field.is_absent();
    let nets = ranges.into_iter().flat_map(|ranges| ranges.iter());
    nets.map(move |net| Claim { owner, net, path: path(key), given })
}

fn list(
    owner: Owner,
    field: &Field<Vec<Field<IpNet>>>,
    key: &'static str,
) -> impl Iterator<Item = Claim> {
    field.items().iter().enumerate().filter_map(move |(index, net)| {
        Some(Claim { owner, net: *net.given()?, path: path(key).index(index), given: true })
    })
}

/// The network that corekube's stack makes where the user names none.
fn stack(draft: &Draft<'_>) -> Option<Claim> {
    let hosts = &draft.spec.network.hosts;
    if draft.profile? != Profile::Corekube || *hosts == Field::Invalid || !hosts.items().is_empty()
    {
        return None;
    }
    let platform = draft.platform()?;
    let net = corekube::network(draft, platform)?;
    Some(Claim { owner: Owner::Hosts, net, path: path("hosts"), given: false })
}

fn standing(owner: Owner, net: IpNet) -> Claim {
    Claim { owner, net, path: FieldPath::root(), given: false }
}
