//! A machine of today, as the rules look at it.

use std::collections::BTreeMap;

use kubecore_tests::case::Machine;
use kubecore_tests::os::{self, System};
use kubecore_tests::settings::{
    Format, extension, format_of, parse_yaml, split_words, unit_entries,
};
use kubecore_tests::tree::{File, Tree};
use serde_yaml::Value;

use crate::cluster::Cluster;
use crate::place::MANIFESTS;

pub(super) const PKI: &str = "/etc/kubernetes/pki";
/// Programs of the extension image (flatcar/sysext-bakery, `kubernetes.sysext/create.sh`).
pub(super) const IMAGE: [&str; 3] = ["/usr/bin/kubeadm", "/usr/bin/kubectl", "/usr/bin/kubelet"];
/// Objects that the first control plane applies.
const OBJECTS: &str = "/opt/bootstrap/manifests/";

/// A machine, with its files by absolute path.
pub(super) struct Here<'c> {
    pub(super) cluster: &'c Cluster<'c>,
    pub(super) machine: Machine,
    pub(super) files: &'c Tree,
}

/// Every machine of the case.
pub(super) fn machines<'c>(cluster: &'c Cluster<'c>) -> Vec<Here<'c>> {
    let all = cluster.case.machines().into_iter();
    all.map(|machine| Here { cluster, files: cluster.files(&machine), machine }).collect()
}

/// Machines of that role.
pub(super) fn of_role<'c>(cluster: &'c Cluster<'c>, role: &str) -> Vec<Here<'c>> {
    machines(cluster).into_iter().filter(|here| here.machine.role == role).collect()
}

/// Whether kubeadm sets up the control plane.
pub(super) fn by_kubeadm(cluster: &Cluster<'_>) -> bool {
    cluster.case.own("mode").is_some_and(|mode| mode == "kubeadm")
}

/// Whether Kubernetes comes as an extension image.
pub(super) fn by_image(cluster: &Cluster<'_>) -> bool {
    cluster.case.own("install").is_some_and(|install| install == "sysext")
}

/// What the operating system of the machines brings.
pub(super) fn system(cluster: &Cluster<'_>) -> System {
    os::of(&cluster.case.own("os").unwrap_or_else(|| "flatcar".to_owned()))
}

impl Here<'_> {
    pub(super) fn name(&self) -> &str {
        &self.machine.name
    }

    /// Both addresses, as flags take them.
    pub(super) fn addresses(&self) -> String {
        let second = self.machine.second_ip.iter();
        [&self.machine.ip].into_iter().chain(second).cloned().collect::<Vec<_>>().join(",")
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(File::text)
    }

    /// The documents of a YAML file; none where it is missing.
    pub(super) fn yaml(&self, path: &str) -> Vec<Value> {
        self.text(path).map(parse_yaml).unwrap_or_default()
    }

    /// Static pods, by path.
    pub(super) fn pods(&self) -> Vec<(&str, Value)> {
        let found = self.files.iter().filter(|(path, _)| path.starts_with(MANIFESTS));
        found.map(|(path, file)| (path.as_str(), parse_yaml(file.text()).remove(0))).collect()
    }

    /// The static pod of that name, if it runs here.
    pub(super) fn pod(&self, name: &str) -> Option<Value> {
        Some(self.yaml(&format!("{MANIFESTS}{name}.yaml"))).filter(|all| !all.is_empty())?.pop()
    }

    /// Objects of that kind that are applied from here.
    pub(super) fn objects(&self, kind: &str) -> Vec<Value> {
        let found = self.files.iter().filter(|(path, _)| path.starts_with(OBJECTS));
        let all = found.flat_map(|(_, file)| parse_yaml(file.text()));
        all.filter(|object| object["kind"] == kind).collect()
    }

    /// Kubeconfigs, by path.
    pub(super) fn kubeconfigs(&self) -> Vec<(&str, Value)> {
        let config = |path: &str| path.starts_with("/etc/kubernetes/") && extension(path) == "conf";
        let found = self.files.iter().filter(|(path, _)| config(path));
        found.map(|(path, file)| (path.as_str(), parse_yaml(file.text()).remove(0))).collect()
    }

    /// `(path, command line)` of every `Exec…=` of every unit.
    pub(super) fn commands(&self) -> Vec<(&str, Vec<String>)> {
        let units = self.files.iter().filter(|(path, _)| format_of(path) == Some(Format::Unit));
        let entries = units.flat_map(|(path, file)| {
            unit_entries(file.text()).into_iter().map(move |entry| (path.as_str(), entry))
        });
        let commands = entries.filter(|(_, entry)| entry.key.starts_with("Exec"));
        commands.map(|(path, entry)| (path, split_words(&entry.value))).collect()
    }

    /// The flags that a program gets here: of its static pod, of its unit, of its environment.
    pub(super) fn flags(&self, program: &str) -> BTreeMap<String, String> {
        let mut words = Vec::new();
        for (_, pod) in self.pods() {
            for container in containers(&pod) {
                let command = command(container);
                if command.first().is_some_and(|first| first == program) {
                    words.extend(command);
                }
            }
        }
        for (_, command) in self.commands() {
            if command.first().is_some_and(|first| first.rsplit('/').next() == Some(program)) {
                words.extend(command);
            }
        }
        if program == "kubelet" {
            words.extend(self.extra_words());
        }
        flags(&words)
    }

    /// What the extension image's unit adds to the kubelet's flags.
    pub(super) fn extra_words(&self) -> Vec<String> {
        let text = self.text("/etc/sysconfig/kubelet").unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("KUBELET_EXTRA_ARGS="));
        let words = line.map(|line| line.trim_matches(['\'', '"'])).unwrap_or_default();
        words.split_ascii_whitespace().map(str::to_owned).collect()
    }

    /// A variable of the file that install.sh reads.
    pub(super) fn variable(&self, name: &str) -> Vec<String> {
        let path = format!("nodes/{}/install.env", self.machine.name);
        let text = self.cluster.tree[&path].text();
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}=")));
        let words = line.unwrap_or_else(|| panic!("{path} has no {name}"));
        words.trim_matches(['\'', '"']).split_ascii_whitespace().map(str::to_owned).collect()
    }
}

/// A pod's containers, those of its start included; of a workload, its pods'.
pub(super) fn containers(pod: &Value) -> Vec<&Value> {
    let spec = match &pod["spec"]["template"] {
        Value::Null => &pod["spec"],
        template => &template["spec"],
    };
    let lists = [&spec["initContainers"], &spec["containers"]];
    lists.iter().filter_map(|list| list.as_sequence()).flatten().collect()
}

/// A container's program with its arguments.
pub(super) fn command(container: &Value) -> Vec<String> {
    [&container["command"], &container["args"]].iter().flat_map(|list| texts(list)).collect()
}

/// `--flag=value` by flag.
pub(super) fn flags(words: &[String]) -> BTreeMap<String, String> {
    let long = words.iter().filter_map(|word| word.strip_prefix("--"));
    let pairs = long.map(|word| word.split_once('=').unwrap_or((word, "")));
    pairs.map(|(flag, value)| (flag.to_owned(), value.to_owned())).collect()
}

/// The texts of a list.
pub(super) fn texts(list: &Value) -> Vec<String> {
    let all = list.as_sequence().into_iter().flatten();
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A text of a YAML value; empty where there is none.
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
