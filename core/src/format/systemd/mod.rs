//! Unit files and drop-ins, in the syntax of systemd.syntax(7).

pub(super) mod escape;
mod exec;
mod machine_id;
mod name;
mod parse;
pub mod specifier;
mod unit;
mod variable;

pub use exec::{Command, argv};
pub use machine_id::{MachineId, NotAMachineId};
pub use name::{NotAUnitName, UnitName};
pub use unit::{Entry, Section, UnitFile, Value};
pub use variable::variable;

#[cfg(test)]
mod tests;
