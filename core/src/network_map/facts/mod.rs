//! What follows from an address or a range, in few words: for the place where it is typed.

use std::net::IpAddr;

use ipnet::IpNet;

use super::{Owner, count, number, pods, span};
use crate::order;
use crate::plan::ranges::{Claim, claims};
use crate::plan::weave::joined;
use crate::plan::{Release, corekube};
use crate::source::FieldPath;
use crate::spec::draft::{Draft, Machine, nth};
use crate::spec::{Profile, Provider, Spec};

/// What follows from one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The field; of a range that is a default, where it would stand.
    pub path: FieldPath,
    /// One line: `10.3.0.0 – 10.3.0.255 · 254 usable · API 10.3.0.1 · DNS 10.3.0.10`.
    pub words: String,
}

/// The consequences of every range, pool and release that can be read. Also of a spec that is
/// refused; ranges whose host bits are set, and pools that cannot be counted out, have none.
pub fn facts(spec: &Spec) -> Vec<Fact> {
    let draft = Draft::of(spec, &mut crate::diagnostic::Report::default());
    let mut facts: Vec<Fact> = release(&draft).into_iter().collect();
    let mut addresses: Vec<IpAddr> = draft.machines.iter().flat_map(Machine::ips).collect();
    order::sort_by(&mut addresses, IpAddr::cmp);
    for claim in claims(&draft) {
        let mut words = range(claim.net);
        match claim.owner {
            Owner::Pods => words.extend(slices(&draft, claim.net)),
            Owner::Services => words.extend(services(&draft, claim.net)),
            Owner::Hosts => hosts(&draft, &claim, &addresses, &mut words),
            Owner::InUse => {}
            Owner::Docker | Owner::LinkLocal => continue,
        }
        facts.push(Fact { path: claim.path, words: line(&words) });
    }
    facts.extend(pools(&draft.machines));
    match draft.profile {
        Some(Profile::Weave) => facts.extend(subnets(&draft)),
        Some(Profile::Corekube) => facts.extend(admin_cidr(spec)),
        _ => {}
    }
    facts
}

fn line(words: &[String]) -> String {
    words.join(" · ")
}

/// First and last address, and how many can be given out: in IPv4 neither of these two.
fn range(net: IpNet) -> Vec<String> {
    let (first, last) = (net.network(), net.broadcast());
    let all = number(last).saturating_sub(number(first)).saturating_add(1);
    let usable = if first.is_ipv4() && all > 2 { all - 2 } else { all };
    vec![span(first, last), [count(usable).as_str(), "usable"].join(" ")]
}

/// `255 machines fit, 3 there`
fn slices(draft: &Draft<'_>, pods: IpNet) -> Option<String> {
    let slices = pods::slices(draft, pods)?;
    let (parts, there) = (count(slices.count.into()), count(slices.machines.into()));
    Some(match (slices.by, slices.count) {
        (Provider::Calico, _) => {
            let size = count(1 << u32::from(pods.max_prefix_len().saturating_sub(slices.length)));
            let blocks = if slices.count == 1 { "block" } else { "blocks" };
            let machines = if slices.machines == 1 { "machine" } else { "machines" };
            format!("{parts} {blocks} of {size}, {there} {machines}")
        }
        (_, 1) => format!("1 machine fits, {there} there"),
        _ => format!("{parts} machines fit, {there} there"),
    })
}

/// The addresses that follow from it.
fn services(draft: &Draft<'_>, net: IpNet) -> impl Iterator<Item = String> {
    // `kubernetes` is a service of one family, also in a cluster of two.
    let is_first = draft.services.is_none_or(|services| services.first() == net);
    let api = nth(net, 1).filter(|_| is_first).map(|ip| format!("API {ip}"));
    let dns = draft.dns.into_iter().flat_map(|dns| dns.iter());
    let dns = dns.filter(move |ip| net.contains(ip) && draft.kube_dns != Some(false));
    api.into_iter().chain(dns.map(|ip| format!("DNS {ip}")))
}

