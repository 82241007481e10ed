//! Tree → typed spec. Collects every problem instead of stopping at the first, which is why this
//! is not serde's `Deserialize`.

mod choice;
mod keys;
mod nearest;
mod record;
mod scalar;
mod text;

pub(crate) use choice::{choice, choose};
pub(crate) use keys::{Keys, foreign_blocks};
pub(crate) use record::record;
pub use scalar::Whole;
pub(crate) use text::{read_text, text, text_leaf};

use super::field::Field;
use super::shape::{Shape, TextShape};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, Node, Value};

/// A value that can stand behind a key.
pub(crate) trait Decode: Sized {
    fn decode(node: &Node, at: At<'_>, report: &mut Report) -> Self;
    /// The user was silent.
    fn absent() -> Self;
    /// Something unreadable stands there.
    fn invalid() -> Self;
    fn shape() -> Shape;
}

/// A value read in one go.
pub(crate) trait Leaf: Sized {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self>;
    fn shape() -> Shape;
}

/// A value read from one line of text.
pub(crate) trait FromText: Sized {
    const SHAPE: TextShape;
    fn from_text(text: &str) -> Result<Self, Problem>;
}

/// Why a text is not the value that was wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }
}

impl<T: Leaf> Decode for Field<T> {
    fn decode(node: &Node, at: At<'_>, report: &mut Report) -> Self {
        T::read(node, at, report).map_or(Self::Invalid, Self::Given)
    }
    fn absent() -> Self {
        Self::Absent
    }
    fn invalid() -> Self {
        Self::Invalid
    }
    fn shape() -> Shape {
        T::shape()
    }
}

impl<D: Decode> Leaf for Vec<D> {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        match &node.value {
            Value::List(items) => Some(
                items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| D::decode(item, at.index(index), report))
                    .collect(),
            ),
            Value::Null => {
                report.push(no_value(at, "a list"));
                None
            }
            other => {
                report.push(wrong_type(node, at, "a list", other.describe()));
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::List(Box::new(D::shape()))
    }
}

fn wrong_type(node: &Node, at: At<'_>, wanted: &str, found: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongType, format!("expected {wanted}, found {found}"))
        .path(at.path())
        .at(node.span)
        .help(format!("write {wanted}"))
}

/// Points to the key, as nothing stands behind it.
fn no_value(at: At<'_>, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::NoValue, format!("expected {wanted}, found nothing"))
        .path(at.path())
        .help("write a value, or remove the key to get the default")
}
