//! What every setting of every rendered file must be, in terms of the plan: `ledger/<profile>.tsv`.
//!
//! This is double entry: each value is stated once where it is rendered, and once more, as data, in a table that other
//! code reads. It is no part of what `render` runs: its conditions were found from many clusters and not from what
//! the code means, so that a cluster unlike all of them could be refused for nothing.

mod asking;
mod condition;
mod facts;
mod pattern;
pub mod place;
mod reading;
mod table;
mod variants;
mod writing;

pub use asking::Ledger;
pub use facts::Facts;
pub use reading::{Setting, settings};
pub use table::{Page, Pattern, Row, Table};
pub use variants::variants;
pub use writing::written;
