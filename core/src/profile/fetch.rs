//! `fetch-verified`, by which machines download: checked where a checksum is known, and whole or
//! not at all.

use std::fmt;

use super::machine::Machine;
use crate::format::systemd::Command;

const PATH: &str = "/opt/bin/fetch-verified";

/// Places the script, once.
pub(crate) fn set_up(machine: &mut Machine) {
    if machine.files.iter().any(|file| file.path == PATH) {
        return;
    }
    machine.program(PATH, include_str!("../../data/fetch-verified"));
}

/// Downloads what is to be read, from `url` to `file`, unless it is there already.
pub(crate) fn file(
    url: impl fmt::Display,
    checksum: impl fmt::Display,
    file: impl fmt::Display,
) -> Command {
    Command::new(PATH).arg(url).arg(checksum).arg(file).arg("0644")
}

/// Downloads a program from `url` to `file`, unless it is there already.
pub(crate) fn program(
    url: impl fmt::Display,
    checksum: Option<impl fmt::Display>,
    file: impl fmt::Display,
) -> Command {
    let checksum = checksum.map_or_else(|| "-".to_owned(), |sum| sum.to_string());
    Command::new(PATH).arg(url).arg(checksum).arg(file).arg("0755")
}
