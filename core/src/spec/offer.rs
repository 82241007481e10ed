//! Which fields, roles and networks a profile has a place for.

use super::{Policy, Profile, Provider, Role};

impl Profile {
    /// The field at `path` (`api.host`, `nodes.labels`) means something to this profile. Blocks of
    /// other profiles do not.
    pub fn has(self, path: &str) -> bool {
        let foreign = Self::ALL.iter().filter(|other| **other != self).map(|other| other.block());
        !self.lacks().iter().copied().chain(foreign).any(|lacking| {
            path.strip_prefix(lacking).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// What the documents leave no place for: none of the three has certificates, etcd elsewhere
    /// or a dashboard, and their kubelets have no flag for labels or taints yet.
    fn lacks(self) -> &'static [&'static str] {
        match self {
            Self::CoreosGuide => &[],
            Self::FleetUnits => &[
                "etcd",
                "pki",
                "addons.dashboard",
                "nodes.labels",
                "nodes.schedulable",
                "pools.labels",
                "pools.schedulable",
            ],
            Self::Weave => &[
                "api",
                "etcd",
                "pki",
                "addons.dashboard",
                "nodes.schedulable",
                "pools.schedulable",
            ],
            Self::Corekube => &[
                "api",
                "etcd",
                "pki",
                "addons.dashboard",
                "nodes.labels",
                "nodes.schedulable",
                "pools.labels",
                "pools.schedulable",
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
