//! A value gives way to another one in its place.

use super::{block, flow};
use crate::document::Value;
use crate::document::layout::{Layout, Parent, Site, is_empty, items};
use crate::document::lines::{self, byte};
use crate::document::scalar::{self, Around};
use crate::document::splice::Splice;
use crate::document::write::{self, Records, Written};
use crate::format::yaml::scalar::fits_block;
use crate::source;

/// A collection between brackets becomes a block where its line would be longer, in bytes.
const LONGEST_LINE: usize = 120;

/// Puts `value` in the place of what stands at `site`.
pub(in crate::document) fn replace(
    layout: Layout<'_>,
    site: &Site<'_>,
    value: &Value,
) -> Option<Vec<Splice>> {
    let text = layout.text();
    let owner = match site.parent {
        Parent::Top => return None,
        Parent::Flow => return in_flow(layout, site, value),
        Parent::Key(owner) | Parent::Dash(owner) => owner,
    };
    let old = Old::of(layout, site)?;
    let mut new = written(layout, site, &old, value);
    let behind = old.head_end(site);
    let commented = !text.get(behind..lines::end(text, behind))?.trim().is_empty();
    if matches!(site.parent, Parent::Dash(_))
        && new.head.is_empty()
        && !new.lines.is_empty()
        && (!commented || matches!(old, Old::OnDash { .. }))
    {
        new.head = new.lines.remove(0);
    }
    let below = block::below(&new.lines, lines::column(text, owner) + 2, lines::line_break(text));
    let head = match new.head.as_str() {
        "" => String::new(),
        head => [" ", head].concat(),
    };
    Some(match old {
        Old::OnDash { end } => vec![Splice::new(site.slot, end, head + &below)],
        Old::Nothing | Old::Line { .. } => {
            if !below.is_empty() && !lines::closes(text, behind) {
                return None;
            }
            let first = match old {
                Old::Line { begin, end } if !new.head.is_empty() => {
                    Splice::new(begin, end, new.head)
                }
                _ => Splice::new(site.slot, behind, head),
            };
            [first].into_iter().chain(put(lines::end(text, behind), below)).collect()
        }
        Old::Text { begin, header_end, end } => {
            let first = if new.head.is_empty() {
                Splice::cut(site.slot, header_end)
            } else {
                Splice::new(begin, header_end, new.head)
            };
            let body = lines::end(text, header_end);
            vec![first, Splice::new(body, end.max(body), below)]
        }
        Old::Lines { start, end } => {
            if !lines::closes(text, site.slot) {
                return None;
            }
            vec![Splice::put(site.slot, head), Splice::new(start, end, below)]
        }
    })
}

fn put(at: usize, text: String) -> Option<Splice> {
    (!text.is_empty()).then(|| Splice::put(at, text))
}

fn in_flow(layout: Layout<'_>, site: &Site<'_>, value: &Value) -> Option<Vec<Splice>> {
    let begin = layout.begin(site);
    let new = match (&site.node.value, value) {
        (source::Value::Text(_), Value::Text(text)) => {
            scalar::like(byte(layout.text(), begin), text, Around::Flow)
        }
        _ => write::flow(value, flow::pad(layout, site)),
    };
    Some(vec![if is_empty(site.node) {
        Splice::put(site.slot, [" ", &new].concat())
    } else {
        Splice::new(begin, layout.end(site.node)?, new)
    }])
}

/// How the value that gives way is written.
#[derive(Debug, Clone, Copy)]
enum Old {
    /// Not at all.
    Nothing,
    /// A single value or one between brackets.
    Line { begin: usize, end: usize },
    /// A header and lines of text.
    Text { begin: usize, header_end: usize, end: usize },
    /// Keys or elements on the lines below; from the end of the line of the key or dash.
    Lines { start: usize, end: usize },
    /// Keys or elements from the line of the dash on.
    OnDash { end: usize },
}

impl Old {
    fn of(layout: Layout<'_>, site: &Site<'_>) -> Option<Self> {
        let text = layout.text();
        if is_empty(site.node) {
            return Some(Self::Nothing);
        }
        let begin = layout.begin(site);
        let end = layout.end(site.node)?;
        let is_collection =
            !matches!(site.node.value, source::Value::Text(_) | source::Value::Null);
        if is_collection && layout.opening(site.node).is_none() {
            let owner = match site.parent {
                Parent::Key(owner) | Parent::Dash(owner) => owner,
                Parent::Top | Parent::Flow => return None,
            };
            let end = lines::tail(text, end, lines::column(text, owner));
            return Some(if lines::start(text, begin) == lines::start(text, site.slot) {
                Self::OnDash { end }
            } else {
                Self::Lines { start: lines::end(text, site.slot), end }
            });
        }
        if matches!(site.node.value, source::Value::Text(_))
            && let Some(b'|' | b'>') = byte(text, begin)
        {
            let header = text.get(begin..)?;
            let length = header.find([' ', '\t', '\r', '\n']).unwrap_or(header.len());
            return Some(Self::Text { begin, header_end: begin + length, end });
        }
        Some(Self::Line { begin, end })
    }

    /// Where what stands on the line of the key or dash ends.
    fn head_end(self, site: &Site<'_>) -> usize {
        match self {
            Self::Nothing | Self::Lines { .. } => site.slot,
            Self::Line { end, .. } | Self::OnDash { end } => end,
            Self::Text { header_end, .. } => header_end,
        }
    }
}

/// `value` in the style of what it replaces.
fn written(layout: Layout<'_>, site: &Site<'_>, old: &Old, value: &Value) -> Written {
    let text = layout.text();
    let pad = flow::pad(layout, site);
    match (old, value) {
        (Old::Line { begin, .. }, Value::Text(new)) if !fits_block(new) => {
            return write::inline(scalar::like(byte(text, *begin), new, Around::Block));
        }
        (Old::Line { begin, .. }, Value::Map(_) | Value::List(_)) if holds_some(site) => {
            let line = write::flow(value, pad);
            if lines::column(text, *begin) + line.len() <= LONGEST_LINE {
                return write::inline(line);
            }
        }
        (_, Value::Null) if matches!(site.parent, Parent::Dash(_)) => {
            return write::inline("null".to_owned());
        }
        _ => {}
    }
    let in_brackets = items(site.node).iter().any(|item| layout.opening(item).is_some());
    write::block(value, if in_brackets { Records::Flow(pad) } else { Records::Block })
}

/// Whether a collection with something in it stands here.
fn holds_some(site: &Site<'_>) -> bool {
    match &site.node.value {
        source::Value::Map(entries) => !entries.is_empty(),
        source::Value::List(items) => !items.is_empty(),
        _ => false,
    }
}
