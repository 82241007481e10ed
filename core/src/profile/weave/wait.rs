//! wupiao: waits until the API is there.

use super::Config;
use crate::format::systemd::Command;
use crate::profile::machine::Machine;

const PATH: &str = "/opt/bin/wupiao";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    let script = if config.corrected() {
        include_str!("../../../data/weave/wupiao")
    } else {
        include_str!("../../../data/weave/published/wupiao")
    };
    machine.program(PATH, script);
}

/// Waits for the API, wherever it is asked.
pub(super) fn command(config: Config<'_>) -> Command {
    Command::new(PATH).arg(config.api())
}
