//! Ports that machines reach each other at.

use super::super::{Document, etcd, kubelet};
use crate::format::markdown::Inline;
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::spec::Role;

/// Rows of port, who connects, and what for.
pub(super) fn of(document: Document<'_>, node: &Node) -> Vec<[Inline; 3]> {
    let row = |port: String, from: &'static str, purpose: &'static str| {
        [Inline::code_only(port), Inline::from(from), Inline::from(purpose)]
    };
    let mut rows = Vec::new();
    if node.etcd {
        rows.push(row(format!("TCP {ETCD_CLIENT_PORT}"), "all machines", "etcd"));
        if document.plan.etcd.members.len() > 1 {
            rows.push(row(format!("TCP {}", etcd::PEER_PORT), "leaders", "etcd among themselves"));
        }
    }
    if node.role == Role::ControlPlane {
        rows.push(row(
            format!("TCP {}", document.settings.api_port),
            "all machines, administrators",
            "the API",
        ));
        rows.push(row("TCP 6443".into(), "pods", "the API as the service kubernetes"));
    }
    if document.runs_pods(node.role) {
        rows.push(row(format!("TCP {}", kubelet::PORT), "leaders", "the kubelet: logs and exec"));
        rows.push(row("TCP 10255".into(), "monitoring, if you wish", "the kubelet, for reading"));
        rows.push(row("TCP 4194".into(), "monitoring, if you wish", "cAdvisor in the kubelet"));
        rows.push(row("TCP 30000-32767".into(), "users, if you wish", "services of type NodePort"));
    }
    rows.push(row("UDP 8472".into(), "all machines", "flannel (vxlan)"));
    rows.push(row("TCP 22".into(), "administrators", "SSH, also for fleetctl from elsewhere"));
    rows
}
