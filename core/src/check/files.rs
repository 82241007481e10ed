//! Each file by itself: does it read as what it claims to be?

use serde::Deserialize as _;

use super::found;
use crate::bundle::{Artifact, Bundle, PRIVATE, is_plain};
use crate::diagnostic::Report;
use crate::format::cloud_config::dialect;
use crate::format::env_file::EnvFile;
use crate::format::fleet;
use crate::format::heat;
use crate::format::hole::is_mark;
use crate::format::systemd::UnitFile;

pub(super) fn check(bundle: &Bundle, report: &mut Report) {
    let mut lower: Vec<String> = Vec::new();
    for artifact in bundle.artifacts() {
        let Artifact { path, bytes, .. } = artifact;
        if !is_plain(path) {
            found(report, bundle, path, "is not a plain relative path");
        }
        lower.push(path.to_lowercase());
        let Ok(text) = std::str::from_utf8(bytes) else {
            found(report, bundle, path, "is not UTF-8");
            continue;
        };
        if text.contains("PRIVATE KEY-----") && !may_hold_a_key(artifact) {
            found(report, bundle, path, "holds a private key");
        }
        if text.contains(is_mark) {
            found(report, bundle, path, "has a place that nobody fills");
        }
        if let Err(why) = reads(path, text) {
            found(report, bundle, path, why);
        }
    }
    lower.sort();
    for (a, b) in lower.iter().zip(lower.iter().skip(1)) {
        if a == b {
            found(report, bundle, a, "is there twice, if case is ignored");
        }
    }
}

/// Where keys belong: closed files of a machine, and of the administrator. User-data can be read by
/// whoever asks the cloud for it.
fn may_hold_a_key(artifact: &Artifact) -> bool {
    artifact.mode == PRIVATE
        && (artifact.path.starts_with("rootfs/etc/kubernetes/ssl/")
            || artifact.path.starts_with("rootfs/etc/kubernetes/pki/")
            || ["config.bu", "config.ign"].contains(&artifact.path.as_str())
            || artifact.path.starts_with("admin/"))
}

fn reads(path: &str, text: &str) -> Result<(), String> {
    let extension = path.rsplit('.').next().unwrap_or_default();
    match extension {
        _ if path == "cloud-config.yaml" => match dialect::check(text).first() {
            Some(finding) => Err(finding.to_string()),
            None => Ok(()),
        },
        "yaml" if path.ends_with("-heat.yaml") => match heat::check(text).first() {
            Some(finding) => Err(finding.to_string()),
            None => Ok(()),
        },
        "yaml" => yaml(text),
        "json" => json(text),
        "conf" if path.contains("/cni/net.d/") => json(text),
        "service" if path.starts_with("units/") => fleet(path, text),
        "conf" if path.contains("/systemd/") || path.contains("/sysupdate.") => {
            unit(text).map(drop)
        }
        // Kubeconfigs; other programs have forms of their own.
        "conf" if path.contains("/etc/kubernetes/") => yaml(text),
        "service" | "target" | "socket" | "path" | "network" | "mount" => unit(text).map(drop),
        "env" => {
            let file = EnvFile::parse(text).map_err(|e| e.to_string())?;
            if file.to_string() == text { Ok(()) } else { Err("reads back differently".into()) }
        }
        _ => Ok(()),
    }
}

/// One document, or several.
fn yaml(text: &str) -> Result<(), String> {
    serde_yaml::Deserializer::from_str(text).try_for_each(|document| {
        serde_yaml::Value::deserialize(document).map(drop).map_err(|error| error.to_string())
    })
}

fn json(text: &str) -> Result<(), String> {
    serde_json::from_str::<serde_json::Value>(text).map(drop).map_err(|e| e.to_string())
}

fn unit(text: &str) -> Result<UnitFile, String> {
    let unit = UnitFile::parse(text).map_err(|e| e.to_string())?;
    if unit.to_string() == text { Ok(unit) } else { Err("reads back differently".into()) }
}

/// A unit that fleet places.
fn fleet(path: &str, text: &str) -> Result<(), String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    match fleet::check(&unit(text)?, name).first() {
        Some(finding) => Err(finding.to_string()),
        None => Ok(()),
    }
}
