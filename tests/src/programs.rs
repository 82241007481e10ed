//! The programs that a machine runs: out of its units and its static pods.

use crate::settings::{Command, Format, format_of, parse_yaml, unit_entries};
use crate::tree::Tree;

/// Where the kubelet finds static pods.
const MANIFESTS: &str = "/etc/kubernetes/manifests/";

/// A program with its arguments.
#[derive(Debug, Clone)]
pub struct Program {
    /// The file that starts it.
    pub path: String,
    /// `kube-apiserver`, `kubelet`, `etcd`, `flanneld`, …
    pub name: String,
    /// The release, where the program's own image names one: `v0.4.6`.
    pub release: Option<String>,
    /// The program and its arguments.
    pub command: Command,
}

/// Programs whose flags we know, among those that `files` (absolute paths) start.
pub fn of(files: &Tree) -> Vec<Program> {
    let mut found = Vec::new();
    for (path, file) in files {
        if format_of(path) == Some(Format::Unit) {
            let entries = unit_entries(file.text()).into_iter();
            let commands = entries.filter(|entry| entry.key.starts_with("Exec"));
            found.extend(commands.filter_map(|entry| in_unit(path, &entry.value)));
        } else if path.starts_with(MANIFESTS) {
            let manifest = parse_yaml(file.text()).remove(0);
            let containers = manifest["spec"]["containers"].as_sequence();
            found.extend(containers.into_iter().flatten().filter_map(|container| {
                let words = container["command"].as_sequence()?;
                let words: Option<Vec<&str>> = words.iter().map(|word| word.as_str()).collect();
                hyperkube(path, &words.expect("words are texts"))
            }));
        }
    }
    found
}

fn in_unit(path: &str, line: &str) -> Option<Program> {
    let command = Command::from_unit(line);
    let program = command.program().rsplit('/').next()?.to_owned();
    match program.as_str() {
        "kubelet-wrapper" => Some(plain(path, "kubelet", command)),
        "kube-apiserver"
        | "kube-controller-manager"
        | "kube-scheduler"
        | "kubelet"
        | "kube-proxy"
        | "flanneld" => Some(plain(path, &program, command)),
        "docker" => in_container(path, &command),
        _ => None,
    }
}

/// `docker run … quay.io/coreos/etcd:v0.4.6 FLAGS`: what follows the image is the program's.
fn in_container(path: &str, command: &Command) -> Option<Program> {
    let words = &command.words;
    let image = words.iter().position(|word| {
        word.rsplit('/').next().is_some_and(|name| name.split(':').next() == Some("etcd"))
    })?;
    let runs = words.get(1).is_some_and(|word| word == "run");
    let release = words[image].split_once(':').map(|(_, tag)| tag.to_owned());
    let words = words[image..].to_vec();
    let command = Command { words };
    runs.then(|| Program { release, ..plain(path, "etcd", command) })
}

fn hyperkube(path: &str, words: &[&str]) -> Option<Program> {
    let ["/hyperkube", component, arguments @ ..] = words else { return None };
    let words = [*component].iter().chain(arguments).map(|word| (*word).to_owned()).collect();
    Some(plain(path, &format!("kube-{component}"), Command { words }))
}

fn plain(path: &str, name: &str, command: Command) -> Program {
    Program { path: path.to_owned(), name: name.to_owned(), release: None, command }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::tree::{File, Tree};

    #[test]
    fn programs_are_found_in_units_pods_and_containers() {
        let file = |text: &str| File { mode: 0o644, bytes: text.as_bytes().to_vec() };
        let tree: Tree = [
            ("/etc/systemd/system/a.service", "[Service]\nExecStartPre=-/bin/x --y\nExecStart=/opt/bin/kubelet --a=1\n"),
            ("/etc/systemd/system/b.service", "[Service]\nExecStartPre=/usr/bin/docker pull q/etcd:v1\n\
                                               ExecStart=/usr/bin/docker run -p 1:1 q/etcd:v1 -name x\n"),
            ("/etc/kubernetes/manifests/c.yaml", "spec: {containers: [{command: [/hyperkube, proxy, --b=2]}]}\n"),
        ]
        .map(|(path, text)| (path.to_owned(), file(text)))
        .into();
        let found: Vec<String> = of(&tree)
            .into_iter()
            .map(|p| format!("{} {:?} {}", p.name, p.release, p.command.words.join(" ")))
            .collect();
        assert_eq!(
            found,
            [
                "kube-proxy None proxy --b=2",
                "kubelet None /opt/bin/kubelet --a=1",
                "etcd Some(\"v1\") q/etcd:v1 -name x"
            ]
        );
    }
}
