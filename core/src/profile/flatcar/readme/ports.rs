//! Ports that machines reach each other at: kubernetes/website, "Ports and Protocols", and the
//! documentation of whoever connects pods.

use super::super::{Cluster, addons, etcd};
use crate::format::markdown::Inline;
use crate::plan::flatcar::{API_PORT, PodNetwork};
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::spec::{CalicoTunnel, Role};

/// Rows of port, who connects, and what for.
pub(super) fn of(cluster: Cluster<'_>, node: &Node) -> Vec<[Inline; 3]> {
    let row = |port: String, from: &'static str, purpose: &'static str| {
        [Inline::code_only(port), Inline::from(from), Inline::from(purpose)]
    };
    let mut rows = Vec::new();
    if node.etcd {
        let several = cluster.plan.etcd.members.len() > 1;
        if several || node.role == Role::Etcd {
            let clients = "control planes";
            rows.push(row(format!("TCP {ETCD_CLIENT_PORT}"), clients, "etcd, for its clients"));
        }
        if several {
            rows.push(row(
                format!("TCP {}", etcd::PEER_PORT),
                "etcd members",
                "etcd among themselves",
            ));
        }
    }
    if node.role == Role::ControlPlane {
        rows.push(row(format!("TCP {API_PORT}"), "all machines, and clients", "the API"));
    }
    if node.role.runs_kubernetes() {
        rows.push(row("TCP 10250".into(), "control planes", "the kubelet: logs, exec, metrics"));
        rows.push(row(
            format!("TCP {}", cluster.settings.node_ports),
            "users, if you wish",
            "services of type NodePort",
        ));
        match cluster.settings.network {
            PodNetwork::Flannel => rows.push(row(
                format!("UDP {}", addons::flannel::VXLAN_PORT),
                "machines that run pods",
                "flannel (VXLAN)",
            )),
            PodNetwork::Calico(tunnel) => {
                if tunnel == CalicoTunnel::Ipip {
                    let machines = "machines that run pods";
                    rows.push(row("TCP 179".into(), machines, "Calico (BGP)"));
                    rows.push(row("IP protocol 4".into(), machines, "Calico (IP in IP)"));
                }
                rows.push(row(
                    format!("UDP {}", addons::calico::VXLAN_PORT),
                    "machines that run pods",
                    "Calico (VXLAN)",
                ));
            }
            PodNetwork::Own => {}
        }
    }
    rows
}
