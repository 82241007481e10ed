//! A machine's user-data and its root file system are two forms of one: each file and unit is the same in both.

use std::borrow::Cow;

use serde_yaml::Value;

use super::found;
use super::subject::{Content, Subject};
use crate::bundle::{Artifact, Bundle, SUMS};
use crate::diagnostic::Report;
use crate::format::cloud_config::substitution::unescaped;
use crate::format::ignition::{Config, Contents, Mode};

/// `config` is what its `config.ign` says, if it has a sound one.
pub(super) fn check(subject: &Subject<'_>, config: Option<Config>, report: &mut Report) {
    let bundle = subject.bundle;
    sums(bundle, report);
    let text = |path: &str| {
        let artifact = bundle.get(path)?;
        std::str::from_utf8(&artifact.bytes).ok()
    };
    let mut pieces = Vec::new();
    // One that all machines share lies with the cluster, and beside no root file system.
    for file in subject.files.iter().filter(|_| bundle.name() != "cluster") {
        let Content::CloudConfig(tree) = &*file.content else { continue };
        match of_cloud_config(file.text, Some(tree)) {
            Ok(of_it) => pieces.extend(of_it),
            Err(why) => found(report, bundle, &file.artifact.path, why),
        }
    }
    pieces.extend(config.into_iter().flat_map(of_ignition));
    let logins = ["rootfs/home/core/.dockercfg", "rootfs/var/lib/kubelet/.dockercfg"];
    if let [Some(one), Some(other)] = logins.map(|path| bundle.get(path))
        && one.sha256() != other.sha256()
    {
        found(report, bundle, &one.path, "is not the same as the kubelet's");
    }
    for Piece { path, bytes, mode } in pieces {
        let other = bundle.get(&format!("rootfs{path}"));
        let same = |other: &Artifact| {
            **other.bytes == *bytes && mode.is_none_or(|mode| mode == other.mode)
        };
        if !other.is_some_and(same) {
            found(report, bundle, &format!("rootfs{path}"), "is not what the user-data says");
        }
    }
    if let (Some(pointer), Some(whole)) = (text("pointer.ign"), bundle.get("config.ign"))
        && !pointer.contains(&format!("\"sha256-{}\"", whole.sha256()))
    {
        found(report, bundle, "pointer.ign", "does not have the checksum of config.ign");
    }
}

/// `SHA256SUMS` is that of the files beside it.
fn sums(bundle: &Bundle, report: &mut Report) {
    let Some(list) = bundle.get(SUMS) else { return };
    let mut rest: &[u8] = &list.bytes;
    for artifact in bundle.artifacts().iter().filter(|artifact| artifact.path != SUMS) {
        let after = [artifact.sha256(), "  ", &artifact.path, "\n"]
            .iter()
            .try_fold(rest, |rest, part| rest.strip_prefix(part.as_bytes()));
        let Some(after) = after else {
            found(report, bundle, SUMS, format_args!("does not list {} as it is", artifact.path));
            return;
        };
        rest = after;
    }
    if !rest.is_empty() {
        found(report, bundle, SUMS, "lists what is not there");
    }
}

/// A file or unit, by the path that it gets on the machine.
pub(super) struct Piece {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// Permission bits, where user-data has them.
    pub(super) mode: Option<u32>,
}

/// Files and units of a cloud-config, or what is wrong with one. `tree` is what it says before its variables are
/// replaced.
pub(super) fn of_cloud_config(text: &str, tree: Option<&Value>) -> Result<Vec<Piece>, String> {
    // coreos-cloudinit does this to the whole text before it reads it.
    let root = match (unescaped(text), tree) {
        (Cow::Borrowed(_), Some(tree)) => Cow::Borrowed(tree),
        (text, _) => serde_yaml::from_str(&text).map(Cow::Owned).map_err(|e| e.to_string())?,
    };
    let pieces = files_and_units(&root).ok_or("has a file without path or mode")?;
    let mut paths: Vec<&str> = pieces.iter().map(|piece| piece.path.as_str()).collect();
    paths.sort_unstable();
    match paths.iter().zip(paths.iter().skip(1)).find(|(one, other)| one == other) {
        Some((path, _)) => Err(format!("writes {path} twice")),
        None => Ok(pieces),
    }
}

fn files_and_units(root: &Value) -> Option<Vec<Piece>> {
    let word = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let bytes = |value: &Value| word(value, "content").unwrap_or_default().into_bytes();
    let mut pieces = Vec::new();
    for file in list(root.get("write_files")) {
        let mode = u32::from_str_radix(&word(file, "permissions")?, 8).ok()?;
        pieces.push(Piece { path: word(file, "path")?, bytes: bytes(file), mode: Some(mode) });
    }
    for unit in list(root.get("coreos").and_then(|coreos| coreos.get("units"))) {
        let name = word(unit, "name")?;
        let place = if name.ends_with(".network") { "network" } else { "system" };
        if unit.get("content").is_some() {
            let path = format!("/etc/systemd/{place}/{name}");
            pieces.push(Piece { path, bytes: bytes(unit), mode: None });
        }
        let drop_ins = unit.get("drop-ins").or_else(|| unit.get("drop_ins"));
        for drop_in in list(drop_ins) {
            let path = format!("/etc/systemd/{place}/{name}.d/{}", word(drop_in, "name")?);
            pieces.push(Piece { path, bytes: bytes(drop_in), mode: None });
        }
    }
    Some(pieces)
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_sequence).map_or(&[], Vec::as_slice)
}

fn of_ignition(config: Config) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for file in config.files {
        if let Some(Contents::Inline(bytes)) = file.contents {
            let mode = file.mode.map(Mode::bits);
            pieces.push(Piece { path: file.path.as_str().to_owned(), bytes, mode });
        }
    }
    for unit in config.units {
        let place = format!("/etc/systemd/system/{}", unit.name.as_str());
        for drop_in in unit.dropins {
            let path = format!("{place}.d/{}", drop_in.name.as_str());
            pieces.push(Piece { path, bytes: drop_in.contents.into_bytes(), mode: None });
        }
        if !unit.contents.is_empty() {
            pieces.push(Piece { path: place, bytes: unit.contents.into_bytes(), mode: None });
        }
    }
    pieces
}
