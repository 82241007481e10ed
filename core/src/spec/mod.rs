//! `cluster.yaml` as written.
//!
//! Every field is described where it is declared; the JSON Schema, `init` and the page's help are
//! made from these descriptions.

pub(crate) mod decode;
pub(crate) mod defaults;
pub(crate) mod draft;

mod example;
mod field;
mod schema;
pub mod shape;
pub mod value;

pub use decode::Whole;

pub use example::{Topology, example};
pub use field::Field;
pub use schema::schema;

use std::net::IpAddr;

use ipnet::IpNet;

use crate::diagnostic::{Code, Report};
use crate::source::{At, Source, Tree, read};
use decode::{Decode, choice, record};
use shape::{RecordShape, Shape};
use value::{
    Domain, EtcdUrl, FormatVersion, Host, KubernetesVersion, Labels, Name, OsVersion, SshKey,
};

/// The most machines that are rendered in one go.
pub const MAX_NODES: u32 = 100_000;

/// Blocks that the format keeps for other profiles: a file may carry them from one to the next.
const FOREIGN_BLOCKS: [&str; 4] = ["fleet_units", "weave", "corekube", "flatcar"];

/// A spec, and what was wrong with its text.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// As written; `None` if the text is no YAML document.
    pub spec: Option<Spec>,
    /// What could not be read.
    pub report: Report,
    pub(crate) tree: Option<Tree>,
}

/// Reads `cluster.yaml`. Every problem is reported, not only the first.
pub fn parse(source: &Source) -> Parsed {
    let (tree, mut report) = read(source);
    let spec = tree.as_ref().map(|tree| Spec::decode(&tree.root, At::Root, &mut report));
    Parsed { spec, report, tree }
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
    }
}

choice! {
    /// The systems that can be rendered.
    pub enum Profile {
        /// CoreOS Container Linux with the kubelet under rkt and a static-pod control plane, as the CoreOS step-by-step guide of Kubernetes 1.4 sets it up.
        CoreosGuide = "coreos-guide",
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
        pods: Field<IpNet>,
        /// Addresses of services. They exist only inside the cluster; the first is the API's.
        services: Field<IpNet>,
        /// Address of the DNS service: the 10th of `services` unless given.
        dns_service_ip: Field<IpAddr>,
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
        /// Keeps the cluster's state; runs no Kubernetes.
        Etcd = "etcd",
        /// Runs the API server, controller manager and scheduler.
        ControlPlane = "control-plane",
        /// Runs workloads.
        Worker = "worker",
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
        ip: Field<IpAddr>,
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
        first_ip: Field<IpAddr>,
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
    }
}

choice! {
    /// Who makes certificates.
    pub enum PkiSource {
        /// A script with openssl, run by you: keys never pass through kubecore.
        OpensslScript = "openssl-script",
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

record! {
    /// What only the profile `coreos-guide` has.
    pub struct CoreosGuide {
        /// Whether the guide's known defects are repaired.
        edition: Field<Edition>,
        /// How pods get their network where flannel works without Calico. Calico always uses CNI.
        pod_networking: Field<PodNetworking>,
        /// Container Linux release of the machines. kubelet-wrapper's variables and volumes follow from it.
        os_version: Field<OsVersion>,
        /// How several API servers announce themselves as the service `kubernetes`.
        api_advertise: Field<ApiAdvertise>,
        /// When a machine reboots after an update of the operating system.
        reboot_strategy: Field<RebootStrategy>,
        /// What the kubelet gets from its machine.
        kubelet: Kubelet,
    }
}

choice! {
    /// Whether the guide's known defects are repaired.
    pub enum Edition {
        /// Known defects are repaired; each machine's README lists them.
        Corrected = "corrected",
        /// The guide's own settings, defects included.
        Published = "published",
    }
}

choice! {
    /// How pods get their network where flannel works without Calico.
    pub enum PodNetworking {
        /// docker's bridge takes the machine's flannel subnet, as in the guide.
        DockerBridge = "docker-bridge",
        /// The kubelet calls the CNI plugin flannel; docker's bridge is left out.
        Cni = "cni",
    }
}

choice! {
    /// How several API servers announce themselves as the service `kubernetes`.
    pub enum ApiAdvertise {
        /// Each with its own address, as in the guide. With several, they overwrite each other.
        Node = "node",
        /// Each with its own address and the number of all. One that is down stays listed.
        Counted = "counted",
        /// All with `api.host`, which must be an address.
        ApiHost = "api-host",
    }
}

choice! {
    /// When a machine reboots after an update of the operating system.
    pub enum RebootStrategy {
        /// Never by itself.
        Off = "off",
        /// One machine at a time, by a lock in etcd.
        EtcdLock = "etcd-lock",
        /// At once.
        Reboot = "reboot",
    }
}

record! {
    /// What the kubelet, which runs in a container of its own, gets from its machine.
    pub struct Kubelet {
        /// The machine's /etc/resolv.conf.
        host_dns: Field<bool>,
        /// The machine's /var/log, for log collectors.
        logging: Field<bool>,
        /// iscsiadm, for iSCSI volumes.
        iscsi: Field<bool>,
        /// modprobe and kernel modules, for Ceph RBD volumes. Needs Kubernetes v1.3.6.
        rbd: Field<bool>,
        /// /var/lib/cni, so that pods keep their addresses when the kubelet restarts.
        keep_pod_ips: Field<bool>,
        /// What runs containers.
        runtime: Field<Runtime>,
    }
}

choice! {
    /// What runs containers.
    pub enum Runtime {
        /// docker.
        Docker = "docker",
        /// rkt. Needs pods networked by CNI and Container Linux 1151.0.0.
        Rkt = "rkt",
    }
}
