//! Which rows a map has, and what is where in them.

use std::ops::RangeInclusive;

use kubecore::diagnostic::Severity;
use kubecore::network_map::{Kind, NetworkMap, Range, Slices, number};

use super::axis::{Axis, Extent};

/// The ranges of one family.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture<'m> {
    pub(super) family: &'static str,
    pub(super) rows: Vec<Row<'m>>,
    pub(super) gaps: Vec<Extent>,
}

/// One line, and the words that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row<'m> {
    /// A range with what lies in it.
    Range { range: &'m Range, bar: Extent, spots: Vec<Mark>, crossed: Vec<Crossed> },
    /// The parts of the range above.
    Slices { range: &'m Range, slices: Slices, bar: Extent, parts: Parts },
    /// What two ranges share, by their place among the overlaps.
    Overlap { index: usize, crossed: Crossed },
}

/// Single addresses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    pub(super) extent: Extent,
    /// Whether they should not be there.
    pub(super) wrong: bool,
}

/// Addresses of two ranges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crossed {
    pub(super) extent: Extent,
    pub(super) severity: Severity,
}

/// How equal parts are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    /// Between which of them there is a line; none if they are too many to tell apart.
    pub(super) lines: Vec<f64>,
    /// What is never given out.
    pub(super) skipped: Extent,
    /// As much as machines need.
    pub(super) taken: Extent,
}

/// The most parts that can be told apart.
const MOST_PARTS: u64 = 32;

/// One picture for each family that has addresses.
pub(super) fn pictures(map: &NetworkMap) -> Vec<Picture<'_>> {
    [("IPv4", true), ("IPv6", false)]
        .into_iter()
        .filter_map(|(family, is_v4)| {
            let rows = rows(map, is_v4)?;
            Some(Picture { family, rows: rows.0, gaps: rows.1.gaps().collect() })
        })
        .collect()
}

/// The addresses of a range.
fn addresses(range: &Range) -> RangeInclusive<u128> {
    number(range.first)..=number(range.last)
}

fn rows(map: &NetworkMap, is_v4: bool) -> Option<(Vec<Row<'_>>, Axis)> {
    let is_here = |range: &Range| range.first.is_ipv4() == is_v4;
    let all: Vec<_> = map.ranges.iter().filter(|range| is_here(range)).map(addresses).collect();
    let axis = Axis::of(&all);
    let crossed: Vec<Crossed> =
        map.overlaps.iter().map(|overlap| crossed(&axis, overlap)).collect();
    let mut rows = Vec::new();
    for (at, range) in map.ranges.iter().enumerate().filter(|(_, range)| is_here(range)) {
        let bar = axis.extent(&addresses(range));
        let overlaps = || map.overlaps.iter().zip(&crossed).enumerate();
        let mine = overlaps().filter(|(_, (o, _))| o.a == at || o.b == at);
        let crossed = mine.map(|(_, (_, crossed))| *crossed).collect();
        rows.push(Row::Range { range, bar, spots: spots(&axis, range), crossed });
        if let Some(slices) = range.slices {
            rows.push(Row::Slices { range, slices, bar, parts: parts(&axis, range, slices) });
        }
        // Both ranges stand above.
        let done = overlaps().filter(|(_, (o, _))| o.a.max(o.b) == at);
        rows.extend(done.map(|(index, (_, crossed))| Row::Overlap { index, crossed: *crossed }));
    }
    (!rows.is_empty()).then_some((rows, axis))
}

fn crossed(axis: &Axis, overlap: &kubecore::network_map::Overlap) -> Crossed {
    let net = overlap.common;
    let extent = axis.extent(&(number(net.network())..=number(net.broadcast())));
    Crossed { extent, severity: overlap.severity }
}

fn spots(axis: &Axis, range: &Range) -> Vec<Mark> {
    let extent = |first, last| axis.extent(&(number(first)..=number(last)));
    let mark = |spot: &kubecore::network_map::Spot| Mark {
        extent: extent(spot.first, spot.last),
        wrong: spot.code.is_some(),
    };
    // A range of machines is drawn as long as they reach, and needs no marks at its ends.
    let is_all =
        |mark: &Mark| range.kind == Kind::Machines && !mark.wrong && range.first == range.last;
    range.spots.iter().map(mark).filter(|mark| !is_all(mark)).collect()
}

/// Parts lie one after the other; which machine has which, machines settle among themselves.
fn parts(axis: &Axis, range: &Range, slices: Slices) -> Parts {
    let bits = if range.first.is_ipv4() { u32::BITS } else { u128::BITS };
    let size = 1u128.checked_shl(bits.saturating_sub(slices.length.into())).unwrap_or(u128::MAX);
    let first = |part: u64| number(range.first).saturating_add(size.saturating_mul(part.into()));
    let extent = |parts: std::ops::Range<u64>| match parts.end.checked_sub(parts.start) {
        None | Some(0) => Extent::default(),
        Some(_) => axis.extent(&(first(parts.start)..=first(parts.end) - 1)),
    };
    let (skipped, count) = (slices.skipped(), slices.count);
    let all = count.saturating_add(skipped);
    let lines = if all <= MOST_PARTS {
        (1..all).map(|part| extent(part..all).start).collect()
    } else {
        Vec::new()
    };
    let taken = skipped.saturating_add(slices.machines.min(count));
    Parts { lines, skipped: extent(0..skipped), taken: extent(skipped..taken) }
}
