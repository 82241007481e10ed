//! flannel over the stack's network: as published a download of its own, corrected the one that
//! the operating system brings.

use serde::Serialize;

use super::Stack;
use super::etcd;
use super::place::Place;
use crate::format::json;
use crate::format::systemd::{Command, UnitFile};
use crate::plan::ETCD_CLIENT_PORT;
use crate::profile::flannel::{CONFIG_KEY, config, is_there, options, put_once};
use crate::profile::machine::{Boot, Machine, Start, Unit};
use crate::spec::Role;

/// Gone since: its place on the Internet is the document's own.
const URL: &str =
    "http://d294c9b5fc599b0924ac-1f970f440462fc899216e927cd570e77.r51.cf1.rackcdn.com/flanneld";
pub(super) const SUBNET: &str = "/run/flannel/subnet.env";

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>, role: Role, place: &Place) {
    if stack.corrected() {
        corrected(machine, stack, place);
    } else {
        machine.units.extend([
            unit("flannel-install.service", Some(install()), Vec::new()),
            unit("flannel.service", Some(published(stack, role, place)), Vec::new()),
            unit("flannel-env.path", Some(path()), Vec::new()),
        ]);
    }
}

fn unit(
    name: &'static str,
    content: Option<UnitFile>,
    drop_ins: Vec<(std::borrow::Cow<'static, str>, UnitFile)>,
) -> Unit {
    Unit { name: name.into(), content, drop_ins, boot: Boot::PulledIn, start: Start::Command }
}

fn install() -> UnitFile {
    UnitFile::new()
        .unit(|unit| {
            unit.set("After", "network-online.target").set("Requires", "network-online.target")
        })
        .service(|service| {
            service
                .exec_start(Command::new("/usr/bin/wget").args(["-N", "-P", "/opt/bin", URL]))
                .exec_start(["/usr/bin/chmod", "+x", "/opt/bin/flanneld"])
                .set("RemainAfterExit", "yes")
                .set("Type", "oneshot")
        })
}

fn published(stack: Stack<'_>, role: Role, place: &Place) -> UnitFile {
    // C-6: a minion's waits for nothing, and has nothing to wait for.
    let needs = match role {
        Role::ControlPlane => "network-online.target etcd.service flannel-install.service",
        _ => "etcd.service flannel-install.service",
    };
    UnitFile::new().unit(|unit| unit.set("After", needs).set("Requires", needs)).service(
        |service| {
            let service = match role {
                Role::ControlPlane => service.exec_start_pre(
                    Command::new("/usr/bin/etcdctl")
                        .args(["mk", "/coreos.com/network/config"])
                        .arg(spaced(stack))
                        .ignore_failure(),
                ),
                _ => service,
            };
            service
                .exec_start(
                    Command::new("/opt/bin/flanneld")
                        .arg(format_args!("-iface={}", place.interface)),
                )
                .set("Restart", "always")
                .set("RestartSec", "5s")
        },
    )
}

/// The configuration with the document's own spaces.
fn spaced(stack: Stack<'_>) -> String {
    #[derive(Serialize)]
    struct Network {
        #[serde(rename = "Network")]
        network: ipnet::IpNet,
    }
    let network = json::one_line(&Network { network: stack.plan.network.pods.first() });
    format!("{}, \"Backend\": {{\"Type\": \"vxlan\"}}}}", network.trim_end_matches('}'))
}

fn path() -> UnitFile {
    UnitFile::new()
        .section("Path", |path| path.set("PathExists", SUBNET).set("Unit", "docker.service"))
}

/// C-5, C-6: whoever comes first sets the network, and nobody a second time.
fn corrected(machine: &mut Machine, stack: Stack<'_>, place: &Place) {
    let endpoint = format!("http://{}:{ETCD_CLIENT_PORT}", place.discovery);
    let link = options(machine, &place.interface, etcd::LOCAL);
    let drop_in = UnitFile::new()
        .unit(|unit| unit.set("Requires", etcd::unit(stack)).set("After", etcd::unit(stack)))
        .service(|service| {
            service
                .set("TimeoutStartSec", "20min")
                .set("RestartSec", "5s")
                .exec_start_pre(put_once(
                    &endpoint,
                    CONFIG_KEY,
                    &config(stack.plan.network.pods.first()),
                ))
                .exec_start_pre(is_there(&endpoint, CONFIG_KEY))
                .exec_start_pre(link)
        });
    machine.units.push(Unit {
        name: "flanneld.service".into(),
        content: None,
        drop_ins: vec![("50-corekube.conf".into(), drop_in)],
        boot: Boot::Enabled,
        start: Start::Command,
    });
}
