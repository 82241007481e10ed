//! Where the files of a PKI directory belong in what is rendered: said here, and not asked of the program.

use std::collections::BTreeMap;

use kubecore_tests::case::{Case, Machine};

/// A file on a machine.
pub(crate) struct Placed {
    /// Below [`directory`].
    pub(crate) file: String,
    /// The file of the PKI directory that it is; `None` where it is made of one.
    pub(crate) source: Option<String>,
    pub(crate) mode: u32,
}

/// Where a machine's programs look for them, without the leading `/`.
pub(crate) fn directory(case: &Case) -> &'static str {
    if is_of_today(case) { "etc/kubernetes/pki" } else { "etc/kubernetes/ssl" }
}

/// Whether the profile has three authorities, and certificates throughout.
pub(crate) fn is_of_today(case: &Case) -> bool {
    case.profile() == "flatcar"
}

/// Whether user-data has the keys.
pub(crate) fn in_user_data(case: &Case) -> bool {
    case.own("keys").is_some_and(|keys| keys == "ignition")
}

/// What the administrator has: keys, and the files of the cluster's bundle that they are in.
pub(crate) fn of_administrator(case: &Case) -> BTreeMap<&'static str, &'static str> {
    let mut keys = BTreeMap::from([
        ("ca-key.pem", "cluster/admin/ca-key.pem"),
        ("admin-key.pem", "cluster/admin/kubeconfig"),
    ]);
    if is_of_today(case) {
        keys.insert("etcd/ca-key.pem", "cluster/admin/etcd/ca-key.pem");
        keys.insert("front-proxy-ca-key.pem", "cluster/admin/front-proxy-ca-key.pem");
    }
    keys
}

/// What a machine has.
pub(crate) fn of_machine(case: &Case, machine: &Machine) -> Vec<Placed> {
    match (is_of_today(case), case.own("mode").as_deref()) {
        (false, _) => of_the_guide(machine),
        (true, Some("kubeadm")) => for_kubeadm(machine),
        (true, _) => of_today(case, machine),
    }
}

fn of_the_guide(machine: &Machine) -> Vec<Placed> {
    let own = |file: &str| format!("{}-{file}", machine.name);
    let of = |file: &str| format!("nodes/{}/{}", machine.name, own(file));
    match machine.role.as_str() {
        "control-plane" => vec![
            plain("ca.pem", "ca.pem"),
            plain("apiserver.pem", "apiserver.pem"),
            secret("apiserver-key.pem", "apiserver-key.pem"),
        ],
        "worker" => vec![
            plain("ca.pem", "ca.pem"),
            plain(own("worker.pem"), of("worker.pem")),
            secret(own("worker-key.pem"), of("worker-key.pem")),
        ],
        _ => Vec::new(),
    }
}

/// kubeadm wants the authorities' keys, and makes the rest.
fn for_kubeadm(machine: &Machine) -> Vec<Placed> {
    let mut files = vec![plain("ca.crt", "ca.pem")];
    if machine.role == "control-plane" {
        files.push(secret("ca.key", "ca-key.pem"));
        for authority in ["etcd/ca", "front-proxy-ca"] {
            files.extend(pair(authority, authority));
        }
        files.extend(service_accounts());
    }
    files
}

/// Every key is one machine's own, but for those of tokens and of what is encrypted in etcd.
fn of_today(case: &Case, machine: &Machine) -> Vec<Placed> {
    let machines = case.machines();
    let control_plane = machine.role == "control-plane";
    let apart = machines.iter().any(|other| other.role == "etcd");
    let member = machine.role == "etcd" || control_plane && !apart;
    let first = machines.iter().find(|other| other.role == "control-plane") == Some(machine);
    let mut files = Vec::new();
    let mut own = Vec::new();
    if machine.role != "etcd" {
        files.push(plain("ca.crt", "ca.pem"));
        own.extend(["kubelet-client", "kubelet"]);
    }
    if member || control_plane {
        files.push(plain("etcd/ca.crt", "etcd/ca.pem"));
    }
    if control_plane {
        files.push(plain("front-proxy-ca.crt", "front-proxy-ca.pem"));
        files.extend(service_accounts());
        files.push(Placed { file: "encryption.yaml".into(), source: None, mode: 0o600 });
        own.extend(["apiserver", "apiserver-kubelet-client", "apiserver-etcd-client"]);
        own.extend(["front-proxy-client", "controller-manager", "scheduler"]);
        own.extend(case.own("api_address").filter(|by| by == "kube-vip").map(|_| "kube-vip"));
        own.extend(first.then_some("bootstrap"));
    }
    if member {
        own.extend(["etcd/server", "etcd/peer", "etcd/healthcheck-client"]);
    }
    let pairs = own.into_iter().map(|name| pair(name, &format!("nodes/{}/{name}", machine.name)));
    files.extend(pairs.flatten());
    files
}

fn service_accounts() -> [Placed; 2] {
    let public = Placed { file: "sa.pub".into(), source: None, mode: 0o644 };
    [secret("sa.key", "sa-key.pem"), public]
}

fn pair(file: &str, source: &str) -> [Placed; 2] {
    [
        plain(format!("{file}.crt"), format!("{source}.pem")),
        secret(format!("{file}.key"), format!("{source}-key.pem")),
    ]
}

fn plain(file: impl Into<String>, source: impl Into<String>) -> Placed {
    Placed { file: file.into(), source: Some(source.into()), mode: 0o644 }
}

fn secret(file: impl Into<String>, source: impl Into<String>) -> Placed {
    Placed { mode: 0o600, ..plain(file, source) }
}
