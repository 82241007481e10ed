//! docker on flannel's subnet.

use super::Stack;
use super::flannel::SUBNET;
use crate::format::systemd::{Command, UnitFile, variable};
use crate::profile::machine::{Boot, Machine, Start, Unit};

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>) {
    let (content, drop_ins) = if stack.corrected() {
        // C-26, C-27: the stock unit reads flannel's options by itself, once flannel is up.
        let drop_in = UnitFile::new()
            .unit(|unit| unit.set("Requires", "flanneld.service").set("After", "flanneld.service"));
        (None, vec![("40-flannel.conf".into(), drop_in)])
    } else {
        (Some(published()), Vec::new())
    };
    machine.units.push(Unit {
        name: "docker.service".into(),
        content,
        drop_ins,
        boot: Boot::PulledIn,
        start: Start::Command,
    });
}

fn published() -> UnitFile {
    let needs = "flannel-env.path network-online.target flannel.service";
    UnitFile::new()
        .unit(|unit| {
            unit.set("After", needs)
                .set("Requires", needs)
                .set("Description", "Docker Application Container Engine")
        })
        .service(|service| {
            service
                .set("EnvironmentFile", SUBNET)
                .exec_start_pre(["/bin/mount", "--make-rprivate", "/"])
                .exec_start_pre(["/usr/bin/systemctl", "kill", "docker.service"])
                .exec_start(
                    Command::new("/usr/bin/docker")
                        .arg("-d")
                        .flag("--bip", variable("FLANNEL_SUBNET"))
                        .flag("--mtu", variable("FLANNEL_MTU"))
                        .arg("-s=btrfs"),
                )
        })
        .install(|install| install.set("WantedBy", "multi-user.target"))
}
