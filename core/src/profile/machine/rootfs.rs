//! A machine as files at their places.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{File, Machine, Unit};
use crate::bundle::PLAIN;
use crate::format::cloud_config::{DROP_IN, Etcd, Etcd2, Fleet};
use crate::format::systemd::UnitFile;

/// `files.list`: a line for each file with its mode, because not every way to copy a bundle keeps
/// modes, and its owner where that is not root.
pub(crate) fn list(files: &[Cow<'_, File>]) -> String {
    let mut out = String::new();
    for file in files {
        let File { path, mode, owner, .. } = file.as_ref();
        let _ = match *owner {
            super::ROOT => writeln!(out, "{mode:04o} {path}"),
            owner => writeln!(out, "{mode:04o} {path} {owner}"),
        };
    }
    out
}

/// The machine's own files, then what coreos-cloudinit would make of its blocks, then its units as
/// files.
pub(crate) fn placed(machine: &Machine) -> impl Iterator<Item = Cow<'_, File>> {
    let files = machine.files.iter().map(Cow::Borrowed);
    let units = machine.units.iter().flat_map(unit);
    files.chain(blocks(machine).into_iter().chain(units).map(Cow::Owned))
}

/// Drop-ins of the name that coreos-cloudinit gives its own, so that where both are, there is one.
fn blocks(machine: &Machine) -> Vec<File> {
    let Machine { etcd, etcd2, fleet, .. } = machine;
    let set: [(&str, bool, UnitFile); 3] = [
        (Etcd::UNIT, *etcd != Etcd::default(), etcd.drop_in()),
        (Etcd2::UNIT, *etcd2 != Etcd2::default(), etcd2.drop_in()),
        (Fleet::UNIT, *fleet != Fleet::default(), fleet.drop_in()),
    ];
    set.into_iter()
        .filter(|(_, is_set, _)| *is_set)
        .map(|(unit, _, drop_in)| File {
            path: format!("/etc/systemd/system/{unit}.d/{DROP_IN}").into(),
            mode: PLAIN,
            owner: super::ROOT,
            content: drop_in.to_string(),
        })
        .collect()
}

fn unit(unit: &Unit) -> impl Iterator<Item = File> {
    let own = unit.content.iter().map(|content| (unit.name.to_string(), content));
    let drop_ins =
        unit.drop_ins.iter().map(|(name, content)| (format!("{}.d/{name}", unit.name), content));
    own.chain(drop_ins).map(|(name, content)| File {
        path: format!("{}/{name}", directory(&unit.name)).into(),
        mode: PLAIN,
        owner: super::ROOT,
        content: content.to_string(),
    })
}

/// Where coreos-cloudinit puts a unit: networkd reads files of its own elsewhere.
fn directory(unit: &str) -> &'static str {
    match unit.rsplit('.').next() {
        Some("network" | "netdev" | "link") => "/etc/systemd/network",
        _ => "/etc/systemd/system",
    }
}
