//! Units: whom they name, and when they may start.

use std::collections::BTreeSet;

use kubecore_tests::settings::{Format, extension, format_of, unit_entries};

use super::machine::{by_image, machines, system};
use crate::cluster::Cluster;
use crate::place::Say;

/// A unit that another names, or that is enabled or started, is rendered or the system's.
pub(super) fn units_are_there(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    const KEYS: [&str; 8] =
        ["Wants", "Requires", "BindsTo", "PartOf", "After", "Before", "WantedBy", "Unit"];
    let system = system(cluster);
    let mut seen = 0;
    for here in machines(cluster) {
        let own: BTreeSet<&str> =
            here.files.keys().filter_map(|path| path.rsplit('/').next()).collect();
        let mut named: Vec<(String, String)> = Vec::new();
        for (path, file) in here.files.iter().filter(|(path, _)| is_unit(path)) {
            let entries = unit_entries(file.text()).into_iter();
            for entry in entries.filter(|entry| KEYS.contains(&entry.key.as_str())) {
                let words = entry.value.split_ascii_whitespace();
                named.extend(words.map(|name| (path.clone(), name.to_owned())));
            }
            if let Some((unit, _)) = path.split_once(".d/") {
                let unit = unit.rsplit('/').next().unwrap_or_default();
                named.push((path.clone(), unit.to_owned()));
            }
        }
        for list in ["KUBECORE_UNITS", "KUBECORE_ENABLE", "KUBECORE_MASKED"] {
            named.extend(here.variable(list).into_iter().map(|name| (list.to_owned(), name)));
        }
        for (place, name) in named {
            seen += 1;
            let image = by_image(cluster) && name == "kubelet.service";
            if !(own.contains(name.as_str()) || image || system.has_unit(&name)) {
                say(format!("{}: {place} names {name}, which nobody brings", here.name()));
            }
        }
    }
    seen
}

/// systemd starts the service of a path again and again while the path is there and the service's own condition
/// fails, and calls that a failure in the end (systemd/systemd#17433). Whatever the service asks for is therefore the
/// path's to wait for, or to ask for, too.
pub(super) fn paths_start_what_may_start(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for here in machines(cluster) {
        for (path, file) in here.files.iter().filter(|(path, _)| extension(path) == "path") {
            let entries = unit_entries(file.text());
            let waits: BTreeSet<&str> = entries
                .iter()
                .filter(|entry| ["PathExists", "ConditionPathExists"].contains(&entry.key.as_str()))
                .map(|entry| entry.value.as_str())
                .collect();
            let service = path.replace(".path", ".service");
            // systemd refuses one whose service it does not know, and does not try again.
            let comes_later =
                entries.iter().any(|entry| entry.key == "ConditionPathIsSymbolicLink");
            if !here.files.contains_key(&service) && !comes_later {
                say(format!("{}: {path} does not wait for {service}", here.name()));
            }
            let parts = here.files.iter().filter(|(other, _)| {
                **other == service || other.starts_with(&format!("{service}.d/"))
            });
            for entry in parts.flat_map(|(_, file)| unit_entries(file.text())) {
                if entry.key.starts_with("Condition") {
                    seen += 1;
                    if !waits.contains(entry.value.as_str()) {
                        say(format!("{}: {path} does not wait for {}", here.name(), entry.value));
                    }
                }
            }
        }
    }
    seen
}

fn is_unit(path: &str) -> bool {
    format_of(path) == Some(Format::Unit) && path.starts_with("/etc/systemd/system/")
}
