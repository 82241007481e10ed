//! Manual node registration: a script announces the machine, with labels.

use std::fmt;

use super::program::DOCUMENTATION;
use super::{Config, download, network, targets};
use crate::format::kubernetes::{self, Labels, Manifest};
use crate::format::systemd::{Command, UnitFile, specifier};
use crate::plan::Node;
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::{Registration, Role};

pub(super) const SERVICE: &str = "kubernetes.register-node.service";

const SCRIPT: &str = "/opt/bin/register_node.sh";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    if config.settings.registration != Registration::Script || !config.has(Role::Worker) {
        return;
    }
    let unit = if config.corrected() {
        machine.program(SCRIPT, include_str!("../../../data/weave/register_node.sh"));
        for node in config.machines.iter().filter(|node| node.role == Role::Worker) {
            machine.file(announcement(&node.name), announced(config, node));
        }
        corrected(config)
    } else {
        machine.program(SCRIPT, include_str!("../../../data/weave/published/register_node.sh"));
        published(config)
    };
    machine.units.push(Unit {
        name: SERVICE.into(),
        content: Some(unit.install(|install| install.set("WantedBy", targets::name(Role::Worker)))),
        drop_ins: Vec::new(),
        boot: Boot::Enabled,
        start: Start::InOrder,
    });
}

/// A machine's announcement. `%H` finds it.
fn announcement(host: impl fmt::Display) -> String {
    format!("/etc/kubernetes.{host}.json")
}

/// W-3: the machine as the API of these releases takes it, under the name that its kubelet has
/// (W-11). Its own labels come last, so that they win.
fn announced(config: Config<'_>, node: &Node) -> String {
    let name = config.settings.bridge(node).address.to_string();
    let mut labels = Labels::new();
    // The kubelet's own, when it announces itself (v1.0.1 `pkg/kubelet/kubelet.go`).
    labels.insert("kubernetes.io/hostname".into(), name.clone());
    labels.insert("environment".into(), config.settings.environment.to_string());
    labels.insert("name".into(), node.name.to_string());
    labels.extend(node.labels.0.iter().cloned());
    kubernetes::Node::new(name, labels).to_json() + "\n"
}

fn described(unit: crate::format::systemd::Section) -> crate::format::systemd::Section {
    unit.set("Description", "Kubernetes Create Node").set("Documentation", DOCUMENTATION)
}

fn published(config: Config<'_>) -> UnitFile {
    UnitFile::new()
        .unit(|unit| {
            let unit = described(unit)
                .set("ConditionFileIsExecutable", "/opt/bin/kubectl")
                .set("ConditionFileIsExecutable", SCRIPT)
                .set("After", download::SERVICE)
                .set("Before", "kubernetes.proxy.service kubernetes.kubelet.service")
                .set("Wants", download::SERVICE);
            config.only_on(Role::Worker, unit)
        })
        .service(|service| {
            service
                .exec_start(
                    Command::new(SCRIPT)
                        .arg(specifier::HOST_NAME)
                        .arg(config.api_url())
                        .arg(&config.settings.environment),
                )
                .set("Type", "oneshot")
        })
}

/// W-2, W-4, W-36: the script gives up after a minute, and systemd tries it again, once for each
/// start of the machine and without holding up the kubelet.
fn corrected(config: Config<'_>) -> UnitFile {
    UnitFile::new()
        .unit(|unit| {
            let unit = described(unit).set("After", network::TARGET).set("Wants", network::TARGET);
            config.only_on(Role::Worker, unit)
        })
        .service(|service| {
            service
                .exec_start(
                    Command::new(SCRIPT)
                        .arg(announcement(specifier::HOST_NAME))
                        .arg(config.api_url()),
                )
                .set("RemainAfterExit", "yes")
                .set("Restart", "on-failure")
                .set("RestartSec", 10)
        })
}
