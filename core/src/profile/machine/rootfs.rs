//! A machine as files at their places.

use std::fmt::Write as _;

use super::Machine;
use crate::bundle::{Artifact, PLAIN};

/// Every file below `rootfs/`, in the order of the machine.
pub(crate) fn rootfs(machine: &Machine) -> Vec<Artifact> {
    let files = machine.files.iter().map(|file| {
        Artifact::new(format!("rootfs{}", file.path), file.mode, file.content.as_bytes())
    });
    let units = machine.units.iter().flat_map(|unit| {
        let own = unit.content.iter().map(move |content| (unit.name.to_owned(), content));
        let drop_ins = unit
            .drop_ins
            .iter()
            .map(move |(name, content)| (format!("{}.d/{name}", unit.name), content));
        own.chain(drop_ins).map(|(name, content)| {
            Artifact::new(format!("rootfs/etc/systemd/system/{name}"), PLAIN, content.to_string())
        })
    });
    files.chain(units).collect()
}

/// `files.list`: a line for each file with its mode, because not every way to copy a bundle keeps
/// modes.
pub(crate) fn list(rootfs: &[Artifact]) -> String {
    let mut out = String::new();
    for Artifact { path, mode, .. } in rootfs {
        let _ = writeln!(out, "{mode:04o} {}", path.trim_start_matches("rootfs"));
    }
    out
}
