//! Which fields, roles and networks a profile has a place for.

use super::{PkiSource, Policy, Profile, Provider, RebootStrategy, Role};

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
                Self::Flatcar => "Only the profile flatcar has it.",
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
            Self::Flatcar => &[
                (
                    "etcd",
                    "The cluster's own machines keep its state, with certificates of its own.",
                ),
                (
                    "addons.dashboard",
                    "The dashboard of today is installed by Helm, on a cluster that runs.",
                ),
            ],
        }
    }

    /// The word is one that the field at `path` can have in this profile.
    pub fn offers(self, path: &str, word: &str) -> bool {
        self.refuses_because(path, word).is_none()
    }

    /// Why the field at `path` cannot have that word in this profile, in a sentence; `None` if it
    /// can.
    pub fn refuses_because(self, path: &str, word: &str) -> Option<&'static str> {
        match path {
            "network.provider" if !self.providers().iter().any(|by| by.as_str() == word) => {
                Some(match self {
                    Self::CoreosGuide => "Only the profile weave connects pods by Weave.",
                    Self::FleetUnits | Self::Corekube => "flannel connects pods in this document.",
                    Self::Weave => "Weave connects pods in this document.",
                    Self::Flatcar => "Weave ended in 2024; flannel and Calico run today.",
                })
            }
            "network.policy" if !self.has_policy() && word != Policy::None.as_str() => {
                Some("Only the profiles coreos-guide and flatcar have somebody to enforce policy.")
            }
            "pki.source" if self == Self::Flatcar && word != PkiSource::Generate.as_str() => {
                Some("The guide's script makes one authority, and this profile needs three.")
            }
            "flatcar.reboot_strategy" if word == RebootStrategy::EtcdLock.as_str() => {
                Some("The lock needs etcd's API v2, which ended with etcd 3.6.")
            }
            "nodes.role" | "pools.role"
                if !self.roles().iter().any(|role| role.as_str() == word) =>
            {
                Some(match self {
                    Self::CoreosGuide | Self::Flatcar => {
                        "Only the profile corekube has an overlord."
                    }
                    Self::FleetUnits => "etcd runs on the leaders here, and there is no overlord.",
                    Self::Weave => {
                        "Which machines run etcd is said under weave.machines, and there is no overlord."
                    }
                    Self::Corekube => "The stack has no such server.",
                })
            }
            _ => None,
        }
    }

    /// What machines can do in it.
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::CoreosGuide | Self::Flatcar => &[Role::Etcd, Role::ControlPlane, Role::Worker],
            Self::FleetUnits | Self::Weave => &[Role::ControlPlane, Role::Worker],
            Self::Corekube => &[Role::Etcd, Role::ControlPlane, Role::Worker, Role::Overlord],
        }
    }

    /// Whether it has somebody to enforce network policy.
    pub(crate) fn has_policy(self) -> bool {
        matches!(self, Self::CoreosGuide | Self::Flatcar)
    }

    /// Who can connect pods in it.
    pub fn providers(self) -> &'static [Provider] {
        match self {
            Self::CoreosGuide | Self::Flatcar => {
                &[Provider::Flannel, Provider::Calico, Provider::None]
            }
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
        assert!(Profile::CoreosGuide.offers("nodes.role", "etcd"));
        assert!(!Profile::Weave.offers("pools.role", "etcd"));
        assert!(Profile::Corekube.offers("pools.role", "overlord"));
    }

    #[test]
    fn what_is_lacking_has_a_reason_of_its_own() {
        let why = |profile: Profile, path| profile.lacks_because(path);
        assert_eq!(why(Profile::FleetUnits, "pki.ca_days"), Some(NO_TLS));
        assert_eq!(why(Profile::FleetUnits, "pkix"), None);
        assert_eq!(
            why(Profile::CoreosGuide, "weave.password"),
            Some("Only the profile weave has it.")
        );
        assert_ne!(why(Profile::Weave, "etcd.endpoints"), why(Profile::Corekube, "etcd.endpoints"));
    }
}
