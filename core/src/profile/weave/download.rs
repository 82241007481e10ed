//! Kubernetes' programs: `kubernetes.download.service`.

use super::{Config, targets};
use crate::format::env_file::EnvFile;
use crate::format::systemd::{Command, UnitFile};
use crate::profile::machine::{Boot, Machine, Start, Unit};

pub(super) const SERVICE: &str = "kubernetes.download.service";

const VARIABLES: &str = "/etc/kubernetes.env";
const SCRIPT: &str = "/opt/bin/kubernetes-download";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    let mut variables = EnvFile::new().set("KUBE_RELEASE_TARBALL", tarball(config));
    if let Some(checksum) = &config.settings.checksum {
        variables = variables.set("KUBE_RELEASE_SHA256", checksum);
    }
    machine.file(VARIABLES, variables.to_string());
    let unit = if config.corrected() {
        machine.program(SCRIPT, include_str!("../../../data/weave/kubernetes-download"));
        corrected(config)
    } else {
        published()
    };
    machine.units.push(Unit {
        name: SERVICE.into(),
        content: Some(unit),
        drop_ins: Vec::new(),
        boot: if config.corrected() { Boot::Enabled } else { Boot::PulledIn },
        start: Start::InOrder,
    });
}

/// The whole release, of which the programs for machines are a part.
fn tarball(config: Config<'_>) -> String {
    format!(
        "https://github.com/GoogleCloudPlatform/kubernetes/releases/download/{}/kubernetes.tar.gz",
        config.plan.release.kubernetes()
    )
}

fn unit(needs: &'static str, how: &'static str) -> UnitFile {
    UnitFile::new().unit(|unit| {
        unit.set("Description", "Download Kubernetes Binaries")
            .set("Documentation", "https://github.com/GoogleCloudPlatform/kubernetes")
            .set("After", needs)
            .set(how, needs)
    })
}

fn published() -> UnitFile {
    unit("network-online.target systemd-networkd-wait-online.service", "Requires").service(|service| {
        service
            .set("EnvironmentFile", VARIABLES)
            .exec_start_pre(["/bin/mkdir", "-p", "/opt/bin/"])
            // bash puts the variable in, not systemd.
            .set_verbatim(
                "ExecStart",
                r#"/bin/bash -c "curl --silent --location $KUBE_RELEASE_TARBALL | tar xzv -C /tmp/""#,
            )
            .exec_start([
                "/bin/tar",
                "xzvf",
                "/tmp/kubernetes/server/kubernetes-server-linux-amd64.tar.gz",
                "-C",
                "/opt",
            ])
            .exec("ExecStartPost", ["/usr/bin/chmod", "o+rx", "-R", "/opt/kubernetes"])
            .exec(
                "ExecStartPost",
                ["/bin/ln", "-sf", "/opt/kubernetes/server/bin/kubectl", "/opt/bin/"],
            )
            .exec("ExecStartPost", ["/bin/rm", "-rf", "/tmp/kubernetes"])
            .set("RemainAfterExit", "yes")
            .set("Type", "oneshot")
    })
}

/// W-6: the script tries until it succeeds, and does nothing where the release is there already.
fn corrected(config: Config<'_>) -> UnitFile {
    unit("network-online.target", "Wants")
        .service(|service| {
            service
                .set("Type", "oneshot")
                .set("RemainAfterExit", "yes")
                .set("TimeoutStartSec", 0)
                .set("EnvironmentFile", VARIABLES)
                .exec_start(Command::new(SCRIPT))
        })
        .install(|install| install.set("WantedBy", targets::of(config)))
}
