//! The discovery server: where the others find each other. As published an etcd 0.4 in docker that
//! holds addresses only; corrected the cluster's etcd (as in the last templates, but as the
//! system's own service, with its data on disk).

use super::Stack;
use super::etcd::{self, PEER_PORT};
use super::place::{NOTIFY_TOKEN, NOTIFY_URL, Place};
use crate::format::cloud_config::{ClusterState, Etcd2};
use crate::format::env_file::EnvFile;
use crate::format::systemd::{Command, UnitFile};
use crate::plan::ETCD_CLIENT_PORT;
use crate::profile::machine::{Boot, Machine, Start, Unit};

const IMAGE: &str = "quay.io/coreos/etcd";
const READY: &str = "/opt/bin/discovery-ready";
const NOTIFY: &str = "/etc/discovery-ready.env";
const TOLD: &str = "/var/lib/discovery-ready";

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>, place: &Place) {
    if stack.corrected() {
        corrected(machine, stack, place);
    } else {
        machine.units.push(unit("private-discovery.service", Some(published())));
    }
}

fn published() -> UnitFile {
    let run = Command::new("/usr/bin/docker")
        .args(["run", "-d", "--name", "discovery", "-p", "4001:4001", "-p", "7001:7001"])
        // C-3: another version than the one pulled.
        .arg(IMAGE);
    UnitFile::new()
        .unit(|unit| {
            unit.set("After", "network-online.target").set("Requires", "network-online.target")
        })
        .service(|service| {
            service
                .exec_start_pre(
                    Command::new("/usr/bin/docker").arg("pull").arg(format_args!("{IMAGE}:v0.4.6")),
                )
                .exec_start(run)
        })
}

fn corrected(machine: &mut Machine, stack: Stack<'_>, place: &Place) {
    let own = place.own();
    let peer = format!("http://{own}:{PEER_PORT}");
    machine.etcd2 = Etcd2 {
        name: place.name.clone(),
        initial_cluster: vec![(place.name.clone(), peer.clone())],
        initial_cluster_token: stack.plan.name.to_string(),
        initial_cluster_state: Some(ClusterState::New),
        initial_advertise_peer_urls: vec![peer.clone()],
        listen_peer_urls: vec![peer],
        advertise_client_urls: vec![format!("http://{own}:{ETCD_CLIENT_PORT}")],
        listen_client_urls: vec![
            format!("http://{own}:{ETCD_CLIENT_PORT}"),
            format!("http://127.0.0.1:{ETCD_CLIENT_PORT}"),
        ],
        ..Etcd2::default()
    };
    machine.units.push(unit(Etcd2::UNIT, None));
    if place.in_stack {
        ready(machine);
    }
}

/// C-9: the other servers are not made before this one answers.
fn ready(machine: &mut Machine) {
    machine.secret(
        NOTIFY,
        EnvFile::new()
            .set("KUBECORE_NOTIFY_URL", NOTIFY_URL)
            .set("KUBECORE_NOTIFY_TOKEN", NOTIFY_TOKEN)
            .to_string(),
    );
    machine.program(READY, include_str!("../../../data/corekube/discovery-ready"));
    // Once only: what proves us to Heat is good for about an hour.
    let content = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Tell Heat that etcd answers")
                .set("ConditionPathExists", format_args!("!{TOLD}"))
                // A first start of etcd that comes before the network must not fail this one.
                .wants_first(format_args!("network-online.target {}", Etcd2::UNIT))
        })
        .service(|service| {
            service
                .set("Type", "oneshot")
                .set("RemainAfterExit", "yes")
                .set("TimeoutStartSec", 0)
                .set("EnvironmentFile", NOTIFY)
                .exec_start(Command::new(READY).arg(etcd::LOCAL))
                .exec_start(["/usr/bin/touch", TOLD])
        });
    machine.units.push(unit("discovery-ready.service", Some(content)));
}

fn unit(name: &'static str, content: Option<UnitFile>) -> Unit {
    Unit {
        name: name.into(),
        content,
        drop_ins: Vec::new(),
        boot: Boot::PulledIn,
        start: Start::Command,
    }
}
