//! Environment variables in command lines: systemd.service(5), "Command lines".

use crate::format::hole::{Filler, Hole};

/// The value of an environment variable, for an argument of a [`Command`](super::Command). It never
/// becomes several arguments, and an unset variable is an empty text.
///
/// `name` is of letters, digits and `_`. systemd puts nothing in for the program itself.
pub const fn variable(name: &'static str) -> Hole {
    Hole::new(Filler::Variable, name)
}

/// The words of an environment variable's value; only as an argument of its own.
pub(super) const fn words(name: &'static str) -> Hole {
    Hole::new(Filler::Words, name)
}
