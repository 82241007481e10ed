//! Ports: what the provider has to let in, and what listens besides.

use super::super::config::API_PORT;
use super::super::{Config, api_server, etcd, kubelet};
use crate::format::markdown::Inline;
use crate::plan::{ETCD_CLIENT_PORT, Node};
use crate::spec::Role;

/// Weave's, TCP and UDP.
const WEAVE: u16 = 6783;

/// Rows of port, who connects, and what for.
pub(super) fn of(config: Config<'_>, node: &Node) -> Vec<[Inline; 3]> {
    let row = |port: String, from: &'static str, purpose: &'static str| {
        [Inline::code_only(port), Inline::from(from), Inline::from(purpose)]
    };
    let mut rows = vec![row(
        format!("TCP and UDP {WEAVE}"),
        "all machines",
        "Weave; at the least from those that name this one as a peer",
    )];
    if node.role == Role::Worker {
        rows.push(row("TCP 30000-32767".into(), "users, if you wish", "services of type NodePort"));
    }
    let own = format!("{}", config.settings.bridge(node).address);
    let (everywhere, api, kubelet_at) = if config.corrected() {
        ("nobody: Weave network only", own.as_str(), own.as_str())
    } else {
        ("nobody: close it to the outside", "0.0.0.0", "0.0.0.0")
    };
    let inside = |address: &str, ports: String, purpose: &'static str| {
        row(format!("{address}:{ports}"), everywhere, purpose)
    };
    if node.role == Role::ControlPlane {
        rows.push(inside(
            api,
            API_PORT.to_string(),
            "the API: whoever reaches it rules the cluster",
        ));
        rows.push(inside(
            api,
            api_server::SECURE_PORT.to_string(),
            "the API with TLS, which asks for no name either",
        ));
    } else {
        rows.push(inside(
            kubelet_at,
            format!("{}, {}", kubelet::PORT, kubelet::READ_ONLY_PORT),
            "the kubelet: runs commands in containers for whoever asks",
        ));
        rows.push(row(
            "0.0.0.0:4194".into(),
            "nobody: close it to the outside",
            "cAdvisor: what the machine runs, and how busy it is",
        ));
    }
    if node.etcd {
        rows.push(row(
            format!("{own}:{ETCD_CLIENT_PORT}, {}", etcd::PEER_PORT),
            "nobody: Weave network only",
            "etcd: whoever reaches it rules the cluster",
        ));
    }
    rows
}
