//! `[X-Fleet]`: on which machines fleet runs a unit.
//!
//! Only what fleet 0.8.3 to 1.0.0 all accept and understand alike (`job/job.go`, `unit/unit.go` and
//! `api/units.go` at those tags).

mod check;
mod metadata;

pub use check::check;
pub use metadata::{Metadata, NotMetadata};

use super::systemd::{MachineId, Section, UnitFile, UnitName};

/// Where a unit runs.
///
/// What fleet refuses together (`Global` with `MachineOf` or `MachineID`, and so on) cannot be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// On how many machines, and whether they are known by more than metadata.
    pub on: On,
    /// What these machines must have: all of the keys, and of a key that comes twice either value.
    pub metadata: Vec<Metadata>,
}

/// The machines a unit runs on, of those that have the metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum On {
    /// One machine, which fleet chooses.
    Any,
    /// Every machine, also ones that come later: a global unit.
    Every,
    /// The machine of this id. The unit is lost with the machine.
    Machine(MachineId),
    /// The machine where this unit runs, and where it goes; one of them if it is a global unit.
    MachineOf(UnitName),
}

impl Placement {
    /// On `on`, with the one metadata.
    pub fn new(on: On, metadata: Metadata) -> Self {
        Self { on, metadata: vec![metadata] }
    }
}

/// Adds the section `[X-Fleet]` to a unit; none where fleet may choose freely.
pub fn placed(unit: UnitFile, placement: &Placement) -> UnitFile {
    let Placement { on, metadata } = placement;
    if *on == On::Any && metadata.is_empty() {
        return unit;
    }
    let wanted = |section: Section| match required(metadata) {
        Some(value) => section.set("MachineMetadata", value),
        None => section,
    };
    unit.section("X-Fleet", |section| match on {
        On::Any => wanted(section),
        // fleet before 0.13 takes no other word for it.
        On::Every => wanted(section.set("Global", "true")),
        On::MachineOf(unit) => wanted(section.set("MachineOf", unit)),
        On::Machine(id) => wanted(section).set("MachineID", id),
    })
}

/// One pair stands bare; several each in quotes, on one line.
fn required(metadata: &[Metadata]) -> Option<String> {
    match metadata {
        [] => None,
        [one] => Some(one.to_string()),
        several => {
            let quoted: Vec<String> = several.iter().map(|pair| format!("\"{pair}\"")).collect();
            Some(quoted.join(" "))
        }
    }
}

#[cfg(test)]
mod tests;
