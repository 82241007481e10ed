//! Weave's program, pinned and checked (W-25).

use super::DOCUMENTATION;
use crate::format::systemd::UnitFile;
use crate::profile::fetch;
use crate::profile::machine::Machine;

pub(super) const SERVICE: &str = "install-weave.service";

/// The last of the line that the document's `latest_release` was in; 1.1 changed the commands.
pub(in super::super) const RELEASE: &str = "v1.0.3";

const URL: &str = "https://github.com/weaveworks/weave/releases/download/v1.0.3/weave";

/// Of the script at the tag v1.0.3 with the release's number put in by upstream's `bin/release`.
const SHA256: &str = "2830b721f33201ac07bc9671911e425a3e9378cac1a7903a719c8cd0feddd67f";

/// The script that is Weave; it runs its parts as containers.
pub(super) const WEAVE: &str = "/opt/bin/weave";

pub(super) fn set_up(machine: &mut Machine) {
    // kubernetes-download calls it, too.
    fetch::set_up(machine);
    let unit = UnitFile::new()
        .unit(|unit| {
            unit.set("Description", "Install Weave")
                .set("Documentation", DOCUMENTATION)
                .wants_first("network-online.target")
        })
        .service(|service| {
            service
                .set("Type", "oneshot")
                .set("RemainAfterExit", "yes")
                .set("TimeoutStartSec", 0)
                .exec_start(fetch::program(URL, Some(SHA256), WEAVE))
        });
    machine.units.push(super::service(SERVICE, unit));
}
