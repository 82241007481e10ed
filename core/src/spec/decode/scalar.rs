//! Truth values and whole numbers.

use super::{Leaf, text};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, Node};
use crate::spec::shape::Shape;

impl Leaf for bool {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        match text(node, at, "`true` or `false`", report)? {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                report.push(
                    Diagnostic::new(
                        Code::NotAChoice,
                        format!("`{other}` is neither `true` nor `false`"),
                    )
                    .path(at.path())
                    .at(node.span)
                    .help("write `true` or `false`"),
                );
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::Bool
    }
}

/// A whole number within bounds that are part of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const MIN: u32, const MAX: u32>(pub u32);

impl<const MIN: u32, const MAX: u32> Leaf for Whole<MIN, MAX> {
    fn read(node: &Node, at: At<'_>, report: &mut Report) -> Option<Self> {
        let text = text(node, at, "a whole number", report)?;
        match text.parse() {
            Ok(number) if (MIN..=MAX).contains(&number) && is_decimal(text) => Some(Self(number)),
            _ => {
                report.push(
                    Diagnostic::new(
                        Code::NotANumber,
                        format!("`{text}` is not a whole number from {MIN} to {MAX}"),
                    )
                    .path(at.path())
                    .at(node.span)
                    .help(format!("write a number from {MIN} to {MAX}, digits only")),
                );
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::Number { min: MIN, max: MAX }
    }
}

/// Digits without a sign, and no zero before others: 010 is eight to some readers of YAML.
fn is_decimal(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && !(text.len() > 1 && text.starts_with('0'))
}
