//! Elements are put into a list.

use super::{block, flow, set};
use crate::document::Value;
use crate::document::layout::{Layout, Site, items};
use crate::document::lines;
use crate::document::splice::Splice;
use crate::document::write::{self, Records};
use crate::source::FieldPath;

/// Puts `values` before the element at `index`, as its neighbours are written.
pub(super) fn insert(
    layout: Layout<'_>,
    list: &FieldPath,
    index: usize,
    values: &[&Value],
) -> Option<Vec<Splice>> {
    let (site, rest) = layout.walk(list.steps())?;
    if !rest.is_empty() || items(site.node).is_empty() {
        let all = values.iter().map(|value| (*value).clone()).collect();
        return set::set(layout, list, &Value::List(all));
    }
    let pad = flow::pad(layout, &site);
    if layout.is_flow(&site) {
        let new: Vec<String> = values.iter().map(|value| write::flow(value, pad)).collect();
        return flow::insert(layout, &flow::parts(layout, &site)?, index, &new);
    }
    let neighbour = items(site.node).get(index.saturating_sub(1))?;
    let in_brackets = layout.opening(neighbour).is_some();
    let records = if in_brackets { Records::Flow(pad) } else { Records::Block };
    in_lines(layout, &site, index, values, records)
}

fn in_lines(
    layout: Layout<'_>,
    list: &Site<'_>,
    index: usize,
    values: &[&Value],
    records: Records,
) -> Option<Vec<Splice>> {
    let text = layout.text();
    let first = layout.dash(list, 0)?;
    let column = lines::column(text, first);
    let separated = records == Records::Block && are_separated(layout, list)?;
    let mut new = Vec::new();
    for value in values {
        if separated {
            new.push(String::new());
        }
        new.extend(write::item(value, records));
    }
    let line_break = lines::line_break(text);
    let Some(before) = index.checked_sub(1) else {
        if !lines::opens(text, first) {
            return None;
        }
        let lead = lines::lead(text, first, list.slot);
        let below = block::below(&new, column, line_break);
        let skipped = if separated { 2 } else { 1 };
        let above = below.get(line_break.len() * skipped..)?;
        return Some(vec![Splice::put(lead, [above, &line_break.repeat(skipped)].concat())]);
    };
    let end = layout.end(items(list.node).get(before)?)?;
    if !lines::closes(text, end) {
        return None;
    }
    let below = block::below(&new, column, line_break);
    Some(vec![Splice::put(lines::tail(text, end, column), below)])
}

/// Whether the elements of a list stand apart by blank lines.
fn are_separated(layout: Layout<'_>, list: &Site<'_>) -> Option<bool> {
    let Some(final_one @ 1..) = items(list.node).len().checked_sub(1) else { return Some(false) };
    let floor = layout.end(items(list.node).get(final_one - 1)?)?;
    let text = layout.text();
    Some(lines::blank_above(text, lines::lead(text, layout.dash(list, final_one)?, floor)))
}
