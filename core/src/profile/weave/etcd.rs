//! etcd2, which CoreOS brings, on the machines' bridges. The same in both editions.

use std::fmt;
use std::num::NonZeroU32;

use super::{Config, network};
use crate::format::cloud_config::Etcd2;
use crate::format::env_file::EnvFile;
use crate::format::systemd::{UnitFile, specifier};
use crate::plan::{ETCD_CLIENT_PORT, Member};
use crate::profile::machine::{Boot, Machine, Start, Unit};

pub(super) const SERVICE: &str = "etcd2.service";

/// Port between members.
pub(super) const PEER_PORT: u16 = 2380;

/// The author's, for members in several clouds: in milliseconds.
const HEARTBEAT: Option<NonZeroU32> = NonZeroU32::new(500);
const ELECTION: Option<NonZeroU32> = NonZeroU32::new(2500);

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    machine.etcd2 =
        Etcd2 { heartbeat_interval: HEARTBEAT, election_timeout: ELECTION, ..Etcd2::default() };
    machine.file(COMMON, cluster(config).to_string());
    let own_members = config
        .plan
        .etcd
        .members
        .iter()
        .filter(|member| config.machines.iter().any(|node| node.name == member.name));
    for member in own_members {
        machine.file(own(&member.name), urls(member).to_string());
    }
    let drop_in = UnitFile::new()
        .unit(|unit| {
            // W-18: its addresses are the bridge's.
            let unit = unit.set("Requires", network::BRIDGE).set("After", network::BRIDGE);
            if config.shared() {
                // W-19: whoever is no member has no such file.
                unit.set("ConditionPathExists", own(specifier::HOST_NAME))
            } else {
                unit
            }
        })
        .service(|service| {
            service
                // A new member waits for the majority.
                .set("TimeoutStartSec", 0)
                .environment("ETCD_DATA_DIR", "/var/lib/etcd2")
                .environment("ETCD_NAME", specifier::HOST_NAME)
                .set("EnvironmentFile", COMMON)
                .set("EnvironmentFile", own(specifier::HOST_NAME))
        });
    machine.units.push(Unit {
        name: SERVICE.into(),
        content: None,
        drop_ins: vec![("50-environment-variables.conf".into(), drop_in)],
        boot: Boot::PulledIn,
        start: Start::InOrder,
    });
}

/// What is the same for all members.
const COMMON: &str = "/etc/etcd2.env";

fn own(host: impl fmt::Display) -> String {
    format!("/etc/etcd2.{host}.env")
}

fn cluster(config: Config<'_>) -> EnvFile {
    let members: Vec<String> = config
        .plan
        .etcd
        .members
        .iter()
        .map(|member| format!("{}={}", member.name, peer_url(member)))
        .collect();
    EnvFile::new()
        // W-20: two clusters that can reach each other must not join.
        .set("ETCD_INITIAL_CLUSTER_TOKEN", &config.plan.name)
        .set("ETCD_INITIAL_CLUSTER", members.join(","))
        .set("ETCD_INITIAL_CLUSTER_STATE", "new")
}

fn urls(member: &Member) -> EnvFile {
    let client = format!("http://{}:{ETCD_CLIENT_PORT}", member.ip);
    EnvFile::new()
        .set("ETCD_INITIAL_ADVERTISE_PEER_URLS", peer_url(member))
        .set("ETCD_LISTEN_PEER_URLS", peer_url(member))
        .set(
            "ETCD_LISTEN_CLIENT_URLS",
            format_args!("{client},http://127.0.0.1:{ETCD_CLIENT_PORT}"),
        )
        .set("ETCD_ADVERTISE_CLIENT_URLS", client)
}

fn peer_url(member: &Member) -> String {
    format!("http://{}:{PEER_PORT}", member.ip)
}
