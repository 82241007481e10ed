//! What a person does with the files, and what to expect.

mod cluster;
mod node;
mod ports;
mod steps;

pub(super) use cluster::cluster;
pub(super) use node::node;
pub(super) use steps::steps;

use super::{Document, corrections};
use crate::profile::corrections::section;
use crate::spec::Role;

/// The end of a machine's README.md: the repairs that change its files.
fn of_role(document: Document<'_>, role: Role) -> String {
    section(&corrections::of_role(document, role).collect::<Vec<_>>())
}
