//! Each file by itself: does it read as what it claims to be?

use std::sync::Arc;

use serde::Deserialize as _;
use serde_yaml::Value;

use super::found;
use super::subject::{Content, File};
use crate::bundle::{Artifact, Bundle, PRIVATE, is_plain};
use crate::diagnostic::Report;
use crate::format::cloud_config::dialect;
use crate::format::env_file::EnvFile;
use crate::format::fleet;
use crate::format::heat;
use crate::format::hole::is_mark;
use crate::format::systemd::UnitFile;

/// Reads every file but those that are `known`. What does not read is reported, and not given.
pub(super) fn read<'a>(
    bundle: &'a Bundle,
    known: impl Fn(&Artifact) -> Option<Arc<Content>>,
    report: &mut Report,
) -> Vec<File<'a>> {
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
    }
    lower.sort();
    for (a, b) in lower.iter().zip(lower.iter().skip(1)) {
        if a == b {
            found(report, bundle, a, "is there twice, if case is ignored");
        }
    }
    contents(bundle, bundle.artifacts(), known, report)
}

/// Takes files apart: those of a bundle, or files inside of them.
pub(super) fn contents<'a>(
    bundle: &Bundle,
    artifacts: &'a [Artifact],
    known: impl Fn(&Artifact) -> Option<Arc<Content>>,
    report: &mut Report,
) -> Vec<File<'a>> {
    let mut files = Vec::with_capacity(artifacts.len());
    for artifact in artifacts {
        // What is not UTF-8 is reported already.
        let Ok(text) = std::str::from_utf8(&artifact.bytes) else { continue };
        let content =
            known(artifact).map_or_else(|| content(&artifact.path, text).map(Arc::new), Ok);
        match content {
            Ok(content) => files.push(File { artifact, text, content }),
            Err(why) => found(report, bundle, &artifact.path, why),
        }
    }
    files
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

fn content(path: &str, text: &str) -> Result<Content, String> {
    let extension = path.rsplit('.').next().unwrap_or_default();
    match extension {
        _ if path == "cloud-config.yaml" => match dialect::read(text) {
            Ok(tree) => Ok(Content::CloudConfig(tree)),
            Err(findings) => Err(findings.first().map(ToString::to_string).unwrap_or_default()),
        },
        "yaml" if path.ends_with("-heat.yaml") => match heat::check(text).first() {
            Some(finding) => Err(finding.to_string()),
            None => Ok(Content::Other),
        },
        "yaml" => yaml(text),
        "json" => json(text),
        "conf" if path.contains("/cni/net.d/") => json(text),
        "service" if path.starts_with("units/") => fleet(path, text),
        "conf" if path.contains("/systemd/") || path.contains("/sysupdate.") => unit(text),
        // Kubeconfigs; other programs have forms of their own.
        "conf" if path.contains("/etc/kubernetes/") => yaml(text),
        "service" | "target" | "socket" | "path" | "network" | "mount" => unit(text),
        "env" => {
            let file = EnvFile::parse(text).map_err(|e| e.to_string())?;
            if file.to_string() == text {
                Ok(Content::Env(file))
            } else {
                Err("reads back differently".into())
            }
        }
        _ => Ok(Content::Other),
    }
}

/// One document, or several.
fn yaml(text: &str) -> Result<Content, String> {
    let documents = serde_yaml::Deserializer::from_str(text)
        .map(|document| Value::deserialize(document).map_err(|error| error.to_string()));
    let mut documents: Vec<Value> = documents.collect::<Result<_, _>>()?;
    let inner: Vec<Value> = documents.iter().flat_map(in_config_map).collect();
    documents.extend(inner);
    Ok(Content::Tree(documents))
}

/// Manifests that a `ConfigMap` holds for a program.
fn in_config_map(document: &Value) -> Vec<Value> {
    if document.get("kind").and_then(Value::as_str) != Some("ConfigMap") {
        return Vec::new();
    }
    let data = document.get("data").and_then(Value::as_mapping);
    let texts = data.into_iter().flat_map(serde_yaml::Mapping::values).filter_map(Value::as_str);
    let texts = texts.filter(|text| text.starts_with("apiVersion:"));
    texts.filter_map(|text| serde_yaml::from_str(text).ok()).collect()
}

fn json(text: &str) -> Result<Content, String> {
    let value = serde_json::from_str::<Value>(text).map_err(|e| e.to_string())?;
    Ok(Content::Tree(vec![value]))
}

fn unit(text: &str) -> Result<Content, String> {
    let unit = UnitFile::parse(text).map_err(|e| e.to_string())?;
    if unit.to_string() == text {
        Ok(Content::Unit(unit))
    } else {
        Err("reads back differently".into())
    }
}

/// A unit that fleet places.
fn fleet(path: &str, text: &str) -> Result<Content, String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let content = unit(text)?;
    let findings = match &content {
        Content::Unit(unit) => fleet::check(unit, name),
        Content::Tree(_) | Content::Env(_) | Content::CloudConfig(_) | Content::Other => Vec::new(),
    };
    match findings.first() {
        Some(finding) => Err(finding.to_string()),
        None => Ok(content),
    }
}
