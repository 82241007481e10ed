//! What only the profile `weave` asks for.

mod machines;
mod options;
mod peers;
mod secrets;
mod subnets;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::weave::joined;
use crate::source::FieldPath;
use crate::spec::draft::Draft;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    machines::entries(draft, report);
    machines::roles(draft, report);
    let joined = joined(draft);
    machines::members(draft, &joined, report);
    subnets::check(draft, &joined, report);
    peers::check(draft, &joined, report);
    secrets::check(draft, report);
    options::check(draft, &joined, report);
}

/// The place of a key of the block.
fn weave(key: &'static str) -> FieldPath {
    FieldPath::root().key("weave").key(key)
}

/// The place of what the block says of single machines.
fn machine(index: usize) -> FieldPath {
    weave("machines").index(index)
}

fn missing(path: FieldPath, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::Missing, format!("`{what}` is missing")).path(path).help(help)
}
