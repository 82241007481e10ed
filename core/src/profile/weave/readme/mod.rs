//! What a person does with the files, and what to expect.

mod cluster;
mod node;
mod ports;
mod steps;

pub(super) use cluster::cluster;
pub(super) use node::node;
pub(super) use steps::steps;

use super::Config;

/// kubectl as every machine has it, with the API's address.
fn kubectl(config: Config<'_>) -> String {
    format!("/opt/bin/kubectl --server={}", config.api_url())
}
