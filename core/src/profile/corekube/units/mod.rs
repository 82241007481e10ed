//! The units that the Overlord gives to fleet: templates, and the same filled in.

mod api_server;
mod controller_manager;
mod download;
mod kubelet;
mod proxy;
mod scheduler;
mod unit;

use self::unit::{ADDRESS, ID, MASTER, URL};
use super::Stack;
use crate::format::hole::{self, Filler};
use crate::format::systemd::{MachineId, UnitFile};
use crate::plan::Node;
use crate::spec::Role;

/// The API's port, which asks nobody for a name.
pub(super) const API_PORT: u16 = 8080;

/// Where the API answers on the master: as published everywhere, corrected at its address only.
pub(super) fn api_on_master(stack: Stack<'_>) -> String {
    let master = stack.only(Role::ControlPlane).filter(|_| stack.corrected());
    let host = master.map_or_else(|| "127.0.0.1".to_owned(), |node| node.ip.to_string());
    format!("http://{host}:{API_PORT}")
}

/// One template.
struct Template {
    /// Up to the `@`.
    name: &'static str,
    /// What it is when it has started: the Overlord waits for this sub-state of systemd.
    state: &'static str,
    unit: fn(Stack<'_>) -> UnitFile,
}

/// In the order in which the Overlord starts them (v0.0.1, `main.go`).
fn of_role(role: Role) -> &'static [Template] {
    match role {
        Role::ControlPlane => &[
            Template {
                name: "master-download-kubernetes",
                state: "exited",
                unit: |stack| download::unit(stack, Role::ControlPlane),
            },
            Template { name: "master-apiserver", state: "running", unit: api_server::unit },
            Template {
                name: "master-controller-manager",
                state: "running",
                unit: controller_manager::unit,
            },
            Template { name: "master-scheduler", state: "running", unit: scheduler::unit },
        ],
        Role::Worker => &[
            Template {
                name: "minion-download-kubernetes",
                state: "exited",
                unit: |stack| download::unit(stack, Role::Worker),
            },
            Template { name: "minion-kubelet", state: "running", unit: kubelet::unit },
            Template { name: "minion-proxy", state: "running", unit: proxy::unit },
        ],
        Role::Etcd | Role::Overlord => &[],
    }
}

/// A unit for one machine, with what it is when it has started.
pub(super) struct Filled {
    pub(super) name: String,
    pub(super) state: &'static str,
    pub(super) text: String,
}

/// Every template by its file name, with `<ID>` and its like.
pub(super) fn templates(stack: Stack<'_>) -> Vec<(String, String)> {
    [Role::ControlPlane, Role::Worker]
        .into_iter()
        .flat_map(of_role)
        .map(|template| {
            let text = (template.unit)(stack).to_string();
            let spelled =
                hole::fill(&text, Filler::Template, |name, _| Some(Filler::Template.spelled(name)));
            (format!("{}@.service", template.name), spelled)
        })
        .collect()
}

/// The units of every machine whose id is known, in the order in which they start.
pub(super) fn filled(stack: Stack<'_>) -> Vec<Filled> {
    // The master's come first: minions talk to it.
    [Role::ControlPlane, Role::Worker]
        .into_iter()
        .flat_map(|role| stack.plan.of_role(role))
        .filter_map(|node| Some((node, stack.settings.id(&node.name)?)))
        .flat_map(|(node, id)| {
            of_role(node.role).iter().map(move |template| Filled {
                name: format!("{}@{id}.service", template.name),
                state: template.state,
                text: fill(stack, &(template.unit)(stack).to_string(), node, id),
            })
        })
        .collect()
}

fn fill(stack: Stack<'_>, text: &str, node: &Node, id: &MachineId) -> String {
    let master = stack.only(Role::ControlPlane).map(|node| node.ip.to_string());
    hole::fill(text, Filler::Template, |name, _| match name {
        _ if name == ID.name() => Some(id.to_string()),
        _ if name == URL.name() => Some(binaries(stack)),
        _ if name == ADDRESS.name() => Some(node.ip.to_string()),
        _ if name == MASTER.name() => master.clone(),
        _ => None,
    })
}

/// Where the release's programs are: `<URL>`.
pub(super) fn binaries(stack: Stack<'_>) -> String {
    let release = stack.plan.release.kubernetes();
    format!("{}/{release}/bin/linux/amd64", stack.settings.download_url)
}
