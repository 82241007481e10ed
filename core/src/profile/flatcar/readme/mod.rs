//! What people read: one text for each machine, one for the cluster, and the steps of the latter.

mod cluster;
mod node;
mod ports;
mod steps;

pub(super) use cluster::cluster;
pub(super) use node::node;
pub(super) use steps::steps;
