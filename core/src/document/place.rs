//! Which field a place in the text belongs to.

use super::layout::{Layout, Parent, Site, entries, items};
use super::lines;
use crate::source::{Position, Step};

/// The steps to the deepest field at `position`.
pub(super) fn path_at(layout: Layout<'_>, position: Position) -> Vec<Step> {
    let mut steps = Vec::new();
    let line = Position { line: position.line, column: 1 };
    let at = match (layout.offset(position), layout.offset(line)) {
        (Some(at), _) => at,
        // Past the end of its line.
        (None, Some(start)) => lines::end(layout.text(), start),
        (None, None) => return steps,
    };
    let mut site = Site { node: layout.root, slot: 0, parent: Parent::Top };
    while let Some((step, inner)) = part_at(layout, &site, at) {
        steps.push(step);
        site = inner;
    }
    steps
}

/// The part of a collection that `at` is in.
fn part_at<'d>(layout: Layout<'d>, site: &Site<'d>, at: usize) -> Option<(Step, Site<'d>)> {
    let entry = || {
        let keys = entries(site.node);
        // A comment belongs to what follows it, so the next one is asked first.
        let begun = begun(keys, at, |entry| layout.offset(entry.key_span.start));
        [begun, begun.wrapping_sub(1)].into_iter().find_map(|index| {
            let entry = keys.get(index)?;
            let start = layout.offset(entry.key_span.start)?;
            let floor = index.checked_sub(1).and_then(|index| keys.get(index));
            let floor = floor.and_then(|entry| layout.end_of_entry(entry)).unwrap_or(site.slot);
            let end = layout.end_of_entry(entry)?;
            let inside = is_inside(layout, site, Part { floor, start, end }, at);
            let value = if inside { layout.value_of(site, entry)? } else { return None };
            Some((Step::Key(entry.key.clone().into()), value))
        })
    };
    let item = || {
        let all = items(site.node);
        let begun = begun(all, at, |item| layout.offset(item.span.start));
        [begun, begun.wrapping_sub(1)].into_iter().find_map(|index| {
            let item = layout.item(site, index)?;
            let floor = index.checked_sub(1).and_then(|index| all.get(index));
            let floor = floor.and_then(|item| layout.end(item)).unwrap_or(site.slot);
            let start = match item.parent {
                Parent::Dash(dash) => dash,
                _ => item.slot,
            };
            let end = layout.end(item.node)?;
            let inside = is_inside(layout, site, Part { floor, start, end }, at);
            inside.then_some((Step::Index(index), item))
        })
    };
    entry().or_else(item)
}

/// How many parts begin at `at` or before it.
fn begun<T>(parts: &[T], at: usize, start: impl Fn(&T) -> Option<usize>) -> usize {
    parts.partition_point(|part| start(part).is_some_and(|start| start <= at))
}

/// From where to where a part stands; before `floor` is another.
#[derive(Clone, Copy)]
struct Part {
    floor: usize,
    start: usize,
    end: usize,
}

/// A part of a block has its lines and the comments above it; one between brackets, its own bytes.
fn is_inside(layout: Layout<'_>, site: &Site<'_>, part: Part, at: usize) -> bool {
    let text = layout.text();
    if layout.is_flow(site) {
        return (part.start..=part.end).contains(&at);
    }
    let start = if lines::opens(text, part.start) {
        lines::lead(text, part.start, part.floor)
    } else {
        part.start
    };
    let end = lines::tail(text, part.end, lines::column(text, part.start));
    (start..=end).contains(&at)
}
