//! Add-ons as files, and values that try to leave their place.

use std::net::IpAddr;

use serde::Deserialize as _;
use serde_yaml::Value;

use super::calico::{Calico, Encapsulation, Pool};
use super::core_dns::CoreDns;
use super::flannel::Flannel;
use super::kube_proxy::KubeProxy;
use super::kube_vip::KubeVip;
use super::*;
use crate::format::kubernetes::Manifest;
use crate::format::kubernetes::config::ProxyMode;

mod as_files;
mod hostile;
mod options;

const API: ApiEndpoint<'_> = ApiEndpoint { host: "api.example.org", port: 6443 };

fn images() -> Images {
    Images::published(Versions {
        kubernetes: "1.36.4",
        core_dns: "1.14.2",
        flannel: "0.28.9",
        flannel_cni_plugin: "1.9.1-flannel3",
        kube_vip: "1.0.3",
    })
}

fn core_dns<'a>(images: &'a Images, service_ips: &'a [IpAddr]) -> CoreDns<'a> {
    let domain = "cluster.local";
    CoreDns { images, domain, service_ips, replicas: 2, on_control_planes: false }
}

fn kube_vip(images: &Images) -> KubeVip<'_> {
    KubeVip {
        image: &images.kube_vip,
        address: "10.0.0.100".parse().unwrap(),
        port: 6443,
        interface: None,
        kubeconfig: "/etc/kubernetes/kube-vip.conf",
        certificates: "/etc/kubernetes/pki",
    }
}

fn calico() -> Calico<'static> {
    Calico {
        encapsulation: Encapsulation::Vxlan,
        ipv4: Pool { range: "10.2.0.0/16".parse().unwrap(), block: 26 },
        ipv6: None,
        registry: None,
        api: API,
    }
}

/// The objects of a file.
fn objects(yaml: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(yaml);
    documents.map(|object| Value::deserialize(object).unwrap()).collect()
}

/// The object of that kind.
fn object(yaml: &str, kind: &str) -> Value {
    objects(yaml).into_iter().find(|object| object["kind"] == kind).unwrap()
}

/// The variables of the first container.
fn variable(object: &Value, name: &str) -> Value {
    let spec = &object["spec"];
    let pod = if spec["template"].is_null() { spec } else { &spec["template"]["spec"] };
    let env = pod["containers"][0]["env"].as_sequence().unwrap();
    let variable = env.iter().find(|variable| variable["name"] == name);
    variable.map_or(Value::Null, |variable| variable["value"].clone())
}
