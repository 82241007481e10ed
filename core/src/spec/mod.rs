//! `cluster.yaml` as written.
//!
//! Every field is described where it is declared; the JSON Schema, `init` and the page's help are
//! made from these descriptions.

mod block;
pub(crate) mod decode;
pub(crate) mod defaults;
pub(crate) mod draft;

mod example;
mod field;
mod idle;
pub(crate) mod insecure;
mod label;
mod networking;
mod offer;
mod schema;
pub mod shape;
mod standing;
pub mod value;

pub use block::*;
pub use decode::Whole;

pub use example::{Preset, Topology, example, presets, topologies};
pub use field::Field;
pub use idle::{Idle, idle};
pub use label::label;
pub use networking::{Networking, NodeRanges};
pub use schema::schema;
pub use standing::{Standing, standing};

use std::net::IpAddr;

use ipnet::IpNet;

use crate::diagnostic::{Code, Report};
use crate::source::{At, Source, Tree, read};
use decode::{Decode, choice, record};
use shape::{RecordShape, Shape};
use value::{
    Domain, EtcdUrl, Families, FormatVersion, Host, KubernetesVersion, Labels, Name, SshKey,
};

/// The most machines that are rendered in one go.
pub const MAX_NODES: u32 = 100_000;

/// A spec, and what was wrong with its text.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// As written; `None` if the text is no YAML document.
    pub spec: Option<Spec>,
    /// What could not be read.
    pub report: Report,
}

/// Reads `cluster.yaml`. Every problem is reported, not only the first.
pub fn parse(source: &Source) -> Parsed {
    let (tree, mut report) = read(source);
    let spec = tree.as_ref().map(|tree| decode_tree(tree, &mut report));
    Parsed { spec, report }
}

/// Takes the fields from a tree. What cannot be read goes to `report`.
pub(crate) fn decode_tree(tree: &Tree, report: &mut Report) -> Spec {
    let spec = Spec::decode(&tree.root, At::Root, report);
    decode::foreign_blocks(&tree.root, spec.profile.or(defaults::PROFILE), report);
    spec
}

/// What `cluster.yaml` can hold: the description of [`Spec`].
pub fn shape() -> RecordShape {
    match Spec::shape() {
        Shape::Record(record) => record,
        _ => RecordShape { doc: "", fields: Vec::new() },
    }
}

record! {
    /// A Kubernetes cluster, described once: every file of every machine follows from it.
    pub struct Spec {
        /// Version of this format. Read first, so that old files keep their meaning.
        kubecore: Field<FormatVersion>,
        /// The cluster's name.
        name: Field<Name>,
        /// Which system is rendered.
        profile: Field<Profile>,
        /// Which Kubernetes runs.
        kubernetes: Kubernetes,
        /// Address ranges, and who connects pods.
        network: Network,
        /// How workers and kubectl reach the API.
        api: Api,
        /// Where the cluster keeps its state.
        etcd: Etcd,
        /// The machines, one by one.
        nodes: Field<Vec<NodeSpec>>,
        /// Many alike machines: numbered names, consecutive addresses.
        pools: Field<Vec<PoolSpec>>,
        /// Certificates.
        pki: Pki,
        /// What runs inside the cluster from the start.
        addons: Addons,
        /// Diagnostics that are known and accepted, by code. They stay listed as notes.
        allow: Field<Vec<Field<Code>>>,
        /// SSH public keys that may log in as `core`.
        ssh_authorized_keys: Field<Vec<Field<SshKey>>>,
        /// What only the profile `coreos-guide` has.
        coreos_guide: CoreosGuide,
        /// What only the profile `fleet-units` has.
        fleet_units: FleetUnits,
        /// What only the profile `weave` has.
        weave: Weave,
        /// What only the profile `corekube` has.
        corekube: Corekube,
        /// What only the profile `flatcar` has.
        flatcar: Flatcar,
    }
}

choice! {
    /// The systems that can be rendered.
    pub enum Profile {
        /// CoreOS Container Linux with the kubelet under rkt and a static-pod control plane, as the CoreOS step-by-step guide of Kubernetes 1.4 sets it up.
        CoreosGuide = "coreos-guide",
        /// CoreOS machines on which fleet places Kubernetes v0.19.3 as units, by the roles leader and worker, with etcd2 and flannel.
        FleetUnits = "fleet-units",
        /// Kubernetes v1.0.1 on CoreOS machines of several clouds, connected by Weave, from a cloud-config of systemd targets.
        Weave = "weave",
        /// corekube: an OpenStack Heat stack of CoreOS servers, on which the Overlord starts Kubernetes through fleet.
        Corekube = "corekube",
        /// Kubernetes of today on Flatcar Container Linux or Fedora CoreOS: machines are set up by Ignition at their first boot, with certificates throughout.
        Flatcar = "flatcar",
    }
}

/// The one that a file without `profile:` means.
impl Default for Profile {
    fn default() -> Self {
        defaults::PROFILE
    }
}

impl Profile {
    /// The one whose block has this key.
    pub fn of_block(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|profile| profile.block() == key)
    }

    /// The key of its own block.
    pub fn block(self) -> &'static str {
        match self {
            Self::CoreosGuide => "coreos_guide",
            Self::FleetUnits => "fleet_units",
            Self::Weave => "weave",
            Self::Corekube => "corekube",
            Self::Flatcar => "flatcar",
        }
    }
}

record! {
    /// Which Kubernetes runs.
    pub struct Kubernetes {
        /// The release. Image tags, download addresses and flags follow from it.
        version: Field<KubernetesVersion>,
    }
}

