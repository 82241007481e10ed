//! Kubernetes objects: only the kinds and fields that we write, from the API of 2014 to today's.
//!
//! Written out by hand rather than taken from a generated client library: the fields are few, and
//! some have to fit API versions of 2016. Field order is output order. What is empty or `None` is
//! left out.

pub mod config;
mod config_map;
mod container;
mod daemon_set;
mod deployment;
mod disruption;
mod env;
mod kustomization;
mod meta;
mod node;
mod pod;
mod probe;
mod replication_controller;
mod role;
mod role_binding;
mod scheduling;
mod security;
mod selector;
mod service;
mod service_account;
mod volume;

use serde::Serialize;

pub use config_map::ConfigMap;
pub use container::{Container, ContainerPort, Protocol, PullPolicy, Resources, VolumeMount};
pub use daemon_set::{DaemonSet, DaemonSetSpec};
pub use deployment::{Deployment, DeploymentSpec, RollingUpdate};
pub use disruption::{PodDisruptionBudget, PodDisruptionBudgetSpec};
pub use env::{EnvVar, EnvVarSource};
pub use kustomization::{ImageFrom, Kustomization, LabelAll, Patch};
pub use meta::{Labels, ObjectMeta, labels};
pub use node::{Minion, Namespace, Node};
pub use pod::{DnsPolicy, HostAlias, Pod, PodSpec};
pub use probe::{HttpGet, Probe, Scheme};
pub use replication_controller::{PodTemplate, ReplicationController, ReplicationControllerSpec};
pub use role::{PolicyRule, Role};
pub use role_binding::{RoleBinding, RoleRef, Subject};
pub use scheduling::{
    Affinity, PodAffinityTerm, PodAntiAffinity, Taint, TaintEffect, Toleration, TolerationOperator,
    TopologySpreadConstraint, WeightedPodAffinityTerm, WhenUnsatisfiable,
};
pub use security::{
    Capabilities, PodSecurityContext, SeLinuxOptions, SeccompProfile, SecurityContext,
};
pub use selector::LabelSelector;
pub use service::{IpFamily, IpFamilyPolicy, Service, ServicePort, ServiceSpec};
pub use service_account::ServiceAccount;
pub use volume::{ConfigMapVolume, EmptyDir, HostPath, HostPathType, KeyToPath, Volume};

use super::{json, yaml};

/// An object that the API server, or the kubelet in its manifest folder, takes as a file.
pub trait Manifest: Serialize + sealed::Sealed {
    /// The object as one YAML document.
    fn to_yaml(&self) -> String
    where
        Self: Sized,
    {
        yaml::write(self, yaml::Style::default())
    }

    /// The object as JSON on one line, for a body of HTTP.
    fn to_json(&self) -> String
    where
        Self: Sized,
    {
        json::one_line(self)
    }
}

/// Objects one after the other in one file, each as [`Manifest::to_yaml`] gives it. They are
/// created in this order.
pub fn documents(objects: &[String]) -> String {
    objects.join("---\n")
}

/// Only our own structs are manifests, since only of those it is known that they can be written.
mod sealed {
    pub trait Sealed {}
}

macro_rules! manifests {
    ($($object:ty),+ $(,)?) => {
        $(
            impl sealed::Sealed for $object {}
            impl Manifest for $object {}
        )+
    };
}

manifests! {
    ConfigMap,
    DaemonSet,
    Deployment,
    Kustomization,
    Minion,
    Namespace,
    Node,
    Pod,
    PodDisruptionBudget,
    ReplicationController,
    Role,
    RoleBinding,
    Service,
    ServiceAccount,
    config::AuditPolicy,
    config::AuthenticationConfiguration,
    config::EncryptionConfiguration,
    config::KubeProxyConfiguration,
    config::KubeletConfiguration,
    config::kubeadm::ClusterConfiguration,
    config::kubeadm::InitConfiguration,
    config::kubeadm::JoinConfiguration,
}

/// The group and version of roles and their bindings.
const RBAC_V1: &str = "rbac.authorization.k8s.io/v1";

/// For `skip_serializing_if` on flags whose default is `false`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests;
