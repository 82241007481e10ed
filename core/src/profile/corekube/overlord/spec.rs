//! A cluster.yaml of all that units depend on, every value said: what the plan means, not what was written.

use serde::Serialize;

use super::super::Stack;
use crate::format::yaml;
use crate::plan::Node;
use crate::plan::corekube::Checksums;
use crate::spec::Role;
use crate::spec::value::Sha256;

#[derive(Serialize)]
struct Spec {
    kubecore: &'static str,
    name: String,
    profile: &'static str,
    kubernetes: Kubernetes,
    network: Network,
    addons: Addons,
    corekube: Block,
    nodes: Vec<Machine>,
}

#[derive(Serialize)]
struct Kubernetes {
    version: String,
}

#[derive(Serialize)]
struct Network {
    pods: String,
    services: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    dns_service_ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
    hosts: [String; 1],
}

#[derive(Serialize)]
struct Addons {
    kube_dns: bool,
}

#[derive(Serialize)]
struct Block {
    platform: &'static str,
    download_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    checksums: Option<Sums>,
}

/// Those that are known.
#[derive(Serialize)]
struct Sums {
    #[serde(skip_serializing_if = "Option::is_none")]
    kube_apiserver: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kube_controller_manager: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kube_scheduler: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kubectl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kubelet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kube_proxy: Option<String>,
}

#[derive(Serialize)]
struct Machine {
    name: String,
    role: &'static str,
    ip: String,
}

pub(super) fn text(stack: Stack<'_>) -> String {
    let Stack { plan, settings } = stack;
    let network = &plan.network;
    // Without it nothing depends on its values.
    let dns = plan.addons.kube_dns;
    yaml::write(
        &Spec {
            kubecore: "v1",
            name: plan.name.to_string(),
            profile: "corekube",
            kubernetes: Kubernetes { version: plan.release.kubernetes() },
            network: Network {
                pods: network.pods.to_string(),
                services: network.services.to_string(),
                dns_service_ip: dns.then(|| network.dns_service_ip.to_string()),
                domain: dns.then(|| network.domain.to_string()),
                hosts: [settings.network.to_string()],
            },
            addons: Addons { kube_dns: dns },
            corekube: Block {
                platform: settings.platform.as_str(),
                download_url: settings.download_url.to_string(),
                checksums: sums(&settings.checksums),
            },
            nodes: machines(stack),
        },
        yaml::Style::default(),
    )
}

/// Servers that there is one of, and one minion for all: units take a minion's address from fleet, and Heat
/// would make the overlord's server anew with each that changes.
fn machines(stack: Stack<'_>) -> Vec<Machine> {
    let single = || stack.plan.nodes().iter().filter(|node| node.role != Role::Worker);
    let is_free = |name: &String| single().all(|node| node.name.as_str() != name);
    let names = (1..).map(|number| format!("minion-{number}"));
    let (ip, _) = stack.settings.pool;
    let minion = Machine {
        name: names.into_iter().find(is_free).unwrap_or_default(),
        role: Role::Worker.as_str(),
        ip: ip.to_string(),
    };
    let known = |node: &Node| Machine {
        name: node.name.to_string(),
        role: node.role.as_str(),
        ip: node.ip.to_string(),
    };
    single().map(known).chain([minion]).collect()
}

fn sums(known: &Checksums) -> Option<Sums> {
    let text = |sum: &Option<Sha256>| sum.as_ref().map(ToString::to_string);
    (*known != Checksums::default()).then(|| Sums {
        kube_apiserver: text(&known.kube_apiserver),
        kube_controller_manager: text(&known.kube_controller_manager),
        kube_scheduler: text(&known.kube_scheduler),
        kubectl: text(&known.kubectl),
        kubelet: text(&known.kubelet),
        kube_proxy: text(&known.kube_proxy),
    })
}
