//! The subnets of the machines' bridges.

use ipnet::IpNet;

use super::machine;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::weave::{Joined, SUBNET_PREFIX, shared_subnets};
use crate::source::FieldPath;
use crate::spec::draft::Draft;

/// Longest prefix that leaves pods some addresses, and shortest that leaves other machines some.
const PREFIXES: std::ops::RangeInclusive<u8> = 16..=28;

pub(super) fn check(draft: &Draft<'_>, joined: &[Joined<'_>], report: &mut Report) {
    let Some(pods) = draft.pods.and_then(|pods| pods.v4()).filter(|pods| pods.prefix_len() >= 8)
    else {
        return;
    };
    for one in joined {
        if let Some((at, subnet)) = given(one) {
            place(&at, subnet, pods, report);
        }
    }
    enough(joined, pods, report);
    for (one, around) in shared_subnets(joined) {
        report.push(both(one, around));
    }
}

/// The subnet that the user gave a machine.
fn given(joined: &Joined<'_>) -> Option<(FieldPath, IpNet)> {
    let (index, entry) = joined.entry?;
    Some((machine(index).key("subnet"), *entry.subnet.given()?))
}

fn place(at: &FieldPath, subnet: IpNet, pods: IpNet, report: &mut Report) {
    let found = |message: String| Diagnostic::new(Code::BridgeSubnet, message).path(at.clone());
    if !pods.contains(&subnet) {
        report.push(
            found(format!("the subnet {subnet} lies outside pods {pods}"))
                .related_path(FieldPath::root().key("network").key("pods"), "pods stands here")
                .help("choose a part of `pods`: machines send only that range into Weave"),
        );
    } else if !PREFIXES.contains(&subnet.prefix_len()) {
        report.push(found(format!("{subnet} is no size for a bridge")).help(format!(
            "use a prefix from /{} to /{}, usually /{SUBNET_PREFIX}",
            PREFIXES.start(),
            PREFIXES.end()
        )));
    }
}

/// Machines that are counted out past the end of the range.
fn enough(joined: &[Joined<'_>], pods: IpNet, report: &mut Report) {
    let counted = |one: &&Joined<'_>| one.entry.is_none_or(|(_, entry)| entry.subnet.is_absent());
    if joined.iter().filter(counted).all(|one| one.subnet.is_some()) {
        return;
    }
    let at = FieldPath::root().key("network").key("pods");
    let subnets = 1u64 << SUBNET_PREFIX.saturating_sub(pods.prefix_len());
    if pods.prefix_len() > SUBNET_PREFIX {
        report.push(
            Diagnostic::new(
                Code::PodsTooSmall,
                format!("pods {pods} is too small for a /{SUBNET_PREFIX} on each machine"),
            )
            .path(at)
            .help("use a prefix of /16: 256 machines with 253 pods each"),
        );
        return;
    }
    let machines = joined.len() as u64;
    let wanted = (8..pods.prefix_len()).rev().find(|prefix| 1u64 << (24 - prefix) >= machines);
    report.push(
        Diagnostic::new(
            Code::TooFewSubnets,
            format!(
                "pods {pods} has {subnets} subnets of /{SUBNET_PREFIX} for {machines} machines"
            ),
        )
        .path(at)
        .help(match wanted {
            Some(prefix) => format!("use a prefix of /{prefix} or shorter"),
            None => "spread the machines over several clusters".into(),
        }),
    );
}

/// Two machines with one subnet. Points to the one that was written.
fn both<'j>(a: (IpNet, &'j Joined<'j>), b: (IpNet, &'j Joined<'j>)) -> Diagnostic {
    let ((subnet, one), (around, other)) = if given(a.1).is_some() { (a, b) } else { (b, a) };
    let name = |joined: &Joined<'_>| {
        joined.machine.name.as_ref().map_or("another machine".into(), ToString::to_string)
    };
    let counted = if given(other).is_some() { "" } else { " (counted out)" };
    let found = Diagnostic::new(
        Code::SharedSubnet,
        format!(
            "the subnet {subnet} of {} overlaps {around} of {}{counted}",
            name(one),
            name(other)
        ),
    )
    .path(given(one).map_or_else(|| one.machine.origin.path(), |(at, _)| at))
    .help("choose a part of `pods` that no machine has; the n-th machine has the n-th /24 unless told otherwise");
    match given(other) {
        Some((at, _)) => found.related_path(at, "the other stands here"),
        None => found,
    }
}
