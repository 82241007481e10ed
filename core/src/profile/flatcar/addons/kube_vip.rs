//! kube-vip: the API's address wanders from control plane to control plane. A static pod, after what
//! kube-vip v1.0.3 makes of `manifest pod` (`pkg/kubevip/config_generator.go`).
//!
//! The control plane that holds a lease has the address, and says so by ARP or neighbour discovery:
//! all control planes have to be on one network of the second layer. Traffic is not spread: one API
//! server has all of it.
//!
//! kube-vip asks the API server of its own machine, at `https://kubernetes:PORT`, which the pod takes
//! for 127.0.0.1: the API server's certificate has to have the name `kubernetes`. It starts with the
//! machine, before the address and the add-ons are there, so it cannot wait for a service account and
//! needs a kubeconfig. Any user may be in it that [`access`] is for; `admin.conf` works but may do
//! everything, and a program that faces the network should not.

use std::net::IpAddr;

use super::{KUBE_SYSTEM, meta};
use crate::format::kubernetes::{
    Container, EnvVar, HostAlias, HostPathType, Manifest, Pod, PodSecurityContext, PodSpec,
    PolicyRule, PullPolicy, Resources, Role, RoleBinding, RoleRef, SeLinuxOptions, SeccompProfile,
    SecurityContext, Subject, Volume, VolumeMount, documents, labels,
};

/// The file of [`access`] below the directory of manifests.
pub(crate) const FILE: &str = "kube-vip-access.yaml";

const NAME: &str = "kube-vip";

/// kube-vip's own name of the lease.
const LEASE: &str = "plndr-cp-lock";

/// The path at which kube-vip looks for it (`pkg/manager/manager.go`).
const KUBECONFIG_IN_POD: &str = "/etc/kubernetes/admin.conf";

/// What the pod has to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KubeVip<'a> {
    /// With its tag.
    pub(crate) image: &'a str,
    /// The API's address.
    pub(crate) address: IpAddr,
    /// The API servers' port.
    pub(crate) port: u16,
    /// The interface that gets the address; that of the default route when `None`.
    pub(crate) interface: Option<&'a str>,
    /// A kubeconfig on the machine, read by root.
    pub(crate) kubeconfig: &'a str,
    /// The directory of the files that it names.
    pub(crate) certificates: &'a str,
}

/// The static pod of one control plane.
pub(crate) fn pod(vip: KubeVip<'_>) -> Pod {
    let spec = PodSpec {
        host_network: true,
        host_aliases: vec![HostAlias {
            ip: IpAddr::from([127, 0, 0, 1]),
            hostnames: vec!["kubernetes".into()],
        }],
        priority_class_name: "system-node-critical".into(),
        security_context: Some(PodSecurityContext {
            se_linux_options: Some(SeLinuxOptions::UNCONFINED),
            seccomp_profile: Some(SeccompProfile::RUNTIME_DEFAULT),
            ..PodSecurityContext::default()
        }),
        containers: vec![container(vip)],
        volumes: vec![
            Volume::host_path_of("kubeconfig", vip.kubeconfig, HostPathType::File),
            Volume::host_path_of("certificates", vip.certificates, HostPathType::Directory),
        ],
        ..PodSpec::default()
    };
    Pod::new(meta(NAME, KUBE_SYSTEM, NAME), spec)
}

fn container(vip: KubeVip<'_>) -> Container {
    let mut env = vec![
        EnvVar::of_field("vip_nodename", "spec.nodeName"),
        EnvVar::new("vip_arp", "true"),
        EnvVar::new("address", vip.address.to_string()),
        EnvVar::new("port", vip.port.to_string()),
        EnvVar::new("cp_enable", "true"),
        EnvVar::new("cp_namespace", KUBE_SYSTEM),
        EnvVar::new("svc_enable", "false"),
        EnvVar::new("lb_enable", "false"),
        EnvVar::new("vip_leaderelection", "true"),
        EnvVar::new("vip_leasename", LEASE),
        EnvVar::new("vip_leaseduration", "5"),
        EnvVar::new("vip_renewdeadline", "3"),
        EnvVar::new("vip_retryperiod", "1"),
        // Metrics, else on every address of the machine.
        EnvVar::new("prometheus_server", "127.0.0.1:2112"),
    ];
    env.extend(vip.interface.map(|interface| EnvVar::new("vip_interface", interface)));
    Container {
        name: NAME.into(),
        image: vip.image.into(),
        image_pull_policy: Some(PullPolicy::IfNotPresent),
        args: vec!["manager".into()],
        env,
        resources: Some(Resources {
            requests: labels([("cpu", "25m"), ("memory", "32Mi")]),
            ..Resources::default()
        }),
        security_context: Some(SecurityContext::only(&["NET_ADMIN", "NET_RAW"])),
        volume_mounts: vec![
            VolumeMount::read_only("kubeconfig", KUBECONFIG_IN_POD),
            VolumeMount::read_only("certificates", vip.certificates),
        ],
        ..Container::default()
    }
}

/// Lets the user of the kubeconfig hold the lease, and nothing else.
///
/// It has to be applied by way of an API server's own address: before, nobody has the API's.
pub(crate) fn access(user: &str) -> String {
    let object = || meta(NAME, KUBE_SYSTEM, NAME);
    let group = "coordination.k8s.io";
    let rules = vec![
        PolicyRule::new(group, &["leases"], &["create"]),
        PolicyRule {
            resource_names: vec![LEASE],
            ..PolicyRule::new(group, &["leases"], &["get", "update"])
        },
    ];
    documents(&[
        Role::new(object(), rules).to_yaml(),
        RoleBinding::new(object(), RoleRef::role(NAME), vec![Subject::user(user)]).to_yaml(),
    ])
}
