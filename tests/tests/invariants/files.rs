//! Which files a machine has, and which it may name.

use std::collections::BTreeSet;

use crate::place::{Place, Say};

/// Each role has its files and no others.
pub(crate) fn files_of_the_role(place: &Place<'_>, say: Say<'_>) -> usize {
    let wanted = wanted_files(place);
    let actual: BTreeSet<&str> = place.files.keys().map(String::as_str).collect();
    wanted.difference(&actual).for_each(|path| say(format!("{path} is missing")));
    actual.difference(&wanted).for_each(|path| say(format!("{path} is not expected")));
    wanted.len()
}

/// Every path that a setting names is written by the bundle, brought by the installation, or the system's.
pub(crate) fn named_paths_exist(place: &Place<'_>, say: Say<'_>) -> usize {
    let mut seen = 0;
    for (file, (key, value)) in place.settings() {
        for path in value
            .split([',', '=', ' ', ':'])
            .filter(|part| part.starts_with('/') && !part.starts_with("//"))
        {
            seen += 1;
            if !exists(place, &key, path) {
                say(format!("{file}: {key} names {path}, which nobody brings"));
            }
        }
    }
    seen
}

/// systemd expands variables in some lines and not in others: a `$` that is left fails silently.
pub(crate) fn no_placeholder(place: &Place<'_>, say: Say<'_>) -> usize {
    for (path, file) in &place.files {
        let text = if file.text().starts_with("#!") {
            file.text().replace("\"$@\"", "")
        } else {
            file.text().to_owned()
        };
        if text.contains('$') {
            say(format!("{path} holds a $"));
        }
    }
    place.files.len()
}

/// Whether `path` is written by the bundle, is TLS that the installation brings, or is the system's.
fn exists(place: &Place<'_>, key: &str, path: &str) -> bool {
    const SYSTEM: [&str; 17] = [
        "/healthz",
        "/readiness",
        "/etc/ssl/certs",
        "/etc/resolv.conf",
        "/usr/share/ca-certificates",
        "/lib/modules",
        "/var/log",
        "/var/log/containers",
        "/var/lib/cni",
        "/var/lib/rkt",
        "/tmp",
        "/usr/sbin/iscsiadm",
        "/usr/sbin/modprobe",
        "/hyperkube",
        "/var/run/dbus",
        "/usr/lib/coreos/kubelet-wrapper",
        "/run/flannel/options.env",
    ];
    let tls: &[&str] = match place.machine.role.as_str() {
        "control-plane" => &["ca.pem", "apiserver.pem", "apiserver-key.pem"],
        "worker" => &["ca.pem", "worker.pem", "worker-key.pem"],
        _ => &[],
    };
    let is_tls = path.strip_prefix("/etc/kubernetes/ssl/").is_some_and(|name| tls.contains(&name));
    let is_folder = place.files.keys().any(|file| file.starts_with(&format!("{path}/")));
    let later = [
        "/etc/kubernetes/ssl",
        "/etc/kubernetes/cni/net.d",
        "/var/run/kubelet-pod.uuid",
        "/api/v1/",
    ]
    .contains(&path);
    let program =
        ["/usr/bin/", "/usr/lib/rkt/stage1-images/"].iter().any(|folder| path.starts_with(folder));
    let in_image = key.ends_with("--rkt-path");
    place.files.contains_key(path)
        || is_folder
        || is_tls
        || later
        || program
        || in_image
        || SYSTEM.contains(&path)
}

/// The files that a machine must have.
fn wanted_files(place: &Place<'_>) -> BTreeSet<&'static str> {
    let case = place.case;
    let control_plane = place.is("control-plane");
    let mut wanted = BTreeSet::new();
    if case.etcd_endpoints().contains(&format!("http://{}:2379", place.machine.ip)) {
        wanted.insert("/etc/systemd/system/etcd2.service.d/40-listen-address.conf");
    }
    if place.is("etcd") {
        return wanted;
    }
    wanted.extend([
        "/etc/systemd/system/kubelet.service",
        "/etc/kubernetes/manifests/kube-proxy.yaml",
    ]);
    if control_plane {
        wanted.extend([
            "/etc/kubernetes/manifests/kube-apiserver.yaml",
            "/etc/kubernetes/manifests/kube-controller-manager.yaml",
            "/etc/kubernetes/manifests/kube-scheduler.yaml",
        ]);
    } else {
        wanted.insert("/etc/kubernetes/worker-kubeconfig.yaml");
    }
    let flannel = case.provider() == "flannel";
    if flannel {
        wanted.extend([
            "/etc/flannel/options.env",
            "/etc/systemd/system/flanneld.service.d/40-ExecStartPre-symlink.conf",
            "/etc/systemd/system/docker.service.d/40-flannel.conf",
        ]);
    }
    if case.calico() {
        wanted.extend([
            "/etc/systemd/system/calico-node.service",
            "/etc/kubernetes/cni/net.d/10-calico.conf",
        ]);
        if control_plane {
            wanted.insert("/etc/kubernetes/manifests/policy-controller.yaml");
        }
    }
    let cni = case.spec("coreos_guide.pod_networking").is_some_and(|mode| mode == "cni");
    if flannel && cni && !case.calico() {
        wanted.insert("/etc/kubernetes/cni/net.d/10-flannel.conf");
    }
    if flannel && !case.published() {
        wanted.insert("/etc/systemd/system/flanneld.service.d/50-start-timeout.conf");
        if control_plane {
            wanted.insert("/etc/systemd/system/flanneld.service.d/45-network-config.conf");
        }
        if case.calico() || cni {
            wanted.insert("/etc/kubernetes/cni/docker_opts_cni.env");
        }
    }
    if case.spec("coreos_guide.kubelet.runtime").is_some_and(|runtime| runtime == "rkt") {
        wanted.extend([
            "/opt/bin/host-rkt",
            "/etc/systemd/system/load-rkt-stage1.service",
            "/etc/systemd/system/rkt-api.service",
        ]);
    }
    wanted
}
