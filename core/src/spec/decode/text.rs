//! Values that are one line of text.

use super::{FromText, Problem, no_value, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::format::hole::is_mark;
use crate::format::text::breaks_line;
use crate::source::{At, Node, Value};

/// Lets a type that is read from text stand in the spec.
macro_rules! text_leaf {
    ($($type:ty),*) => {$(
        impl $crate::spec::decode::Leaf for $type {
            fn read(
                node: &$crate::source::Node,
                at: $crate::source::At<'_>,
                report: &mut $crate::diagnostic::Report,
            ) -> Option<Self> {
                $crate::spec::decode::read_text(node, at, report)
            }
            fn shape() -> $crate::spec::shape::Shape {
                $crate::spec::shape::Shape::Text(
                    <$type as $crate::spec::decode::FromText>::SHAPE,
                )
            }
        }
    )*};
}
pub(crate) use text_leaf;

pub(crate) fn read_text<T: FromText>(node: &Node, at: At<'_>, report: &mut Report) -> Option<T> {
    let text = text(node, at, T::SHAPE.form, report)?;
    match T::from_text(text) {
        Ok(value) => Some(value),
        Err(Problem { code, message, help }) => {
            report.push(Diagnostic::new(code, message).path(at.path()).at(node.span).help(help));
            None
        }
    }
}

/// The longest text that a field takes, in bytes: the longest key of OpenSSH's has less, and a
/// message that repeats the text stays readable.
const MAX_BYTES: usize = 4096;

/// The text of a scalar; reports anything else. No field takes a control character, one that does
/// not show, or one that our own marks are made of.
pub(crate) fn text<'n>(
    node: &'n Node,
    at: At<'_>,
    wanted: &str,
    report: &mut Report,
) -> Option<&'n str> {
    let refusal = |why: &'static str| {
        Diagnostic::new(Code::NotOneLine, why)
            .path(at.path())
            .at(node.span)
            .help(format!("write {wanted} on one line"))
    };
    match &node.value {
        Value::Text(text) if text.len() > MAX_BYTES => {
            report.push(refusal("the value is longer than 4096 bytes"));
            None
        }
        Value::Text(text) if text.chars().any(|c| c.is_control() || is_mark(c)) => {
            report.push(refusal("the value holds a line break or another control character"));
            None
        }
        Value::Text(text) if text.chars().any(breaks_line) => {
            report.push(refusal(
                "the value holds a character that does not show, or reorders others",
            ));
            None
        }
        Value::Text(text) => Some(text),
        Value::Null => {
            report.push(no_value(at, wanted));
            None
        }
        other => {
            report.push(wrong_type(node, at, wanted, other.describe()));
            None
        }
    }
}
