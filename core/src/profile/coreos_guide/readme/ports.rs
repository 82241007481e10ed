//! Ports that machines reach each other at: kubernetes-networking.md, with the rows that its
//! later edition added (D-18).

use super::super::{Guide, api_server, etcd};
use crate::format::markdown::Inline;
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::spec::Role;

/// Rows of port, who connects, and what for.
pub(super) fn of(guide: Guide<'_>, node: &Node) -> Vec<[Inline; 3]> {
    let mode = guide.settings.mode;
    let row = |port: String, from: &'static str, purpose: &'static str| {
        [Inline::code_only(port), Inline::from(from), Inline::from(purpose)]
    };
    let mut rows = Vec::new();
    if node.etcd {
        let clients = if mode.flannel() || mode.calico() {
            "control planes and workers"
        } else {
            "control planes"
        };
        rows.push(row(
            format!("TCP {ETCD_CLIENT_PORT}"),
            clients,
            "etcd: anyone who reaches it rules the cluster",
        ));
        if guide.plan.etcd.members.len() > 1 {
            rows.push(row(
                format!("TCP {}", etcd::PEER_PORT),
                "etcd members",
                "etcd among themselves",
            ));
        }
    }
    if node.role == Role::ControlPlane {
        rows.push(row(
            format!("TCP {}", api_server::SECURE_PORT),
            "workers and clients",
            "the API",
        ));
    }
    if node.role != Role::Etcd {
        if mode.flannel() {
            rows.push(row("UDP 8472".into(), "control planes and workers", "flannel (vxlan)"));
        } else {
            rows.push(row(
                "all".into(),
                "control planes and workers",
                "pods, which have routes of their own",
            ));
        }
        if mode.calico() && !mode.flannel() {
            rows.push(row("TCP 179".into(), "control planes and workers", "BGP"));
        }
    }
    if node.role == Role::Worker {
        rows.push(row(
            "TCP 10250".into(),
            "control planes",
            "the kubelet: logs and exec; never open it to others",
        ));
        rows.push(row("TCP 30000-32767".into(), "users, if you wish", "services of type NodePort"));
    }
    rows
}
