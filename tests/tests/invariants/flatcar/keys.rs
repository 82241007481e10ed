//! Private keys: who has them, and who can read them.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kubecore_tests::secrets::unpacked;
use kubecore_tests::settings::parse_yaml;

use super::machine::{PKI, by_kubeadm, text};
use crate::cluster::Cluster;
use crate::place::Say;

/// Whether a file holds something that must not be read: a private key, in whatever form, or what secrets are
/// encrypted with.
fn is_secret(bytes: &[u8]) -> bool {
    let says = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.contains("PRIVATE KEY-----") || text.contains("secretbox:")
    };
    says(bytes) || unpacked(bytes).iter().any(|inner| says(inner))
}

/// Everything secret is its owner's alone, and what secrets are encrypted with is a key of 32 bytes.
pub(super) fn keys_are_their_owners(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let secrets = cluster.tree.iter().filter(|(_, file)| is_secret(&file.bytes));
    let mut seen = 0;
    for (path, file) in secrets {
        seen += 1;
        if file.mode != 0o600 {
            say(format!("{path} has the mode {:04o}", file.mode));
        }
        if path.ends_with("/encryption.yaml") {
            let provider = &parse_yaml(file.text())[0]["resources"][0]["providers"][0];
            let secret = STANDARD.decode(text(&provider["secretbox"]["keys"][0]["secret"]));
            if secret.map_or(0, |secret| secret.len()) != 32 {
                say(format!("{path}: no key of 32 bytes"));
            }
        }
    }
    seen
}

/// But those of service-account tokens and of secrets at rest, which every API server has; and the authorities',
/// where kubeadm signs on every control plane.
pub(super) fn each_key_is_on_one_machine(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let pki = format!("rootfs{PKI}/");
    let mut places: BTreeMap<&[u8], BTreeSet<&str>> = BTreeMap::new();
    let mut names: BTreeMap<&[u8], &str> = BTreeMap::new();
    for (path, file) in cluster.tree.iter().filter(|(_, file)| is_secret(&file.bytes)) {
        let Some((machine, rest)) =
            path.strip_prefix("nodes/").and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        let Some(name) = rest.strip_prefix(&pki) else { continue };
        places.entry(&file.bytes).or_default().insert(machine);
        names.insert(&file.bytes, name);
    }
    let control_planes = cluster.case.machines().into_iter().filter(|m| m.role == "control-plane");
    let control_planes: BTreeSet<String> = control_planes.map(|machine| machine.name).collect();
    for (key, machines) in &places {
        let name = names[key];
        let of_all = ["sa.key", "encryption.yaml"].contains(&name);
        let authority = ["ca.key", "etcd/ca.key", "front-proxy-ca.key"].contains(&name);
        let right = if of_all || (authority && by_kubeadm(cluster)) {
            machines.iter().copied().eq(control_planes.iter().map(String::as_str))
        } else {
            machines.len() == 1 && !authority
        };
        if !right {
            say(format!("{name} is on {machines:?}"));
        }
    }
    places.len()
}

/// Whoever reads user-data has none of a machine's keys, unless that was chosen; then it is as closed as they are.
pub(super) fn user_data_has_no_keys(cluster: &Cluster<'_>, say: Say<'_>) -> usize {
    let chosen = cluster.case.own("keys").is_some_and(|keys| keys == "ignition");
    let user_data = |path: &&String| path.ends_with("/config.ign") || path.ends_with("/config.bu");
    let all: Vec<&String> = cluster.tree.keys().filter(user_data).collect();
    for path in &all {
        let file = &cluster.tree[*path];
        let has = is_secret(&file.bytes) || file.text().contains("PRIVATE%20KEY-----");
        if has && (!chosen || file.mode != 0o600) {
            say(format!("{path} holds keys, and has the mode {:04o}", file.mode));
        }
    }
    all.len()
}
