//! One cloud-config, and whom it is for.

use crate::format::systemd::Section;
use crate::plan::weave::Settings;
use crate::plan::{Node, Plan};
use crate::spec::{Layout, Role};

/// The API's port, which asks nobody for a name.
pub(super) const API_PORT: u16 = 8080;

/// What every part of one cloud-config has to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Config<'p> {
    pub(super) plan: &'p Plan,
    pub(super) settings: &'p Settings,
    /// Whom it is for: one machine, or all of them.
    pub(super) machines: &'p [Node],
}

impl<'p> Config<'p> {
    pub(super) fn of_one(plan: &'p Plan, settings: &'p Settings, node: &'p Node) -> Self {
        Self { plan, settings, machines: std::slice::from_ref(node) }
    }

    pub(super) fn of_all(plan: &'p Plan, settings: &'p Settings) -> Self {
        Self { plan, settings, machines: plan.nodes() }
    }

    pub(super) fn corrected(self) -> bool {
        self.settings.corrected()
    }

    /// Whether all machines get the same text, and find in it what is theirs by their host name.
    pub(super) fn shared(self) -> bool {
        self.settings.layout == Layout::Shared
    }

    /// None in a text for all machines.
    pub(super) fn hostname(self) -> &'p str {
        match self.machines {
            [only] if !self.shared() => only.name.as_str(),
            _ => "",
        }
    }

    /// Whether it is for machines of that role.
    pub(super) fn has(self, role: Role) -> bool {
        self.machines.iter().any(|node| node.role == role)
    }

    /// Whether it is for machines with an etcd member.
    pub(super) fn etcd(self) -> bool {
        self.machines.iter().any(|node| node.etcd)
    }

    /// Whether machines of that role have an etcd member.
    pub(super) fn etcd_on(self, role: Role) -> bool {
        self.machines.iter().any(|node| node.etcd && node.role == role)
    }

    /// Where the API is, said alike by everyone (W-2, W-22).
    pub(super) fn api(self) -> String {
        format!("{}:{API_PORT}", self.plan.api.host)
    }

    /// The same as a URL.
    pub(super) fn api_url(self) -> String {
        format!("http://{}", self.api())
    }

    /// Keeps a unit off the machines of the other role, where the text alone does not (W-9): the
    /// document names its only master in every unit.
    pub(super) fn only_on(self, role: Role, section: Section) -> Section {
        let master = self.plan.first_control_plane().filter(|_| self.shared() || !self.corrected());
        match (master, role) {
            (Some(master), Role::ControlPlane) => section.set("ConditionHost", &master.name),
            (Some(master), _) => section.set("ConditionHost", format_args!("!{}", master.name)),
            (None, _) => section,
        }
    }
}
