//! The cluster as meant: every default filled in, every derived address computed once, nothing
//! left that could not be rendered.

mod alike;
mod build;
mod by_role;
pub(crate) mod calico;
pub mod certificates;
pub mod corekube;
pub mod coreos_guide;
mod facts;
mod flannel;
pub mod flatcar;
pub mod fleet_units;
mod network;
mod node_ranges;
pub(crate) mod ranges;
pub(crate) mod static_band;
mod versions;
pub mod weave;

pub use build::ETCD_CLIENT_PORT;
pub(crate) use build::build;
pub(crate) use by_role::ByRole;
pub use facts::{Fact, Facts};
pub use flannel::{Flannel, Subnets};
pub use network::Network;
pub use ranges::Owner;
pub use versions::Release;

use std::net::IpAddr;

use self::certificates::Pki;

use crate::spec::Role;
use crate::spec::value::{EtcdUrl, Host, Labels, Name, SshKey};

/// A cluster that can be rendered.
#[derive(Debug, Clone, Eq)]
pub struct Plan {
    /// The cluster's name.
    pub name: Name,
    /// Which Kubernetes runs.
    pub release: Release,
    /// Ranges and the addresses that follow from them.
    pub network: Network,
    /// How the API is reached.
    pub api: Api,
    /// Where state is kept.
    pub etcd: Etcd,
    /// Who makes certificates, and how long they last.
    pub pki: Pki,
    /// What runs inside the cluster from the start.
    pub addons: Addons,
    /// Who may log in as `core`.
    pub ssh_authorized_keys: Vec<SshKey>,
    /// What only the chosen profile has.
    pub system: System,
    nodes: Vec<Node>,
}

/// The chosen profile and its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum System {
    /// `coreos-guide`.
    CoreosGuide(coreos_guide::Settings),
    /// `fleet-units`.
    FleetUnits(fleet_units::Settings),
    /// `weave`.
    Weave(weave::Settings),
    /// `corekube`.
    Corekube(corekube::Settings),
    /// `flatcar`.
    Flatcar(flatcar::Settings),
}

/// How the API is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Api {
    /// What workers and kubectl use.
    pub host: Host,
    /// The port it is at.
    pub port: u16,
    /// Every control plane's address, in the order of the nodes.
    pub control_planes: Vec<IpAddr>,
}

/// Where state is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etcd {
    /// The members that are set up here; none if etcd exists already.
    pub members: Vec<Member>,
    /// Where every member is reached.
    pub endpoints: Vec<EtcdUrl>,
}

/// One etcd member that is set up here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its machine's name.
    pub name: Name,
    /// Its machine's address.
    pub ip: IpAddr,
}

/// What runs inside the cluster from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addons {
    /// Cluster DNS.
    pub kube_dns: bool,
    /// The Kubernetes dashboard.
    pub dashboard: bool,
}

/// One machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its name, and its bundle's.
    pub name: Name,
    /// What it does.
    pub role: Role,
    /// The address the others reach it at, of the cluster's primary family.
    pub ip: IpAddr,
    /// Its address of the other family, in a dual-stack cluster.
    pub second_ip: Option<IpAddr>,
    /// Kubernetes labels it registers with.
    pub labels: Labels,
    /// Whether ordinary pods run here.
    pub schedulable: bool,
    /// Whether it runs an etcd member.
    pub etcd: bool,
}

impl Node {
    /// Its addresses, the primary family's first.
    pub fn ips(&self) -> impl Iterator<Item = IpAddr> + use<> {
        [Some(self.ip), self.second_ip].into_iter().flatten()
    }
}

impl Plan {
    /// Every machine, in the order of the file; pools come after single machines.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The machines of one role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(move |node| node.role == role)
    }

    /// The control plane that does what is done once for the cluster: the first.
    pub fn first_control_plane(&self) -> Option<&Node> {
        self.of_role(Role::ControlPlane).next()
    }
}

impl Api {
    /// `https://HOST:PORT`, without the port where it needs no saying.
    pub fn url(&self) -> String {
        let host = match &self.host {
            Host::Address(IpAddr::V6(v6)) => format!("[{v6}]"),
            host => host.to_string(),
        };
        match self.port {
            443 => format!("https://{host}"),
            port => format!("https://{host}:{port}"),
        }
    }
}

impl Etcd {
    /// All endpoints, as most programs want them: joined by commas.
    pub fn endpoint_list(&self) -> String {
        self.endpoints.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}
