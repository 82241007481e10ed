//! Static pods: what they see, how they are asked, what they may.

use std::collections::BTreeSet;

use serde_yaml::Value;

use super::machine::{Here, command, containers, flags, machines, text, texts};
use crate::cluster::Cluster;
use crate::place::Say;

/// What a pod mounts of the machine: path, and whether it may write there.
fn mounts(container: &Value) -> Vec<(&str, bool)> {
    let all = container["volumeMounts"].as_sequence().into_iter().flatten();
    all.map(|mount| (text(&mount["mountPath"]), mount["readOnly"] != true)).collect()
}

/// Each mount has its volume and each volume its mount, at the same place as on the machine, and of the kind it is.
pub(super) fn mounts_have_their_volumes(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for here in machines(cluster) {
        for (path, pod) in here.pods() {
            let empty = Vec::new();
            let volumes = pod["spec"]["volumes"].as_sequence().unwrap_or(&empty);
            let names: Vec<&str> = volumes.iter().map(|volume| text(&volume["name"])).collect();
            let mut used = BTreeSet::new();
            for mount in
                containers(&pod).iter().filter_map(|c| c["volumeMounts"].as_sequence()).flatten()
            {
                seen += 1;
                let name = text(&mount["name"]);
                used.insert(name);
                let of = names.iter().filter(|known| **known == name).count();
                if of != 1 {
                    say(format!("{}: {path}: {of} volumes for the mount {name}", here.name()));
                }
            }
            for volume in volumes {
                let (name, at) = (text(&volume["name"]), text(&volume["hostPath"]["path"]));
                if !used.contains(name) {
                    say(format!("{}: {path}: nobody mounts {name}", here.name()));
                }
                let is_file = here.files.contains_key(at);
                let right = match text(&volume["hostPath"]["type"]) {
                    "File" => is_file,
                    "Directory" | "DirectoryOrCreate" => !is_file,
                    _ => false,
                };
                if !right {
                    say(format!("{}: {path}: {at} is not what {name} says", here.name()));
                }
            }
        }
    }
    seen
}

/// What a command line, or a kubeconfig that it names, says lies below a mount; what is written, below one that may be.
pub(super) fn what_a_command_names_is_mounted(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    const WRITTEN: [&str; 2] = ["audit-log-path", "data-dir"];
    let mut seen = 0;
    for here in machines(cluster) {
        for (path, pod) in here.pods() {
            for container in containers(&pod) {
                let mounts = mounts(container);
                for (flag, value) in flags(&command(container)) {
                    let inner = here.kubeconfigs().into_iter().filter(|(at, _)| *at == value);
                    let inner = inner.flat_map(|(_, config)| named_by(&config));
                    let all = [value.clone()].into_iter().chain(inner);
                    for file in all.filter(|value| value.starts_with('/')) {
                        seen += 1;
                        let below = |at: &str| file == at || file.starts_with(&format!("{at}/"));
                        let writes = WRITTEN.contains(&flag.as_str());
                        if !mounts.iter().any(|(at, may)| below(at) && (*may || !writes)) {
                            say(format!(
                                "{}: {path}: --{flag}: {file} is not mounted",
                                here.name()
                            ));
                        }
                    }
                }
            }
        }
    }
    seen
}

fn named_by(config: &Value) -> Vec<String> {
    let user = &config["users"][0]["user"];
    let authority = &config["clusters"][0]["cluster"]["certificate-authority"];
    [authority, &user["client-certificate"], &user["client-key"]].map(|v| text(v).to_owned()).into()
}

/// A probe asks at a port and an address where the program was told to answer.
pub(super) fn probes_ask_where_it_answers(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for here in machines(cluster) {
        for (path, pod) in here.pods() {
            for container in containers(&pod) {
                let wanted = answers(&here, container);
                for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
                    let get = &container[probe]["httpGet"];
                    if get.is_null() {
                        continue;
                    }
                    seen += 1;
                    let port = get["port"].as_u64().unwrap_or_default();
                    let scheme = text(&get["scheme"]).to_lowercase();
                    let host = text(&get["host"]);
                    let host =
                        if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
                    let asked = format!("{scheme}://{host}:{port}");
                    if !wanted.contains(&asked) {
                        say(format!(
                            "{}: {path}: {probe} asks {asked}, not {wanted:?}",
                            here.name()
                        ));
                    }
                }
            }
        }
    }
    seen
}

/// Where a program answers questions about its health.
fn answers(here: &Here<'_>, container: &Value) -> Vec<String> {
    let words = command(container);
    let flags = flags(&words);
    let flag = |name: &str| flags.get(name).cloned();
    let program = words.first().map(String::as_str).unwrap_or_default();
    let bound = |port: String| {
        let host = flag("bind-address").unwrap_or_else(|| "127.0.0.1".into());
        vec![format!("https://{host}:{port}")]
    };
    // The ports of the last two are those of kubernetes/website, "Ports and Protocols".
    match program {
        "kube-apiserver" => {
            let ip = &here.machine.ip;
            // Everywhere, or at every address of one family.
            let all = ip.contains(':') && flag("bind-address").as_deref() != Some("::");
            let host = if ip.contains(':') { format!("[{ip}]") } else { ip.clone() };
            let port = flag("secure-port").unwrap_or_else(|| "6443".into());
            if all { Vec::new() } else { vec![format!("https://{host}:{port}")] }
        }
        "kube-controller-manager" => bound(flag("secure-port").unwrap_or_else(|| "10257".into())),
        "kube-scheduler" => bound(flag("secure-port").unwrap_or_else(|| "10259".into())),
        "etcd" => flag("listen-metrics-urls").into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The kernel starts no program that is denied a capability which its file claims as effective, not even for root:
/// kube-apiserver's claims `cap_net_bind_service` (kubernetes/kubernetes,
/// `build/server-image/kube-apiserver/Dockerfile`), as CoreDNS' does.
pub(super) fn nothing_is_denied_what_it_claims(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    const CLAIMS: [&str; 2] =
        ["registry.k8s.io/kube-apiserver:", "registry.k8s.io/coredns/coredns:"];
    let mut seen = 0;
    for here in machines(cluster) {
        let pods = here.pods().into_iter().map(|(_, pod)| pod).chain(here.objects("Deployment"));
        for pod in pods.collect::<Vec<_>>() {
            for container in containers(&pod) {
                let image = text(&container["image"]);
                if !CLAIMS.iter().any(|claims| image.starts_with(claims)) {
                    continue;
                }
                seen += 1;
                let capabilities = &container["securityContext"]["capabilities"];
                let has = texts(&capabilities["add"]).contains(&"NET_BIND_SERVICE".to_owned());
                if !has && texts(&capabilities["drop"]).contains(&"ALL".to_owned()) {
                    say(format!("{}: {image} is denied NET_BIND_SERVICE", here.name()));
                }
            }
        }
    }
    seen
}
