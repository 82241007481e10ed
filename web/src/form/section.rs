//! How the form is divided.

use kubecore::source::{FieldPath, Step};
use kubecore::spec::Profile;

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Cluster,
    Network,
    Nodes,
    Etcd,
    Certificates,
    AddOns,
    /// What the profile has of its own.
    Own,
}

impl Section {
    pub(crate) const ALL: [Self; 7] = [
        Self::Cluster,
        Self::Network,
        Self::Nodes,
        Self::Etcd,
        Self::Certificates,
        Self::AddOns,
        Self::Own,
    ];

    /// Where the field at `path` is; a key that is new to the page is the cluster's.
    pub(crate) fn of(path: &FieldPath) -> Self {
        let Some(Step::Key(key)) = path.steps().first() else { return Self::Cluster };
        match key.as_ref() {
            "network" | "api" => Self::Network,
            "nodes" | "pools" => Self::Nodes,
            "etcd" => Self::Etcd,
            "pki" => Self::Certificates,
            "addons" => Self::AddOns,
            key if Profile::of_block(key).is_some() => Self::Own,
            _ => Self::Cluster,
        }
    }

    /// Whether its title says what the group of this key is.
    pub(crate) fn is_named_after(self, key: &str) -> bool {
        match self {
            Self::Network => key == "network",
            Self::Nodes | Self::Etcd | Self::Certificates | Self::AddOns | Self::Own => true,
            Self::Cluster => false,
        }
    }

    pub(crate) fn title(self, profile: Profile) -> &'static str {
        match self {
            Self::Cluster => "Cluster",
            Self::Network => "Network",
            Self::Nodes => "Nodes",
            Self::Etcd => "etcd",
            Self::Certificates => "Certificates",
            Self::AddOns => "Add-ons",
            Self::Own => profile.as_str(),
        }
    }

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Cluster => "section-cluster",
            Self::Network => "section-network",
            Self::Nodes => "section-nodes",
            Self::Etcd => "section-etcd",
            Self::Certificates => "section-certificates",
            Self::AddOns => "section-add-ons",
            Self::Own => "section-own",
        }
    }
}
