//! What a map says, above its bars and in its tables.

use kubecore::diagnostic::{Code, Severity};
use kubecore::network_map::{Kind, NetworkMap, Overlap, Owner, Range, Slices, Spot};
pub(super) use kubecore::network_map::{count, span};
use kubecore::order;
use kubecore::spec::Provider;

/// `pods 10.2.0.0/16`
pub(super) fn name(range: &Range) -> String {
    match range.net {
        Some(net) => format!("{} {net}", range.name),
        None => format!("{} {}", range.name, span(range.first, range.last)),
    }
}

/// How machines divide a range.
pub(super) fn slices(slices: &Slices) -> String {
    let Slices { by, length, count: all, machines } = *slices;
    let (one, many, each) = match by {
        Provider::Calico => ("block", "blocks", "one or more each"),
        _ => ("subnet", "subnets", "one each"),
    };
    let parts = if all == 1 { one } else { many };
    let without = if slices.skipped() > 0 { " (without the first)" } else { "" };
    let whose = match machines {
        0 => String::new(),
        _ => format!(" for {}, {each}", self::machines(machines)),
    };
    format!("{} {parts} of /{length}{without}{whose}", count(all.into()))
}

/// What lies in a range, as short as it can be said.
pub(super) fn inside(range: &Range) -> Option<String> {
    if range.kind == Kind::Range(Owner::Services) {
        return Some(range.spots.iter().map(spot).collect::<Vec<_>>().join(", "));
    }
    let shown: u64 = range.spots.iter().filter(|spot| spot.is_machine).map(|spot| spot.count).sum();
    let all = shown.saturating_add(range.more);
    let codes = order::set(range.spots.iter().filter_map(|spot| spot.code.map(Code::as_str)));
    let all = (all > 0).then(|| machines(all));
    let said: Vec<String> =
        all.into_iter().chain(codes.into_iter().map(ToString::to_string)).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// `100 machines`
pub(super) fn machines(number: u64) -> String {
    match number {
        1 => "1 machine".into(),
        _ => format!("{} machines", count(number.into())),
    }
}

/// `worker (100) 10.0.0.21 – 10.0.0.120, KC0304`
pub(super) fn spot(spot: &Spot) -> String {
    let many =
        if spot.count > 1 { format!(" ({})", count(spot.count.into())) } else { String::new() };
    let code = spot.code.map(|code| format!(", {code}: {}", code.title())).unwrap_or_default();
    format!("{}{many} {}{code}", spot.name, span(spot.first, spot.last))
}

/// Where a range comes from.
pub(super) fn origin(range: &Range) -> String {
    let path = range.path.to_string();
    let key = path.trim_start_matches("$.");
    match range.kind {
        Kind::Range(Owner::Docker) => "docker’s default".into(),
        Kind::Range(Owner::LinkLocal) => "fixed by the IETF".into(),
        Kind::Minions => "what other servers leave free".into(),
        Kind::Subnet if !range.given => format!("counted out for {key}"),
        _ if range.given => key.into(),
        _ => format!("{key}, by default"),
    }
}

/// `pods 10.2.0.0/16 and in use 10.0.0.0/8 share 10.2.0.0 – 10.2.255.255`
pub(super) fn overlap(map: &NetworkMap, overlap: &Overlap) -> String {
    let name = |index: usize| map.ranges.get(index).map(name).unwrap_or_default();
    let common = span(overlap.common.network(), overlap.common.broadcast());
    format!("{} and {} share {common}", name(overlap.a), name(overlap.b))
}

/// What the rules say to it.
pub(super) fn verdict(overlap: &Overlap) -> String {
    match (overlap.code, overlap.severity) {
        (None, _) => "no rule objects".into(),
        (Some(code), Severity::Note) => format!("{code}, accepted"),
        (Some(code), severity) => format!("{} {code}", severity.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_said_as_their_provider_gives_them_out() {
        let said = |by, count, machines| slices(&Slices { by, length: 24, count, machines });
        assert_eq!(
            said(Provider::Flannel, 255, 3),
            "255 subnets of /24 (without the first) for 3 machines, one each"
        );
        assert_eq!(
            said(Provider::Calico, 64, 1),
            "64 blocks of /24 for 1 machine, one or more each"
        );
        assert_eq!(said(Provider::Weave, 1, 0), "1 subnet of /24");
    }
}
