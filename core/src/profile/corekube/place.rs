//! Where a server stands: what it has to know that is only known there.

use super::{Stack, heat};
use crate::format::cloud_config::substitution::PRIVATE_IPV4;
use crate::format::heat::{INDEX, placeholder};
use crate::format::hole::Hole;
use crate::plan::Node;
use crate::spec::Role;

/// The discovery server's address, in a Heat template.
pub(super) const DISCOVERY: Hole = placeholder("discovery");
/// The stack's own random word.
pub(super) const UUID: Hole = placeholder("uuid");
/// A server's own address, where Heat knows it.
pub(super) const ADDRESS: Hole = placeholder("address");
/// The network card between the machines.
pub(super) const INTERFACE: Hole = placeholder("interface");
/// The published overlord's commands.
pub(super) const GIT_COMMAND: Hole = placeholder("git-command");
/// The published overlord's source behind RackConnect.
pub(super) const REPO: Hole = placeholder("repo");
/// Its branch.
pub(super) const BRANCH: Hole = placeholder("branch");
/// Where the discovery server says that it is there.
pub(super) const NOTIFY_URL: Hole = placeholder("notify-url");
/// What it says it with.
pub(super) const NOTIFY_TOKEN: Hole = placeholder("notify-token");

/// Texts that are values on a machine, and holes in a template.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Empty in a template: Heat names its servers itself.
    pub(super) hostname: String,
    /// etcd's name for it.
    pub(super) name: String,
    /// Its own address; `None` where only the machine itself can find out.
    pub(super) address: Option<String>,
    /// The discovery server's address.
    pub(super) discovery: String,
    /// What tells this cluster from others on the discovery server.
    pub(super) token: String,
    /// The network card between the machines, by name or address.
    pub(super) interface: String,
    /// Whether Heat stands behind it.
    pub(super) in_stack: bool,
    /// How the published overlord gets its source.
    pub(super) git: Git,
}

/// How the published overlord gets its source.
#[derive(Debug, Clone)]
pub(super) struct Git {
    pub(super) command: String,
    pub(super) repo: String,
    pub(super) branch: String,
}

impl Place {
    /// On a machine of its own, without Heat.
    pub(super) fn of_node(stack: Stack<'_>, node: &Node) -> Self {
        let discovery = stack.only(Role::Etcd).map(|node| node.ip.to_string()).unwrap_or_default();
        Self {
            hostname: node.name.to_string(),
            name: node.name.to_string(),
            address: Some(node.ip.to_string()),
            discovery,
            token: stack.plan.name.to_string(),
            interface: if stack.corrected() {
                node.ip.to_string()
            } else {
                heat::INTERFACE_OF_NETWORK.into()
            },
            in_stack: false,
            git: Git {
                command: heat::GIT_COMMAND.into(),
                repo: heat::GIT_REPO.into(),
                branch: heat::GIT_BRANCH.into(),
            },
        }
    }

    /// In the Heat template, where one server stands for all of its role.
    pub(super) fn in_template(stack: Stack<'_>, role: Role) -> Self {
        let address = match role {
            _ if !stack.corrected() => Some(PRIVATE_IPV4.to_string()),
            _ if !stack.settings.fixes_addresses() => Some(PRIVATE_IPV4.to_string()),
            // C-23: a plain config drive tells no addresses; fleet finds its own.
            Role::Worker => None,
            _ => Some(ADDRESS.to_string()),
        };
        let published_card = heat::published_interface(stack.settings.platform).to_owned();
        Self {
            hostname: String::new(),
            name: match (role, stack.corrected()) {
                (Role::Etcd, _) => "discovery".into(),
                (Role::Overlord, _) => "overlord".into(),
                (Role::ControlPlane, false) => format!("kubernetes-master-{INDEX}"),
                (Role::ControlPlane, true) => "kubernetes-master".into(),
                (Role::Worker, _) => format!("kubernetes-minion-{INDEX}"),
            },
            address,
            discovery: DISCOVERY.to_string(),
            token: UUID.to_string(),
            interface: if stack.corrected() { INTERFACE.to_string() } else { published_card },
            in_stack: true,
            git: Git {
                command: GIT_COMMAND.to_string(),
                repo: REPO.to_string(),
                branch: BRANCH.to_string(),
            },
        }
    }

    /// Its own address; empty where only the machine itself can find out.
    pub(super) fn own(&self) -> &str {
        self.address.as_deref().unwrap_or_default()
    }
}