fn hosts(draft: &Draft<'_>, claim: &Claim, addresses: &[IpAddr], words: &mut Vec<String>) {
    let (first, last) = (claim.net.network(), claim.net.broadcast());
    let below = addresses.partition_point(|ip| *ip < first);
    let there = addresses.partition_point(|ip| *ip <= last).saturating_sub(below);
    // Of machines with two addresses each, those of the network's own family.
    let two = draft.machines.iter().any(|machine| machine.second_ip.is_some());
    let alike = |ip: &&IpAddr| !two || ip.is_ipv4() == first.is_ipv4();
    words.push(match (there, addresses.iter().filter(alike).count()) {
        (0, _) => "no machine there".to_owned(),
        (1, 1) => "the machine is there".into(),
        (there, all) if there == all => format!("all {} machines there", count(all as u128)),
        (there, all) => {
            format!("{} of {} machines there", count(there as u128), count(all as u128))
        }
    });
    if !claim.given {
        words.insert(0, format!("the stack's own: {}", claim.net));
    }
    let stack = draft.platform().and_then(|platform| corekube::network(draft, platform));
    let fixes = draft.platform().is_some_and(corekube::fixes_addresses);
    if draft.profile == Some(Profile::Corekube) && stack == Some(claim.net) && fixes {
        let pool = corekube::pool(claim.net, &corekube::fixed(draft));
        words.extend(pool.map(|(first, last, _)| ["minions get", &span(first, last)].join(" ")));
    }
}

/// `worker-001 … worker-100 · 192.168.100.21 – 192.168.100.120`
fn pools(machines: &[Machine<'_>]) -> Vec<Fact> {
    let pools = machines
        .chunk_by(|a, b| a.origin == b.origin)
        .filter(|pool| pool.first().is_some_and(|machine| machine.origin.is_pool()));
    pools
        .filter_map(|pool| {
            let (first, last) = (pool.first()?, pool.last()?);
            let names = match (&first.name, &last.name) {
                (Some(first), Some(last)) if first == last => Some(first.to_string()),
                (Some(first), Some(last)) => Some([first.as_str(), last.as_str()].join(" … ")),
                _ => None,
            };
            let spans = first.ips().zip(last.ips()).map(|(first, last)| span(first, last));
            let words: Vec<String> = names.into_iter().chain(spans).collect();
            Some(Fact { path: first.origin.path(), words: line(&words) })
        })
        .collect()
}

/// The subnets of bridges that the user gave.
fn subnets(draft: &Draft<'_>) -> Vec<Fact> {
    let joined = joined(draft);
    let given = joined.iter().filter_map(|one| {
        let net = *one.entry?.1.subnet.given()?;
        let mut words = range(net);
        words.extend(nth(net, 1).map(|ip| format!("the machine's own {ip}")));
        Some(Fact { path: pods::path(one), words: line(&words) })
    });
    given.collect()
}

fn admin_cidr(spec: &Spec) -> Option<Fact> {
    let words = range(*spec.corekube.admin_cidr.given()?);
    let path = FieldPath::root().key("corekube").key("admin_cidr");
    Some(Fact { path, words: line(&words) })
}

/// What the release cannot do yet.
fn release(draft: &Draft<'_>) -> Option<Fact> {
    let (profile, release) = (draft.profile?, Release::new(draft.version?));
    if profile != Profile::CoreosGuide || !release.is_offered(profile, draft.edition?) {
        return None;
    }
    let missing: Vec<&str> = [
        (release.has_network_policy(), "Calico's network policy"),
        (release.mounts_rbd(), "Ceph RBD volumes"),
        (
            release.signs_tokens_with_ecdsa() || !draft.keys_are_ours(),
            "service-account tokens signed with ECDSA",
        ),
    ]
    .into_iter()
    .filter(|(has, _)| !has)
    .map(|(_, what)| what)
    .collect();
    let path = FieldPath::root().key("kubernetes").key("version");
    (!missing.is_empty()).then(|| Fact { path, words: ["without", &missing.join(", ")].join(" ") })
}

#[cfg(test)]
mod tests;
