//! What differs from upstream's objects, as strategic merges: lists of containers and variables are
//! merged by name, all other lists are exchanged.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Encapsulation;
use crate::format::kubernetes::{EnvVar, ObjectMeta};
use crate::format::yaml::{self, Style};
use crate::order;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<T> {
    api_version: &'static str,
    kind: &'static str,
    metadata: ObjectMeta,
    #[serde(flatten)]
    body: T,
}

#[derive(Serialize)]
struct Data {
    data: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Spec<T> {
    spec: T,
}

#[derive(Serialize)]
struct Template<T> {
    template: T,
}

#[derive(Serialize)]
struct Pod {
    containers: [Container; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Container {
    name: &'static str,
    env: Vec<EnvVar>,
    #[serde(skip_serializing_if = "Option::is_none")]
    liveness_probe: Option<Probe>,
    #[serde(skip_serializing_if = "Option::is_none")]
    readiness_probe: Option<Probe>,
}

#[derive(Serialize)]
struct Probe {
    exec: Exec,
}

#[derive(Serialize)]
struct Exec {
    command: [&'static str; 2],
}

/// The node agent with these variables. Without BGP nothing asks for its routing program.
pub(super) fn node(env: Vec<EnvVar>, encapsulation: Encapsulation) -> String {
    let probe = |what| {
        let command = ["/bin/calico-node", what];
        (encapsulation == Encapsulation::Vxlan).then_some(Probe { exec: Exec { command } })
    };
    let container = Container {
        name: "calico-node",
        env,
        liveness_probe: probe("-felix-live"),
        readiness_probe: probe("-felix-ready"),
    };
    let pod = Spec { spec: Pod { containers: [container] } };
    write("apps/v1", "DaemonSet", "calico-node", Spec { spec: Template { template: pod } })
}

/// The settings with these texts; `None` if there are none.
pub(super) fn config(texts: Vec<(&'static str, String)>) -> Option<String> {
    let data = Data { data: order::map(texts) };
    (!data.data.is_empty()).then(|| write("v1", "ConfigMap", "calico-config", data))
}

fn write(
    api_version: &'static str,
    kind: &'static str,
    name: &str,
    body: impl Serialize,
) -> String {
    let metadata = ObjectMeta::named(name, super::KUBE_SYSTEM);
    yaml::write(&Object { api_version, kind, metadata, body }, Style::default())
}
