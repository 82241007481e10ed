//! A machine's user-data and its root file system are two forms of one: each file and unit is the same in both.

use serde_yaml::Value;

use super::found;
use crate::bundle::{Bundle, SUMS};
use crate::diagnostic::Report;
use crate::format::ignition::{Config, Contents, Variant};

pub(super) fn check(bundle: &Bundle, report: &mut Report) {
    sums(bundle, report);
    let text = |path: &str| {
        let artifact = bundle.get(path)?;
        std::str::from_utf8(&artifact.bytes).ok()
    };
    let mut pieces: Vec<(String, Vec<u8>)> = Vec::new();
    // One that all machines share lies with the cluster, and beside no root file system.
    if let Some(cloud_config) = text("cloud-config.yaml").filter(|_| bundle.name() != "cluster") {
        pieces.extend(of_cloud_config(cloud_config).unwrap_or_default());
    }
    let config = text("config.ign").map(|text| Config::from_ignition(text, Variant::default()));
    if let Some(Ok(config)) = config {
        pieces.extend(of_ignition(config));
    }
    let logins = ["rootfs/home/core/.dockercfg", "rootfs/var/lib/kubelet/.dockercfg"];
    if let [Some(one), Some(other)] = logins.map(|path| bundle.get(path))
        && one.sha256() != other.sha256()
    {
        found(report, bundle, &one.path, "is not the same as the kubelet's");
    }
    for (path, bytes) in pieces {
        let other = bundle.get(&format!("rootfs{path}"));
        if other.is_none_or(|other| **other.bytes != *bytes) {
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

/// Files and units, by the path they get.
fn of_cloud_config(text: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let root: Value = serde_yaml::from_str(text).ok()?;
    let list =
        |value: Option<&Value>| value.and_then(Value::as_sequence).cloned().unwrap_or_default();
    let word = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut pieces = Vec::new();
    for file in list(root.get("write_files")) {
        pieces
            .push((word(&file, "path")?, word(&file, "content").unwrap_or_default().into_bytes()));
    }
    for unit in list(root.get("coreos").and_then(|coreos| coreos.get("units"))) {
        let name = word(&unit, "name")?;
        let place = if name.ends_with(".network") { "network" } else { "system" };
        if let Some(content) = word(&unit, "content") {
            pieces.push((format!("/etc/systemd/{place}/{name}"), content.into_bytes()));
        }
        let drop_ins = unit.get("drop-ins").or_else(|| unit.get("drop_ins"));
        for drop_in in list(drop_ins) {
            let path = format!("/etc/systemd/{place}/{name}.d/{}", word(&drop_in, "name")?);
            pieces.push((path, word(&drop_in, "content").unwrap_or_default().into_bytes()));
        }
    }
    Some(pieces)
}

fn of_ignition(config: Config) -> Vec<(String, Vec<u8>)> {
    let mut pieces = Vec::new();
    for file in config.files {
        if let Some(Contents::Inline(bytes)) = file.contents {
            pieces.push((file.path.as_str().to_owned(), bytes));
        }
    }
    for unit in config.units {
        let place = format!("/etc/systemd/system/{}", unit.name.as_str());
        for drop_in in unit.dropins {
            let path = format!("{place}.d/{}", drop_in.name.as_str());
            pieces.push((path, drop_in.contents.into_bytes()));
        }
        if !unit.contents.is_empty() {
            pieces.push((place, unit.contents.into_bytes()));
        }
    }
    pieces
}
