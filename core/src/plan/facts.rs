//! What a cluster is, in a few lines that outlive the program that rendered it: a difference in one of them
//! may break a cluster that runs.

use std::fmt;

use super::coreos_guide::Mode;
use super::flatcar::PodNetwork;
use super::{Plan, System};
use crate::spec::{Profile, Provider};

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// Which system.
    Profile,
    /// Which release of Kubernetes.
    Kubernetes,
    /// The ranges of pods.
    Pods,
    /// The ranges of services.
    Services,
    /// The DNS domain of services.
    Domain,
    /// Who connects pods.
    PodNetwork,
    /// An etcd member that is set up here, and its address.
    Member,
    /// Where an etcd is that exists already.
    Endpoints,
    /// A machine, its role and its addresses.
    Machine,
    /// An authority, and the SHA-256 of its certificate.
    Authority,
    /// A pair of keys that tokens are signed with, and the SHA-256 of its public half.
    Signer,
    /// What secrets are encrypted with, and the SHA-256 of its 256 random bits.
    Encryption,
}

impl Fact {
    const ALL: [Self; 12] = [
        Self::Profile,
        Self::Kubernetes,
        Self::Pods,
        Self::Services,
        Self::Domain,
        Self::PodNetwork,
        Self::Member,
        Self::Endpoints,
        Self::Machine,
        Self::Authority,
        Self::Signer,
        Self::Encryption,
    ];

    /// The word of its lines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Kubernetes => "kubernetes",
            Self::Pods => "pods",
            Self::Services => "services",
            Self::Domain => "domain",
            Self::PodNetwork => "pod-network",
            Self::Member => "etcd-member",
            Self::Endpoints => "etcd-endpoints",
            Self::Machine => "machine",
            Self::Authority => "authority",
            Self::Signer => "signer",
            Self::Encryption => "encryption",
        }
    }

    /// What `word` begins lines about.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fact| fact.as_str() == word)
    }

    /// Whether a name comes first in the value: there can be several of them.
    pub fn is_named(self) -> bool {
        matches!(
            self,
            Self::Member | Self::Machine | Self::Authority | Self::Signer | Self::Encryption
        )
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a cluster is, line by line.
pub type Facts = Vec<(Fact, String)>;

impl Plan {
    /// What the cluster is, without its keys.
    pub fn facts(&self) -> Facts {
        let mut facts = vec![
            (Fact::Profile, self.profile().as_str().to_owned()),
            (Fact::Kubernetes, self.kubernetes()),
            (Fact::Pods, self.network.pods.to_string()),
            (Fact::Services, self.network.services.to_string()),
            (Fact::Domain, self.network.domain.to_string()),
            (Fact::PodNetwork, self.pod_network().as_str().to_owned()),
        ];
        for member in &self.etcd.members {
            facts
                .push((Fact::Member, [member.name.as_str(), " ", &member.ip.to_string()].concat()));
        }
        if self.etcd.members.is_empty() {
            facts.push((Fact::Endpoints, self.etcd.endpoint_list()));
        }
        for node in self.nodes() {
            let ips: Vec<String> = node.ips().map(|ip| ip.to_string()).collect();
            let line = [node.name.as_str(), node.role.as_str(), &ips.join(",")].join(" ");
            facts.push((Fact::Machine, line));
        }
        facts
    }

    /// The system it is rendered for.
    pub fn profile(&self) -> Profile {
        match &self.system {
            System::CoreosGuide(_) => Profile::CoreosGuide,
            System::FleetUnits(_) => Profile::FleetUnits,
            System::Weave(_) => Profile::Weave,
            System::Corekube(_) => Profile::Corekube,
            System::Flatcar(_) => Profile::Flatcar,
        }
    }

    /// One system alone has images whose suffix counts.
    fn kubernetes(&self) -> String {
        match &self.system {
            System::CoreosGuide(_) => self.release.to_string(),
            _ => self.release.kubernetes(),
        }
    }

    fn pod_network(&self) -> Provider {
        match &self.system {
            System::CoreosGuide(settings) => match settings.mode {
                Mode::FlannelBridge | Mode::FlannelCni | Mode::FlannelCalico => Provider::Flannel,
                Mode::Calico => Provider::Calico,
                Mode::Routed => Provider::None,
            },
            System::Flatcar(settings) => match settings.network {
                PodNetwork::Flannel => Provider::Flannel,
                PodNetwork::Calico(_) => Provider::Calico,
                PodNetwork::Own => Provider::None,
            },
            System::Weave(_) => Provider::Weave,
            System::FleetUnits(_) | System::Corekube(_) => Provider::Flannel,
        }
    }
}
