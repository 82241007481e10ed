//! What systemd knows of a unit and its machine: systemd.unit(5), "Specifiers".
//!
//! They work in command lines, in `Environment=` and in most other values.

use crate::format::hole::{Filler, Hole};

/// The machine's processor, as systemd calls it (`x86-64`): `%a`.
pub const ARCHITECTURE: Hole = Hole::new(Filler::Specifier, "a");

/// The machine's host name when the unit is read: `%H`.
pub const HOST_NAME: Hole = Hole::new(Filler::Specifier, "H");

/// What stands between `@` and the type in the unit's name: `%i`.
pub const INSTANCE: Hole = Hole::new(Filler::Specifier, "i");