record! {
    /// Address ranges, and who connects pods.
    pub struct Network {
        /// Addresses of pods. Each machine gets a part of it.
        pods: Field<Families<IpNet>>,
        /// Addresses of services. They exist only inside the cluster; the first is the API's.
        services: Field<Families<IpNet>>,
        /// Address of the DNS service: the 10th of `services` unless given.
        dns_service_ip: Field<Families<IpAddr>>,
        /// DNS domain of the cluster's services.
        domain: Field<Domain>,
        /// Networks the machines live on. Used to find overlaps and mistyped addresses.
        hosts: Field<Vec<Field<IpNet>>>,
        /// Other networks that must stay reachable: VPN, office, storage.
        in_use: Field<Vec<Field<IpNet>>>,
        /// Who connects pods of different machines.
        provider: Field<Provider>,
        /// Who enforces network policy between pods.
        policy: Field<Policy>,
    }
}

choice! {
    /// Who connects pods of different machines.
    pub enum Provider {
        /// An overlay (vxlan) with a subnet for each machine.
        Flannel = "flannel",
        /// Routes by BGP, without an overlay; brings its own policy.
        Calico = "calico",
        /// Weave: an overlay between machines of different networks.
        Weave = "weave",
        /// You connect the machines' pod subnets yourself.
        None = "none",
    }
}

choice! {
    /// Who enforces network policy between pods.
    pub enum Policy {
        /// Nobody: every pod reaches every pod.
        None = "none",
        /// Calico.
        Calico = "calico",
    }
}

record! {
    /// How workers and kubectl reach the API.
    pub struct Api {
        /// An address or DNS name, without scheme and port. With several control planes: the load balancer, or a name that resolves to all of them. Default: the only control plane's address.
        host: Field<Host>,
    }
}

record! {
    /// Where the cluster keeps its state.
    pub struct Etcd {
        /// Members that exist already. Default: the machines of the role etcd, or else the control planes, run it.
        endpoints: Field<Vec<Field<EtcdUrl>>>,
    }
}

choice! {
    /// What a machine does.
    pub enum Role {
        /// Keeps the cluster's state, or helps its members to find each other; runs no Kubernetes.
        Etcd = "etcd",
        /// Runs the API server, controller manager and scheduler.
        ControlPlane = "control-plane",
        /// Runs workloads.
        Worker = "worker",
        /// Watches machines join, and starts their units. Only with `corekube`.
        Overlord = "overlord",
    }
}

impl Role {
    /// Whether such a machine runs Kubernetes, and pods.
    pub fn runs_kubernetes(self) -> bool {
        matches!(self, Self::ControlPlane | Self::Worker)
    }
}

record! {
    /// One machine.
    pub struct NodeSpec {
        /// Its name: an RFC 1123 label, also the name of its bundle.
        name: Field<Name>,
        /// What it does.
        role: Field<Role>,
        /// Its address, reachable from all other machines.
        ip: Field<Families<IpAddr>>,
        /// Kubernetes labels it registers with.
        labels: Field<Labels>,
        /// Whether ordinary pods may run here. Default: on workers only.
        schedulable: Field<bool>,
    }
}

record! {
    /// Many alike machines.
    pub struct PoolSpec {
        /// First part of their names: `worker` gives worker-001 and so on.
        name: Field<Name>,
        /// What they do.
        role: Field<Role>,
        /// How many.
        count: Field<Whole<1, MAX_NODES>>,
        /// Address of the first; the others follow one by one.
        first_ip: Field<Families<IpAddr>>,
        /// Kubernetes labels they register with.
        labels: Field<Labels>,
        /// Whether ordinary pods may run here. Default: on workers only.
        schedulable: Field<bool>,
    }
}

record! {
    /// Certificates.
    pub struct Pki {
        /// Who makes them.
        source: Field<PkiSource>,
        /// Kind of the keys. Keys that sign service-account tokens stay RSA where the release reads no others.
        key: Field<KeyChoice>,
        /// Further names and addresses at which the API is asked for: subject alternative names (SANs) of its certificate, besides those that follow from the cluster.
        api_sans: Field<Vec<Field<Host>>>,
        /// Days that a certificate authority (CA) is valid from the day it is made.
        ca_days: Field<Whole<1, 36_500>>,
        /// Days that any other certificate is valid. None outlives its authority.
        certificate_days: Field<Whole<1, 36_500>>,
        /// Minutes that certificates are dated back, for machines whose clocks are late.
        backdate_minutes: Field<Whole<0, 1_440>>,
    }
}

choice! {
    /// Who makes certificates.
    pub enum PkiSource {
        /// kubecore, on your own machine: `kubecore-cli pki init` makes them once, in a directory of their own, and `render --pki` puts each key into the bundle of its machine.
        Generate = "generate",
        /// A script with openssl, run by you: keys never pass through kubecore.
        OpensslScript = "openssl-script",
    }
}

choice! {
    /// Kind of a key.
    pub enum KeyChoice {
        /// ECDSA on the curve P-256: small, and made in no time.
        EcdsaP256 = "ecdsa-p256",
        /// RSA with 2048 bits: for programs that read nothing else.
        Rsa2048 = "rsa-2048",
    }
}

record! {
    /// What runs inside the cluster from the start.
    pub struct Addons {
        /// Cluster DNS: service names resolve inside pods.
        kube_dns: Field<bool>,
        /// The Kubernetes dashboard.
        dashboard: Field<bool>,
    }
}
