//! Paths that files name.

use std::collections::BTreeSet;

use kubecore_tests::os::System;
use kubecore_tests::settings::{Format, format_of, unit_entries};
use serde_yaml::Value;

use super::machine::{Here, IMAGE, PKI, by_image, by_kubeadm, machines, system, text};
use super::programs::fetched;
use crate::cluster::Cluster;
use crate::place::Say;

/// Every path in a unit or a YAML file is placed, made by a program that is named here, or the system's.
pub(super) fn named_paths_are_there(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let system = system(cluster);
    let mut seen = 0;
    for here in machines(cluster) {
        let known = Known { here: &here, system: &system, made: made(cluster, &here) };
        for (file, value) in values(&here) {
            let words = value.split([',', '=', ' ', '!']);
            let words = words.flat_map(|word| match word.parse::<ipnet::IpNet>() {
                Ok(_) => Vec::new(),
                Err(_) => word.split(':').collect(),
            });
            for path in words.filter(|word| word.starts_with('/') && !word.starts_with("//")) {
                seen += 1;
                if !known.has(path.trim_end_matches('/')) {
                    say(format!("{}: {file} names {path}, which nobody brings", here.name()));
                }
            }
        }
    }
    seen
}

/// What a machine has in the end.
struct Known<'a> {
    here: &'a Here<'a>,
    system: &'a System,
    made: BTreeSet<String>,
}

impl Known<'_> {
    fn has(&self, path: &str) -> bool {
        // What the system has of these directories is nothing but the directories.
        const OURS: [&str; 5] =
            ["/etc/kubernetes/", "/etc/extensions/", "/opt/", "/var/lib/kubelet/", "/var/lib/etcd"];
        let folder = format!("{path}/");
        let is_made = |made: &String| path == made || made.starts_with(&folder);
        self.here.files.contains_key(path)
            || self.here.files.keys().any(|file| file.starts_with(&folder))
            || self.made.iter().any(is_made)
            || self.system.has_program(path)
            || (by_image(self.here.cluster) && IMAGE.contains(&path))
            || (!OURS.iter().any(|ours| path.starts_with(ours)) && self.system.has_path(path))
    }
}

/// What programs make at run time, each with its maker.
fn made(cluster: &Cluster<'_>, here: &Here<'_>) -> BTreeSet<String> {
    let mut made = fetched(here);
    for (_, words) in here.commands() {
        if words[0] == "/usr/bin/mkdir" {
            made.extend(words.iter().filter(|word| word.starts_with('/')).cloned());
        }
        if words[0] == "/usr/bin/ln" {
            made.extend(words.last().cloned());
        }
    }
    // The kubelet makes a volume's directory where it may.
    for (_, pod) in here.pods() {
        let volumes = pod["spec"]["volumes"].as_sequence().into_iter().flatten();
        let created = volumes.map(|volume| &volume["hostPath"]);
        made.extend(
            created.filter(|p| p["type"] == "DirectoryOrCreate").map(|p| text(&p["path"]).into()),
        );
    }
    // systemd, for `StateDirectory=etcd`.
    made.insert("/var/lib/etcd".into());
    if by_kubeadm(cluster) {
        let files = [
            "/etc/kubernetes/kubelet.conf",
            "/etc/kubernetes/super-admin.conf",
            "/etc/kubernetes/bootstrap-kubelet.conf",
            "/var/lib/kubelet/config.yaml",
            "/var/lib/kubelet/kubeadm-flags.env",
        ];
        // The kubelet makes the last as it starts (`volumePluginDir`).
        made.extend(files.map(str::to_owned));
        made.insert("/var/lib/kubelet/volumeplugins".into());
    }
    made
}

/// Texts that may name paths of this machine, with the files that they stand in. What pods of the cluster name is
/// in their own file systems, and what a probe or an API rule names is no file.
fn values<'h>(here: &'h Here<'_>) -> Vec<(&'h str, String)> {
    let mut found = Vec::new();
    for (path, file) in here.files {
        let is_config = path.starts_with("/etc/kubernetes/") && !path.starts_with(PKI);
        let kubelets = path == "/var/lib/kubelet/config.yaml";
        if format_of(path) == Some(Format::Unit) && !path.contains("sysupdate") {
            let entries = unit_entries(file.text()).into_iter();
            let named = entries
                .filter(|entry| !["Documentation", "Description"].contains(&entry.key.as_str()));
            // A search path may well lead to nothing.
            let named = named.filter(|entry| !entry.value.starts_with("PATH="));
            found.extend(named.map(|entry| (path.as_str(), entry.value)));
        } else if (is_config || kubelets)
            && !path.contains("audit-policy")
            && !path.contains("authentication")
        {
            for document in here.yaml(path) {
                let mut texts = Vec::new();
                collect(&document, &mut texts);
                found.extend(texts.into_iter().map(|text| (path.as_str(), text)));
            }
        }
    }
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Mapping(map) => {
            for (key, value) in map.iter().filter(|(key, _)| *key != "httpGet") {
                // Where a container sees it: another rule asks whether anything is there.
                if key != "mountPath" {
                    collect(value, found);
                }
            }
        }
        _ => {}
    }
}

/// A kubeconfig names an authority, a certificate and its key, which are there, and says which is used.
pub(super) fn kubeconfigs_name_what_is_there(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for here in machines(cluster) {
        for (path, config) in here.kubeconfigs() {
            seen += 1;
            let user = &config["users"][0]["user"];
            let pair = [&user["client-certificate"], &user["client-key"]].map(text);
            let named = pair.map(|file| file.rsplit_once('.').unwrap_or_default());
            let is_pair = named[0].0 == named[1].0 && [named[0].1, named[1].1] == ["crt", "key"];
            if !(is_pair || path.ends_with("/discovery.conf")) {
                say(format!("{}: {path}: {pair:?} is no pair", here.name()));
            }
            let authority = text(&config["clusters"][0]["cluster"]["certificate-authority"]);
            if authority != format!("{PKI}/ca.crt") {
                say(format!("{}: {path}: trusts {authority}", here.name()));
            }
            let context = &config["contexts"][0];
            let links = [
                (&config["current-context"], &context["name"]),
                (&context["context"]["cluster"], &config["clusters"][0]["name"]),
                (&context["context"]["user"], &config["users"][0]["name"]),
            ];
            for (wanted, name) in links.iter().filter(|(wanted, name)| wanted != name) {
                say(format!("{}: {path}: {wanted:?} is not {name:?}", here.name()));
            }
        }
    }
    seen
}
