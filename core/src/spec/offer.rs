//! Which fields, roles and networks a profile has a place for.

use super::{Policy, Profile, Provider, Role};

const NO_TLS: &str = "Kubernetes runs without TLS in this document, so nothing has a certificate.";
const NO_DASHBOARD: &str = "The document has no dashboard.";
const NO_LABELS: &str = "Kubelets of these releases have no flag for labels.";
const NO_TAINTS: &str = "Kubelets of these releases have no flag for taints.";

/// `path` is `group`, or a field in it.
pub(super) fn is_within(path: &str, group: &str) -> bool {
    path.strip_prefix(group).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl Profile {
    /// The field at `path` (`api.host`, `nodes.labels`) means something to this profile. Blocks of
    /// other profiles do not.
    pub fn has(self, path: &str) -> bool {
        self.lacks_because(path).is_none()
    }

    /// Why the field at `path` means nothing to this profile, in a sentence; `None` if it does.
    pub fn lacks_because(self, path: &str) -> Option<&'static str> {
        let foreign = Self::ALL.iter().filter(|other| **other != self).map(|other| {
            let why = match other {
                Self::CoreosGuide => "Only the profile coreos-guide has it.",
                Self::FleetUnits => "Only the profile fleet-units has it.",
                Self::Weave => "Only the profile weave has it.",
                Self::Corekube => "Only the profile corekube has it.",
            };
            (other.block(), why)
        });
        let mut all = self.lacks().iter().copied().chain(foreign);
        all.find(|(lacking, _)| is_within(path, lacking)).map(|(_, why)| why)
    }

    /// What the document leaves no place for, and why.
    fn lacks(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::CoreosGuide => &[],
            Self::FleetUnits => &[
                ("etcd", "etcd runs on the leaders: the units ask for it there."),
                ("pki", NO_TLS),
                ("addons.dashboard", NO_DASHBOARD),
                ("nodes.labels", NO_LABELS),
                ("nodes.schedulable", NO_TAINTS),
                ("pools.labels", NO_LABELS),
                ("pools.schedulable", NO_TAINTS),
            ],
            Self::Weave => &[
                ("api", "The API is at the master's own address in the Weave network."),
                ("etcd", "Which machines run etcd is said under weave.machines."),
                ("pki", NO_TLS),
                ("addons.dashboard", NO_DASHBOARD),
                ("nodes.schedulable", NO_TAINTS),
                ("pools.schedulable", NO_TAINTS),
            ],
            Self::Corekube => &[
                ("api", "The API is at the address of the stack's one master."),
                ("etcd", "The stack sets etcd up on its own servers."),
                ("pki", NO_TLS),
                ("addons.dashboard", NO_DASHBOARD),
                ("nodes.labels", NO_LABELS),
                ("nodes.schedulable", NO_TAINTS),
                ("pools.labels", NO_LABELS),
                ("pools.schedulable", NO_TAINTS),
            ],
        }
    }

    /// The word is one that the field at `path` can have in this profile.
    pub fn offers(self, path: &str, word: &str) -> bool {
        match path {
            "network.provider" => self.providers().iter().any(|provider| provider.as_str() == word),
            // Only the guide has somebody to enforce policy.
            "network.policy" => self == Self::CoreosGuide || word == Policy::None.as_str(),
            _ => true,
        }
    }

    /// What machines can do in it.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::CoreosGuide => &[Role::Etcd, Role::ControlPlane, Role::Worker],
            Self::FleetUnits | Self::Weave => &[Role::ControlPlane, Role::Worker],
            Self::Corekube => &[Role::Etcd, Role::ControlPlane, Role::Worker, Role::Overlord],
        }
    }

    /// Who can connect pods in it.
    pub fn providers(self) -> &'static [Provider] {
        match self {
            Self::CoreosGuide => &[Provider::Flannel, Provider::Calico, Provider::None],
            Self::FleetUnits | Self::Corekube => &[Provider::Flannel],
            Self::Weave => &[Provider::Weave],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_is_lacking_lacks_its_fields() {
        assert!(Profile::CoreosGuide.has("api.host"));
        assert!(!Profile::Weave.has("api.host"));
        assert!(Profile::Weave.has("nodes.labels"));
        assert!(!Profile::FleetUnits.has("nodes.labels"));
        assert!(Profile::FleetUnits.has("nodes"));
        assert!(!Profile::FleetUnits.has("weave.password"));
    }

    #[test]
    fn choices_are_the_profiles_own() {
        assert!(Profile::CoreosGuide.offers("network.policy", "calico"));
        assert!(!Profile::Weave.offers("network.policy", "calico"));
        assert!(!Profile::Weave.offers("network.provider", "flannel"));
        assert!(Profile::Weave.offers("weave.layout", "shared"));
    }
}
