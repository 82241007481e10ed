//! The overlord: gives every machine that joins its role's units through fleet, and sees it registered.
//!
//! A state machine without a clock or a network of its own. [`Overlord::decide`] takes the [`World`] as it
//! was seen and a time, and says what to do and what to log; [`Overlord::report`] takes what became of an
//! action. It reconciles: everything is decided anew from what was seen, so that it can be killed after
//! any action, and two of them do no harm. What it remembers is only what was said, how long something
//! takes, and when to try again.
//!
//! What must outlast it is in etcd, a [`Mark`] for each machine, changed by compare-and-swap only.
//! [`wire`] reads and writes what etcd, fleet and the API server speak; whoever has a network carries it.

mod action;
pub mod config;
mod decide;
mod endpoint;
mod line;
mod mark;
mod memory;
mod step;
mod templates;
mod timing;
mod unit;
pub mod wire;
mod world;

#[cfg(test)]
mod tests;

pub use action::{Action, Asks, Decision, Item, Outcome, Row, Service, Step};
pub use decide::Overlord;
pub use endpoint::Endpoint;
pub use line::{Level, Line};
pub use mark::{Mark, MarkState};
pub use templates::{Digest, Filled, Registration, Templates, UnitOption};
pub use timing::{Limits, Options};
pub use world::{Desired, Etcd, Fleet, Kept, Listed, Object, Observed, Unit, World};

/// Milliseconds from a beginning of the caller's choice; only differences count.
pub type Millis = u64;
