//! Values as YAML.

use super::Value;
use super::scalar::{self, Around};
use crate::format::yaml::scalar as text;

/// How a value is written behind a key or a dash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// On the same line; nothing for a block of values.
    pub(super) head: String,
    /// Below it, as seen from two columns further in.
    pub(super) lines: Vec<String>,
}

/// How the elements of lists are written that hold others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Records {
    /// Each key on a line.
    Block,
    /// In brackets, on one line.
    Flow(Pad),
}

/// What stands inside of braces, beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pad {
    /// `{a: b}`
    None,
    /// `{ a: b }`
    Space,
}

/// A whole document.
pub(super) fn document(root: &Value, line_break: &str) -> String {
    let written = block(root, Records::Block);
    let lines = [written.head].into_iter().filter(|head| !head.is_empty()).chain(written.lines);
    lines.flat_map(|line| [line, line_break.to_owned()]).collect()
}

/// A value as a block, where it needs more than a line.
pub(super) fn block(value: &Value, records: Records) -> Written {
    match value {
        Value::Map(entries) if !entries.is_empty() => {
            let lines = entries.iter().flat_map(|(key, value)| entry(key, value, records));
            Written { head: String::new(), lines: lines.collect() }
        }
        Value::List(items) if !items.is_empty() => {
            let lines = items.iter().flat_map(|value| item(value, records));
            Written { head: String::new(), lines: lines.collect() }
        }
        Value::Text(value) if text::fits_block(value) => {
            let mut block = String::new();
            text::block(value, 0, &mut block);
            let mut lines = block.split('\n').map(str::to_owned);
            Written { head: lines.next().unwrap_or_default(), lines: lines.collect() }
        }
        Value::Text(value) => inline(scalar::in_line(value, Around::Block)),
        Value::Null => Written::default(),
        Value::Map(_) | Value::List(_) => inline(flow(value, Pad::Space)),
    }
}

/// A value on one line, without a block.
pub(super) fn inline(head: String) -> Written {
    Written { head, lines: Vec::new() }
}

/// The lines of a key and its value.
pub(super) fn entry(key: &str, value: &Value, records: Records) -> Vec<String> {
    let written = block(value, records);
    let key = scalar::key(key, Around::Block);
    let first = if written.head.is_empty() {
        [&key, ":"].concat()
    } else {
        [&key, ": ", &written.head].concat()
    };
    [first].into_iter().chain(written.lines.into_iter().map(further_in)).collect()
}

/// The lines of an element of a list.
pub(super) fn item(value: &Value, records: Records) -> Vec<String> {
    let written = match (value, records) {
        (Value::Map(_) | Value::List(_), Records::Flow(pad)) => inline(flow(value, pad)),
        (Value::Null, _) => inline("null".to_owned()),
        _ => block(value, records),
    };
    let head = Some(written.head).filter(|head| !head.is_empty());
    let mut lines = head.into_iter().chain(written.lines);
    let first = ["- ", &lines.next().unwrap_or_default()].concat();
    [first].into_iter().chain(lines.map(further_in)).collect()
}

/// A value between brackets.
pub(super) fn flow(value: &Value, pad: Pad) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Text(text) => scalar::in_line(text, Around::Flow),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, pad)).collect();
            ["[", &items.join(", "), "]"].concat()
        }
        Value::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| flow_entry(key, value, pad)).collect();
            let pad = if pad == Pad::Space { " " } else { "" };
            ["{", pad, &entries.join(", "), pad, "}"].concat()
        }
    }
}

/// A key and its value between brackets.
pub(super) fn flow_entry(key: &str, value: &Value, pad: Pad) -> String {
    [&scalar::key(key, Around::Flow), ": ", &flow(value, pad)].concat()
}

fn further_in(line: String) -> String {
    if line.is_empty() { line } else { ["  ", &line].concat() }
}
