//! One block for each profile: what only that profile has.

mod corekube;
mod coreos_guide;
mod flatcar;
mod fleet_units;
mod shared;
mod weave;

pub use corekube::*;
pub use coreos_guide::*;
pub use flatcar::*;
pub use fleet_units::*;
pub use shared::*;
pub use weave::*;
