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
pub(crate) const API_PORT: u16 = 8080;

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

/// A template before it is filled in: what the overlord takes.
pub(crate) struct Unfilled {
    /// Up to the `@`.
    pub(crate) name: &'static str,
    /// The sub-state of systemd that it has once it has started.
    pub(crate) state: &'static str,
    /// With holes.
    pub(crate) unit: UnitFile,
}

/// What the holes of a template are filled in with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<'a> {
    /// The machine's id.
    pub(crate) id: &'a str,
    /// Its address, as fleet knows it.
    pub(crate) address: &'a str,
    /// The master's address, where there is a master.
    pub(crate) master: Option<&'a str>,
    /// Where the release's programs are.
    pub(crate) url: &'a str,
}

impl Given<'_> {
    /// Puts the values into a text; a hole without one stays a mark.
    pub(crate) fn fill(&self, text: &str) -> String {
        hole::fill(text, Filler::Template, |name, _| match name {
            _ if name == ID.name() => Some(self.id.to_owned()),
            _ if name == URL.name() => Some(self.url.to_owned()),
            _ if name == ADDRESS.name() => Some(self.address.to_owned()),
            _ if name == MASTER.name() => self.master.map(ToOwned::to_owned),
            _ => None,
        })
    }
}

/// A role's templates, in the order in which they start.
pub(super) fn unfilled(stack: Stack<'_>, role: Role) -> Vec<Unfilled> {
    of_role(role)
        .iter()
        .map(|template| Unfilled {
            name: template.name,
            state: template.state,
            unit: (template.unit)(stack),
        })
        .collect()
}

/// Every template by its file name, with `<ID>` and its like.
pub(super) fn templates(stack: Stack<'_>) -> Vec<(String, String)> {
    [Role::ControlPlane, Role::Worker]
        .into_iter()
        .flat_map(|role| unfilled(stack, role))
        .map(|template| {
            let text = template.unit.to_string();
            let spelled =
                hole::fill(&text, Filler::Template, |name, _| Some(Filler::Template.spelled(name)));
            (format!("{}@.service", template.name), spelled)
        })
        .collect()
}

/// The units of every machine whose id is known, in the order in which they start.
pub(super) fn filled(stack: Stack<'_>) -> Vec<Filled> {
    let master = stack.only(Role::ControlPlane).map(|node| node.ip.to_string());
    let url = binaries(stack);
    let fill = |node: &Node, id: &MachineId| -> Vec<Filled> {
        let address = node.ip.to_string();
        let given =
            Given { id: id.as_str(), address: &address, master: master.as_deref(), url: &url };
        unfilled(stack, node.role)
            .into_iter()
            .map(|template| Filled {
                name: format!("{}@{id}.service", template.name),
                state: template.state,
                text: given.fill(&template.unit.to_string()),
            })
            .collect()
    };
    // The master's come first: minions talk to it.
    [Role::ControlPlane, Role::Worker]
        .into_iter()
        .flat_map(|role| stack.plan.of_role(role))
        .filter_map(|node| Some((node, stack.settings.id(&node.name)?)))
        .flat_map(|(node, id)| fill(node, id))
        .collect()
}

/// Where the release's programs are: `<URL>`.
pub(super) fn binaries(stack: Stack<'_>) -> String {
    let release = stack.plan.release.kubernetes();
    format!("{}/{release}/bin/linux/amd64", stack.settings.download_url)
}
