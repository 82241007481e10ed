//! Unit files and drop-ins, in the syntax of systemd.syntax(7).

mod escape;
mod exec;
mod parse;
mod unit;

pub use exec::{Command, argv};
pub use unit::{Entry, Section, UnitFile, Value};

#[cfg(test)]
mod tests;
