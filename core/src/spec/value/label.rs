//! Labels of a node.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, Entry, Node, Value, beginning};
use crate::spec::decode::{FromText, Leaf, Problem, text, text_leaf};
use crate::spec::shape::{Shape, TextShape};

/// Kubernetes labels, in the order they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels(pub Vec<(String, String)>);

/// A label's value: at most 63 letters, digits, `-`, `_` and `.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelValue(String);

impl LabelValue {
    /// A value that is known to be right.
    pub(crate) fn known(value: &'static str) -> Self {
        Self(value.to_owned())
    }
}

impl fmt::Display for LabelValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromText for LabelValue {
    const SHAPE: TextShape = TextShape {
        form: "a label's value",
        pattern: "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
        example: "production",
    };

    fn from_text(text: &str) -> Result<Self, Problem> {
        if is_part(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Problem::new(
            Code::NotANodeLabel,
            format!("`{text}` is not a label's value"),
            VALUE_HELP,
        ))
    }
}

text_leaf!(LabelValue);

const VALUE_HELP: &str =
    "write up to 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends";

impl Leaf for Labels {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            report.push(
                Diagnostic::new(
                    Code::WrongType,
                    format!("expected keys and values, found {}", node.value.describe()),
                )
                .path(at.path())
                .at(node.span)
                .help("write labels as `{ zone: a }`"),
            );
            return None;
        };
        // Every label is looked at before one that is wrong spoils the rest.
        let labels: Vec<_> = entries.iter().map(|entry| label(entry, at, report)).collect();
        labels.into_iter().collect::<Option<_>>().map(Self)
    }

    fn shape() -> Shape {
        Shape::Labels
    }
}

fn label(entry: &Entry, at: At<'_>, report: &mut Report) -> Option<(String, String)> {
    let here = at.key(&entry.key);
    let value = text(&entry.node, here, "a label's value", report)?;
    let (key_ok, value_ok) = (is_key(&entry.key), value.is_empty() || is_part(value));
    if !key_ok {
        let shown = beginning(&entry.key).escape_debug();
        report.push(
            Diagnostic::new(Code::NotANodeLabel, format!("`{shown}` is not a label's key"))
                .path(here.path())
                .at(entry.key_span)
                .help("write up to 63 letters, digits, `-`, `_` and `.`, or PREFIX/NAME with a DNS prefix"),
        );
    }
    if !value_ok {
        report.push(
            Diagnostic::new(Code::NotANodeLabel, format!("`{value}` is not a label's value"))
                .path(here.path())
                .at(entry.node.span)
                .help(VALUE_HELP),
        );
    }
    (key_ok && value_ok).then(|| (entry.key.clone(), value.to_owned()))
}

fn is_key(key: &str) -> bool {
    match key.split_once('/') {
        Some((prefix, name)) => super::domain::is_dns_name(prefix) && is_part(name),
        None => is_part(key),
    }
}

fn is_part(text: &str) -> bool {
    let alphanumeric = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    (1..=63).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        && alphanumeric(text.chars().next())
        && alphanumeric(text.chars().next_back())
}
