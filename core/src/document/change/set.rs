//! A value is given.

use super::{block, flow, replace};
use crate::document::Value;
use crate::document::layout::{Layout, Parent, Site, entries};
use crate::document::lines;
use crate::document::splice::Splice;
use crate::document::value::is_same;
use crate::document::write::{self, Records};
use crate::source::{FieldPath, Node, Step};

/// Gives the value at `path`, in its place or as a new key.
pub(super) fn set(layout: Layout<'_>, path: &FieldPath, value: &Value) -> Option<Vec<Splice>> {
    let (site, rest) = layout.walk(path.steps())?;
    let Some((step, rest)) = rest.split_first() else {
        return if is_same(site.node, value) {
            Some(Vec::new())
        } else {
            replace(layout, &site, value)
        };
    };
    let Step::Key(key) = step else { return None };
    let value = nested(rest, value)?;
    match entries(site.node) {
        [] => replace(layout, &site, &Value::Map(vec![(key.to_string(), value)])),
        _ => add(layout, &site, key, &value),
    }
}

/// `value` inside of the keys `steps`.
fn nested(steps: &[Step], value: &Value) -> Option<Value> {
    steps.iter().rev().try_fold(value.clone(), |value, step| match step {
        Step::Key(key) => Some(Value::Map(vec![(key.to_string(), value)])),
        Step::Index(_) => None,
    })
}

/// Puts a key and its value behind the last of a map.
fn add(layout: Layout<'_>, map: &Site<'_>, key: &str, value: &Value) -> Option<Vec<Splice>> {
    if layout.is_flow(map) {
        let new = write::flow_entry(key, value, flow::pad(layout, map));
        return flow::append(layout, &flow::parts(layout, map)?, &[new]);
    }
    let text = layout.text();
    let keys = entries(map.node);
    let column = lines::column(text, layout.offset(keys.first()?.key_span.start)?);
    let end = layout.end_of_entry(keys.last()?)?;
    if !lines::closes(text, end) {
        return None;
    }
    let mut new = write::entry(key, value, Records::Block);
    if map.parent == Parent::Top && wants_blank(layout, map.node, new.len() > 1) {
        new.insert(0, String::new());
    }
    let below = block::below(&new, column, lines::line_break(text));
    Some(vec![Splice::put(lines::tail(text, end, column), below)])
}

/// Whether the file separates its blocks by blank lines, and one should stand before a new key.
fn wants_blank(layout: Layout<'_>, map: &Node, is_block: bool) -> bool {
    let text = layout.text();
    let mut floor = 0;
    let mut separated = false;
    let mut below_block = false;
    for entry in entries(map) {
        let (Some(start), Some(end)) =
            (layout.offset(entry.key_span.start), layout.end_of_entry(entry))
        else {
            return false;
        };
        let above_block = lines::start(text, start) != lines::start(text, end);
        if floor > 0 && (above_block || below_block) {
            separated |= lines::blank_above(text, lines::lead(text, start, floor));
        }
        (floor, below_block) = (end, above_block);
    }
    separated && (is_block || below_block)
}
