//! Kubernetes objects of the v1 API: only the kinds and fields that we write.
//!
//! Written out by hand rather than taken from a generated client library: the fields are few, and
//! they have to fit API versions of 2016. Field order is output order. What is empty or `None` is
//! left out.

mod container;
mod meta;
mod node;
mod pod;
mod probe;
mod replication_controller;
mod service;

use serde::Serialize;

pub use container::{
    Container, ContainerPort, EnvVar, Protocol, PullPolicy, Resources, SecurityContext, VolumeMount,
};
pub use meta::{Labels, ObjectMeta, labels};
pub use node::{Minion, Namespace, Node};
pub use pod::{DnsPolicy, EmptyDir, HostPath, Pod, PodSpec, Volume};
pub use probe::{HttpGet, Probe, Scheme};
pub use replication_controller::{PodTemplate, ReplicationController, ReplicationControllerSpec};
pub use service::{Service, ServicePort, ServiceSpec};

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

impl Manifest for Minion {}
impl Manifest for Namespace {}
impl Manifest for Node {}
impl Manifest for Pod {}
impl Manifest for ReplicationController {}
impl Manifest for Service {}

/// Only our own structs, since only of those it is known that they can be written.
mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Minion {}
    impl Sealed for super::Namespace {}
    impl Sealed for super::Node {}
    impl Sealed for super::Pod {}
    impl Sealed for super::ReplicationController {}
    impl Sealed for super::Service {}
}

/// For `skip_serializing_if` on flags whose default is `false`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests;
