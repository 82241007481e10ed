//! What a person does with the files, and what to expect.

mod cluster;
mod node;

pub(super) use cluster::cluster;
pub(super) use node::node;
