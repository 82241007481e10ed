//! An element of a list gets another place.

use super::block::Lines;
use super::flow;
use crate::document::layout::{Layout, Site, items};
use crate::document::lines;
use crate::document::splice::Splice;
use crate::source::FieldPath;

/// Moves an element, with the comments that are its own, to another place in its list. What stands
/// between the elements stays there.
pub(super) fn shift(
    layout: Layout<'_>,
    list: &FieldPath,
    from: usize,
    to: usize,
) -> Option<Vec<Splice>> {
    let site = layout.site(list.steps())?;
    if from == to {
        return Some(Vec::new());
    }
    let parts = if layout.is_flow(&site) {
        flow::parts(layout, &site)?
    } else {
        let all = 0..items(site.node).len();
        let wanted = all.filter(|index| (from.min(to)..=from.max(to)).contains(index));
        wanted.map(|index| lines_of(layout, &site, index)).collect::<Option<_>>()?
    };
    let first = if layout.is_flow(&site) { 0 } else { from.min(to) };
    let mut order: Vec<(usize, usize)> = parts.clone();
    let moved = from.checked_sub(first).filter(|from| *from < order.len())?;
    let part = order.remove(moved);
    order.insert(to.checked_sub(first).filter(|to| *to <= order.len())?, part);
    parts
        .iter()
        .zip(order)
        .filter(|(place, part)| **place != *part)
        .map(|(place, (start, end))| {
            Some(Splice::new(place.0, place.1, layout.text().get(start..end)?))
        })
        .collect()
}

/// The lines of an element, with the comments right above it.
fn lines_of(layout: Layout<'_>, list: &Site<'_>, index: usize) -> Option<(usize, usize)> {
    let start = layout.dash(list, index)?;
    let lines = Lines::of(layout, start, layout.end(items(list.node).get(index)?)?)?;
    let floor = match index.checked_sub(1) {
        None => list.slot,
        Some(before) => layout.end(items(list.node).get(before)?)?,
    };
    Some((lines::lead(layout.text(), start, floor), lines.end))
}
