//! Objects of the API that name each other: volumes and mounts, selectors and labels, files and machines.

use serde_yaml::Value;

use super::commands::{containers, pod};
use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    let all: Vec<&Value> = subject.documents().map(|(_, document)| document).collect();
    for (file, document) in subject.documents() {
        for what in volumes(document)
            .into_iter()
            .chain(labels(document))
            .chain(images(document))
            .chain(paths(document))
            .chain(others(document, &all))
        {
            found(report, subject.bundle, &file.artifact.path, what);
        }
    }
}

/// Every mount has its volume, and every volume is mounted.
fn volumes(document: &Value) -> Vec<String> {
    let volumes: Vec<&str> = names(pod(document).and_then(|pod| pod.get("volumes")));
    let mounts: Vec<&str> =
        containers(document).flat_map(|container| names(container.get("volumeMounts"))).collect();
    let missing = mounts.iter().filter(|name| !volumes.contains(name));
    let missing = missing.map(|name| format!("mounts {name}, which is no volume"));
    let idle = volumes.iter().filter(|name| !mounts.contains(name));
    missing.chain(idle.map(|name| format!("has a volume {name} that nothing mounts"))).collect()
}

fn names(list: Option<&Value>) -> Vec<&str> {
    let list = list.and_then(Value::as_sequence).into_iter().flatten();
    list.filter_map(|item| item.get("name")?.as_str()).collect()
}

/// What makes pods finds its own.
fn labels(document: &Value) -> Option<String> {
    let spec = document.get("spec")?;
    let template = spec.get("template")?;
    let labels = template.get("metadata").and_then(|metadata| metadata.get("labels"))?;
    let selector = spec.get("selector")?;
    let selector = selector.get("matchLabels").unwrap_or(selector).as_mapping()?;
    let fits = selector.iter().all(|(key, value)| labels.get(key) == Some(value));
    (!fits).then(|| "does not select its own pods".to_owned())
}

/// The API server refuses a container without a name or an image.
fn images(document: &Value) -> Option<String> {
    let whole = |container: &Value| {
        ["name", "image"].iter().all(|key| container.get(key).is_some_and(Value::is_string))
    };
    let broken = containers(document).any(|container| !whole(container));
    broken.then(|| "has a container without a name or an image".to_owned())
}

/// A flag's file, in a container with volumes, lies in one of them: else the program does not see it.
fn paths(document: &Value) -> Option<String> {
    containers(document).find_map(|container| {
        let list = |key: &str| container.get(key).and_then(Value::as_sequence);
        let mounts = list("volumeMounts")?;
        let mounts: Vec<&str> =
            mounts.iter().filter_map(|mount| mount.get("mountPath")?.as_str()).collect();
        let words = ["command", "args"].into_iter().filter_map(list).flatten();
        let files = words.filter_map(|word| word.as_str()?.split_once('=').map(|(_, path)| path));
        let mut files = files.filter(|path| path.starts_with("/etc/") || path.starts_with("/var/"));
        let outside = |path: &&str| {
            !mounts.iter().any(|mount| {
                path.strip_prefix(mount)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        files.find(outside).map(|path| format!("names {path}, which is in no volume"))
    })
}

/// What an object names by kind and name is in the bundle, or the API server's own.
fn others(document: &Value, all: &[&Value]) -> Option<String> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = |object: &Value| text(object.get("metadata")?, "name");
    let there = |kind: &str, wanted: &str| {
        all.iter().any(|object| {
            text(object, "kind").as_deref() == Some(kind) && name(object).as_deref() == Some(wanted)
        })
    };
    let kind = text(document, "kind")?;
    if let Some(role) = document.get("roleRef") {
        let (kind, name) = (text(role, "kind")?, text(role, "name")?);
        let own = name.starts_with("system:") || name == "cluster-admin";
        return (!own && !there(&kind, &name))
            .then(|| format!("gives a role {name} that is not there"));
    }
    if kind == "Service" {
        let selector = document.get("spec")?.get("selector")?.as_mapping()?;
        let fits = |object: &Value| {
            let template = object.get("spec").and_then(|spec| spec.get("template"));
            let labels = template.and_then(|template| template.get("metadata")?.get("labels"));
            labels.is_some_and(|labels| {
                selector.iter().all(|(key, value)| labels.get(key) == Some(value))
            })
        };
        return (!all.iter().any(|object| fits(object))).then(|| "selects no pods".to_owned());
    }
    let pod = pod(document)?;
    let account =
        text(pod, "serviceAccountName").filter(|account| !there("ServiceAccount", account));
    if let Some(account) = account {
        return Some(format!("runs as {account}, which is not there"));
    }
    let volumes = pod.get("volumes").and_then(Value::as_sequence).into_iter().flatten();
    let mut maps = volumes.filter_map(|volume| text(volume.get("configMap")?, "name"));
    let missing = maps.find(|map| !there("ConfigMap", map));
    missing.map(|map| format!("mounts the ConfigMap {map}, which is not there"))
}
