//! Files, folders and links, and how they get on with each other and with units.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::{items, part, text, truth};
use crate::format::finding::Finding;
use crate::format::ignition::NodePath;

/// Folders that the system fills anew at each start, so that what Ignition puts there is gone.
const VOLATILE: [&str; 5] = ["/dev", "/proc", "/run", "/sys", "/tmp"];

/// Where Ignition writes units.
const UNITS: &str = "/etc/systemd/system/";

/// The lists of nodes with what each holds, in the order in which Ignition looks at them.
const LISTS: [(&str, &str); 3] = [("directories", "folder"), ("files", "file"), ("links", "link")];

/// Checks every node of `storage`.
pub(super) fn check(storage: &Value, systemd: &Value, findings: &mut Vec<Finding>) {
    let units = unit_paths(systemd);
    let mut seen: BTreeMap<&str, (&str, String)> = BTreeMap::new();
    for (node, place, kind) in nodes(storage) {
        let path = text(node, "path");
        let mut found =
            |message: String| findings.push(Finding::new([&place, ".path"].concat(), message));
        if let Err(why) = NodePath::new(path) {
            found(if path.is_empty() {
                "is missing".to_owned()
            } else {
                format!("`{path}`: {why}")
            });
        } else {
            if let Some(top) = VOLATILE.iter().find(|top| is_at_or_below(path, top)) {
                found(format!("`{path}` would be gone at the first start: {top} is not kept"));
            }
            if units.contains(path) {
                found(format!("`{path}` is written by a unit or drop-in too: leave one out"));
            }
            if let Some((other, at)) = seen.insert(path, (kind, place.clone())) {
                found(format!("`{path}` is there twice: also a {other}, {at}"));
            }
        }
        owner(node, &place, findings);
    }
    for (node, place, _) in nodes(storage) {
        let path = text(node, "path");
        let above = path.rmatch_indices('/').filter_map(|(end, _)| path.get(..end));
        for (above, (kind, at)) in above.filter_map(|above| seen.get_key_value(above)) {
            if *kind != "folder" {
                let message = format!("`{path}` lies below `{above}`, which is a {kind}: {at}");
                findings.push(Finding::new([&place, ".path"].concat(), message));
            }
        }
    }
    for (index, file) in items(storage, "files").iter().enumerate() {
        let contents = part(file, "contents");
        let has_source =
            ["source", "inline", "local"].iter().any(|key| contents.get(key).is_some());
        if truth(file, "overwrite") && !has_source {
            let place = format!("$.storage.files[{index}].overwrite");
            let message = "has nothing to overwrite with: add contents, or leave it out";
            findings.push(Finding::new(place, message));
        }
    }
    for (index, link) in items(storage, "links").iter().enumerate() {
        target(link, &format!("$.storage.links[{index}]"), storage, findings);
    }
}

/// Every node with its place and kind.
fn nodes(storage: &Value) -> impl Iterator<Item = (&Value, String, &'static str)> {
    LISTS.into_iter().flat_map(move |(list, kind)| {
        let nodes = items(storage, list).iter().enumerate();
        nodes.map(move |(index, node)| (node, format!("$.storage.{list}[{index}]"), kind))
    })
}

fn is_at_or_below(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where the units and drop-ins that have contents are written.
fn unit_paths(systemd: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for unit in items(systemd, "units") {
        let name = text(unit, "name");
        if has_contents(unit) {
            paths.insert([UNITS, name].concat());
        }
        for drop_in in items(unit, "dropins").iter().filter(|drop_in| has_contents(drop_in)) {
            paths.insert([UNITS, name, ".d/", text(drop_in, "name")].concat());
        }
    }
    paths
}

fn has_contents(unit: &Value) -> bool {
    !text(unit, "contents").is_empty() || !text(unit, "contents_local").is_empty()
}

fn owner(node: &Value, place: &str, findings: &mut Vec<Finding>) {
    for key in ["user", "group"] {
        let owner = part(node, key);
        if owner.get("id").is_some() && !text(owner, "name").is_empty() {
            let message = "has both id and name: leave one out";
            findings.push(Finding::new([place, ".", key].concat(), message));
        }
        if truth(node, "hard") && owner.get("id").or_else(|| owner.get("name")).is_some() {
            let message = "a hard link has no owner of its own: leave it out";
            findings.push(Finding::new([place, ".", key].concat(), message));
        }
    }
}

fn target(link: &Value, place: &str, storage: &Value, findings: &mut Vec<Finding>) {
    let target = text(link, "target");
    let mut found =
        |message: &str| findings.push(Finding::new([place, ".target"].concat(), message));
    let is_folder = || items(storage, "directories").iter().any(|one| text(one, "path") == target);
    if target.is_empty() {
        found("is missing: a link needs what it leads to");
    } else if truth(link, "hard") && is_folder() {
        found("a hard link cannot lead to a folder");
    }
}
