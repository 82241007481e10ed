//! "Kubernetes Cluster Setup" of July 2015: Kubernetes v1.0.1 on CoreOS machines of two clouds and a
//! data centre, from one cloud-config of systemd targets.
//!
//! The page takes the network that it runs on for granted; `network` and `etcd` are the author's own
//! of the month after (github.com/jongpieter/coreos-guide, e3ffed5), the first that worked: docker
//! on Weave's bridge.

mod api_server;
mod around;
mod bundle;
mod config;
mod controller_manager;
mod corrections;
mod download;
mod etcd;
mod kubelet;
mod network;
mod program;
mod proxy;
mod readme;
mod registration;
mod registries;
mod scheduler;
mod targets;
mod wait;

use self::config::Config;
use super::Step;
use super::alike::Alike;
use super::machine::Machine;
use crate::bundle::Bundle;
use crate::plan::weave::Settings;
use crate::plan::{Node, Plan};
use crate::spec::Role;

/// The document for one cluster.
#[derive(Debug)]
pub(super) struct Renderer<'p> {
    plan: &'p Plan,
    settings: &'p Settings,
    alike: Alike,
}

impl<'p> Renderer<'p> {
    pub(super) fn new(plan: &'p Plan, settings: &'p Settings) -> Self {
        Self { plan, settings, alike: Alike::default() }
    }

    pub(super) fn node(&self, node: &'p Node) -> Bundle {
        let Self { plan, settings, alike } = self;
        bundle::node(Config::of_one(plan, settings, node), node, alike)
    }

    pub(super) fn cluster(&self) -> Bundle {
        bundle::cluster(Config::of_all(self.plan, self.settings))
    }
}

/// From its files to a running cluster.
pub(super) fn steps(plan: &Plan, settings: &Settings) -> Vec<Step> {
    readme::steps(Config::of_all(plan, settings))
}

/// The document, after what it takes for granted.
fn machine(config: Config<'_>) -> Machine {
    let settings = config.settings;
    let mut machine = Machine::new(config.hostname(), settings.reboot_strategy);
    machine.update_group = Some(settings.update_group);
    network::set_up(&mut machine, config);
    if config.etcd() {
        etcd::set_up(&mut machine, config);
    }
    wait::set_up(&mut machine, config);
    download::set_up(&mut machine, config);
    registries::set_up(&mut machine, config);
    if config.has(Role::ControlPlane) {
        api_server::set_up(&mut machine, config);
        scheduler::set_up(&mut machine, config);
        controller_manager::set_up(&mut machine, config);
    }
    if config.has(Role::Worker) {
        kubelet::set_up(&mut machine, config);
    }
    proxy::set_up(&mut machine, config);
    registration::set_up(&mut machine, config);
    targets::set_up(&mut machine, config);
    machine
}
