//! What a person does with the files, and what to expect.

mod cluster;
mod node;
mod steps;

pub(super) use cluster::cluster;
pub(super) use node::node;
use steps::by_hand;
pub(super) use steps::steps;
