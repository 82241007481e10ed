//! `/etc/leader`: where kubelet and proxy find the API.

use super::Document;
use crate::format::env_file::EnvFile;
use crate::format::systemd::{Command, variable};
use crate::profile::machine::Machine;

pub(super) const FILE: &str = "/etc/leader";
/// A host without scheme, port or slash: the units have these.
const ENDPOINT: &str = "LEADER_ENDPOINT";

pub(super) fn set_up(machine: &mut Machine, document: Document<'_>) {
    machine.file(FILE, EnvFile::new().set(ENDPOINT, document.leader_endpoint()).to_string());
}

/// The API's URL, in a unit that reads [`FILE`].
pub(super) fn url(document: Document<'_>) -> String {
    format!("http://{}:{}", variable(ENDPOINT), document.settings.api_port)
}

/// D-7: no unit can be ordered after one of another machine, so the API itself is asked. If it does
/// not answer, the unit fails and systemd tries again.
pub(super) fn wait(document: Document<'_>) -> Option<Command> {
    document.settings.corrected().then(|| {
        Command::new("/usr/bin/curl")
            .args(["--fail", "--silent", "--show-error", "--max-time", "10"])
            .args(["--output", "/dev/null"])
            .arg(format!("{}/healthz", url(document)))
    })
}
