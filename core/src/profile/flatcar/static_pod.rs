//! Pods that the kubelet runs by itself, from files: the programs of the control plane.

use super::kubelet::MANIFESTS;
use crate::bundle::PRIVATE;
use crate::format::kubernetes::{
    Container, HostPathType, HttpGet, Manifest, ObjectMeta, Pod, PodSecurityContext, PodSpec,
    Probe, Resources, Scheme, SeLinuxOptions, SeccompProfile, SecurityContext, Volume, VolumeMount,
    labels,
};
use crate::profile::machine::Machine;

/// One program of the control plane.
#[derive(Debug)]
pub(super) struct StaticPod {
    /// Its name, and its file's.
    pub(super) name: &'static str,
    pub(super) image: String,
    /// Program and arguments.
    pub(super) command: Vec<String>,
    /// What the scheduler sets aside: `250m`.
    pub(super) cpu: &'static str,
    /// `100Mi`; nothing when empty.
    pub(super) memory: &'static str,
    pub(super) mounts: Vec<Mount>,
    /// What its file in the image claims: the kernel starts no program that is denied it.
    pub(super) capabilities: &'static [&'static str],
    pub(super) health: Health,
}

/// A file or directory of the machine that the program sees, at the same path.
#[derive(Debug)]
pub(super) struct Mount {
    pub(super) name: &'static str,
    pub(super) path: &'static str,
    pub(super) kind: HostPathType,
    pub(super) writable: bool,
}

/// Where a program says whether it is well.
#[derive(Debug)]
pub(super) struct Health {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) scheme: Scheme,
    pub(super) live: &'static str,
    /// Nothing where only its being alive can be asked.
    pub(super) ready: Option<&'static str>,
}

impl Mount {
    pub(super) const fn directory(name: &'static str, path: &'static str) -> Self {
        Self { name, path, kind: HostPathType::Directory, writable: false }
    }

    pub(super) const fn file(name: &'static str, path: &'static str) -> Self {
        Self { name, path, kind: HostPathType::File, writable: false }
    }

    /// A directory that the program writes to, made where it is missing.
    pub(super) const fn writable(name: &'static str, path: &'static str) -> Self {
        Self { name, path, kind: HostPathType::DirectoryOrCreate, writable: true }
    }
}

/// Puts it where the kubelet looks. Only root may read it, as kubeadm does.
pub(super) fn place(machine: &mut Machine, pod: StaticPod) {
    let path = format!("{MANIFESTS}/{}.yaml", pod.name);
    machine.place(path.into(), PRIVATE, manifest(pod).to_yaml());
}

fn manifest(pod: StaticPod) -> Pod {
    let StaticPod { name, image, command, cpu, memory, mounts, capabilities, health } = pod;
    let mut requests = labels([("cpu", cpu)]);
    if !memory.is_empty() {
        requests.insert("memory".into(), memory.into());
    }
    let mount = |Mount { name, path, writable, .. }: &Mount| VolumeMount {
        read_only: !writable,
        ..VolumeMount::writable(*name, *path)
    };
    let container = Container {
        name: name.into(),
        image,
        command,
        resources: Some(Resources { requests, ..Resources::default() }),
        liveness_probe: Some(Probe {
            failure_threshold: Some(8),
            ..probe(&health, health.live, 10)
        }),
        readiness_probe: health.ready.map(|path| probe(&health, path, 5)),
        // Ten minutes: a first start fetches images and waits for etcd's majority.
        startup_probe: Some(Probe {
            failure_threshold: Some(60),
            ..probe(&health, health.live, 10)
        }),
        // root, as the keys are root's alone, but with none of root's further rights.
        security_context: Some(SecurityContext::only(capabilities)),
        volume_mounts: mounts.iter().map(mount).collect(),
        ..Container::default()
    };
    let mut metadata = ObjectMeta::named(name, "kube-system");
    metadata.labels = labels([("component", name), ("tier", "control-plane")]);
    let spec = PodSpec {
        host_network: true,
        priority_class_name: "system-node-critical".into(),
        security_context: Some(PodSecurityContext {
            // It reads files of the machine's, which SELinux keeps from containers (Fedora CoreOS).
            se_linux_options: Some(SeLinuxOptions::UNCONFINED),
            seccomp_profile: Some(SeccompProfile::RUNTIME_DEFAULT),
            ..PodSecurityContext::default()
        }),
        containers: vec![container],
        volumes: mounts
            .into_iter()
            .map(|mount| Volume::host_path_of(mount.name, mount.path, mount.kind))
            .collect(),
        ..PodSpec::default()
    };
    Pod::new(metadata, spec)
}

fn probe(health: &Health, path: &'static str, period: u32) -> Probe {
    Probe {
        http_get: HttpGet {
            host: health.host.clone(),
            path: path.into(),
            port: health.port,
            scheme: Some(health.scheme),
        },
        period_seconds: Some(period),
        timeout_seconds: Some(15),
        ..Probe::default()
    }
}
