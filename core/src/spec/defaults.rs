//! Every default, with its reason.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use super::value::{
    BaseUrl, Domain, KubernetesVersion, LabelValue, Metadata, OsVersion, PortRange,
};
use super::{
    ApiAddress, ApiAdvertise, Arch, CalicoTunnel, ControlPlaneMode, Edition, EtcdService,
    FlatcarOs, Install, KeyChoice, KeyDelivery, Layout, NodeRanges, PkiSource, Platform,
    PodNetworking, Policy, Profile, Provider, ProxyMode, RebootStrategy, Registration, Role,
    Runtime, UpdateGroup, UserDataPlatform,
};
use crate::catalogue;

/// What holds where the user is silent.
#[derive(Debug, Clone)]
pub(crate) struct Defaults {
    pub(crate) version: KubernetesVersion,
    pub(crate) pods: IpNet,
    pub(crate) services: IpNet,
    pub(crate) domain: Domain,
    pub(crate) provider: Provider,
    /// Without DNS, services have no names: everybody wants it.
    pub(crate) kube_dns: bool,
    /// The guide offers the dashboard as a step that may be skipped.
    pub(crate) dashboard: bool,
}

/// The profile that a file without `profile:` means: the one most documents describe.
pub(crate) const PROFILE: Profile = Profile::CoreosGuide;

/// Offset of the DNS service in the service range: .10 in the guide and in kubeadm since.
pub(crate) const DNS_OFFSET: u32 = 10;

pub(crate) fn of(profile: Profile, edition: Edition) -> Defaults {
    // The other three documents have no DNS, and their pods no names for services: D-10, W-12.
    let kube_dns = edition == Edition::Corrected;
    match profile {
        // getting-started.md and deploy-master.md of the guide.
        Profile::CoreosGuide => Defaults {
            version: KubernetesVersion::new(1, 4, 0),
            pods: v4(Ipv4Addr::new(10, 2, 0, 0), 16),
            services: v4(Ipv4Addr::new(10, 3, 0, 0), 24),
            domain: Domain::cluster_local(),
            provider: Provider::Flannel,
            kube_dns: true,
            dashboard: false,
        },
        // README of the units; the pod range of Kubernetes' own guide for CoreOS of that time.
        Profile::FleetUnits => Defaults {
            version: KubernetesVersion::new(0, 19, 3),
            pods: v4(Ipv4Addr::new(10, 244, 0, 0), 16),
            services: v4(Ipv4Addr::new(172, 22, 0, 0), 16),
            domain: Domain::cluster_local(),
            provider: Provider::Flannel,
            kube_dns,
            dashboard: false,
        },
        // The document's cloud-config; pods are addressed from the machines' bridges.
        Profile::Weave => Defaults {
            version: KubernetesVersion::new(1, 0, 1),
            pods: v4(Ipv4Addr::new(10, 1, 0, 0), 16),
            services: v4(Ipv4Addr::new(10, 100, 0, 0), 16),
            domain: Domain::cluster_local(),
            provider: Provider::Weave,
            kube_dns,
            dashboard: false,
        },
        // The document's Heat template, and the last of its successors.
        Profile::Corekube => Defaults {
            version: match edition {
                Edition::Published => KubernetesVersion::new(0, 7, 1),
                Edition::Corrected => KubernetesVersion::new(1, 4, 0),
            },
            pods: v4(Ipv4Addr::new(10, 244, 0, 0), 15),
            services: v4(Ipv4Addr::new(10, 1, 0, 0), 16),
            domain: Domain::cluster_local(),
            provider: Provider::Flannel,
            kube_dns,
            dashboard: false,
        },
        // The newest release of the catalogue; flannel's own range, and the upper sixteenth of kubeadm's.
        Profile::Flatcar => Defaults {
            version: catalogue::NEWEST,
            pods: v4(Ipv4Addr::new(10, 244, 0, 0), 16),
            services: v4(Ipv4Addr::new(10, 96, 0, 0), 16),
            domain: Domain::cluster_local(),
            provider: Provider::Flannel,
            kube_dns: true,
            dashboard: false,
        },
    }
}

/// Calico without its policy is not part of the guide; the others have none unless asked.
pub(crate) fn policy(provider: Provider) -> Policy {
    match provider {
        Provider::Calico => Policy::Calico,
        Provider::Flannel | Provider::Weave | Provider::None => Policy::None,
    }
}

/// Known defects cost days: nobody wants them by default.
pub(crate) const EDITION: Edition = Edition::Corrected;

/// The guide's own way, and the one with the fewest parts.
pub(crate) const POD_NETWORKING: PodNetworking = PodNetworking::DockerBridge;

/// Stable channel when the guide's release came out (autumn 2016).
pub(crate) const OS_VERSION: OsVersion = OsVersion(1185, 3, 0);

/// The guide's scripts mask update-engine and its cloud-configs set `off`: a machine that reboots
/// on its own takes its pods with it.
pub(crate) const REBOOT_STRATEGY: RebootStrategy = RebootStrategy::Off;

/// The guide's runtime.
pub(crate) const RUNTIME: Runtime = Runtime::Docker;

/// Part of the guide's unit.
pub(crate) const HOST_DNS: bool = true;

/// Part of the guide's unit.
pub(crate) const LOGGING: bool = true;

/// The guide's extras: each opens the kubelet's container a little further.
pub(crate) const ISCSI: bool = false;
pub(crate) const RBD: bool = false;
pub(crate) const KEEP_POD_IPS: bool = false;

/// Control planes keep their machines to themselves; etcd members run no Kubernetes.
pub(crate) fn schedulable(role: Role) -> bool {
    role == Role::Worker
}

/// Several API servers that overwrite each other's endpoint are defect D-25 of the guide.
pub(crate) fn api_advertise(edition: Edition, control_planes: usize) -> ApiAdvertise {
    match edition {
        Edition::Corrected if control_planes > 1 => ApiAdvertise::Counted,
        Edition::Corrected | Edition::Published => ApiAdvertise::Node,
    }
}

/// The guide has a page of openssl commands; without them nothing but kubecore is needed.
pub(crate) fn pki_source(edition: Edition) -> PkiSource {
    match edition {
        Edition::Corrected => PkiSource::Generate,
        Edition::Published => PkiSource::OpensslScript,
    }
}

/// Keys and signatures of a tenth of RSA's size, which every TLS library since 2012 reads.
pub(crate) const PKI_KEY: KeyChoice = KeyChoice::EcdsaP256;

/// Ten years, as kubeadm: longer than most clusters live, shorter than the guide's 10 000 days.
pub(crate) const CA_DAYS: u32 = 3_650;

/// A year: the guide's, and kubeadm's.
pub(crate) const CERTIFICATE_DAYS: u32 = 365;

/// As kubeadm does.
pub(crate) const BACKDATE_MINUTES: u32 = 5;

/// README of the units: not 8080, which much else uses.
pub(crate) const FLEET_API_PORT: u32 = 9090;

/// README of the units.
pub(crate) fn leader_metadata() -> Metadata {
    Metadata::known("role", "leader")
}

/// README of the units names workers so.
pub(crate) fn worker_metadata() -> Metadata {
    Metadata::known("role", "worker")
}

/// Where the units download from: the project's own bucket.
pub(crate) fn download_url() -> BaseUrl {
    BaseUrl::known("https://storage.googleapis.com/kubernetes-release/release")
}

/// The document's is one for all; but then each machine holds the secrets of all.
pub(crate) const LAYOUT: Layout = Layout::PerMachine;

/// The document's own; registration by hand is its option.
pub(crate) const REGISTRATION: Registration = Registration::Kubelet;

/// The document's.
pub(crate) fn environment() -> LabelValue {
    LabelValue::known("production")
}

/// The document's machines follow beta (723.3.0).
pub(crate) const WEAVE_UPDATE_GROUP: UpdateGroup = UpdateGroup::Beta;

/// Each edition's own cloud: the document knew Rackspace only, the last rung runs on Neutron.
pub(crate) fn platform(edition: Edition) -> Platform {
    match edition {
        Edition::Published => Platform::Rackspace,
        Edition::Corrected => Platform::Openstack,
    }
}

/// The document's own lets everybody in, and its control plane has no TLS.
pub(crate) const OPEN_SECURITY_GROUP: bool = false;

/// HEAD's Neutron subnet, and the document's Cloud Network.
pub(crate) fn stack_network(platform: Platform) -> IpNet {
    match platform {
        Platform::Openstack => v4(Ipv4Addr::new(10, 10, 10, 0), 24),
        Platform::Rackspace | Platform::RackconnectV3 => v4(Ipv4Addr::new(192, 168, 3, 0), 24),
    }
}

/// The nearer successor of what the other profiles run on.
pub(crate) const FLATCAR_OS: FlatcarOs = FlatcarOs::Flatcar;

/// What most machines are.
pub(crate) const ARCH: Arch = Arch::Amd64;

/// Every checksum is known, and nothing changes by itself.
pub(crate) const INSTALL: Install = Install::Binaries;

/// Nothing has to be run, so a machine that is set up anew is what it was.
pub(crate) const CONTROL_PLANE_MODE: ControlPlaneMode = ControlPlaneMode::StaticPods;

/// As kubeadm does, and one way to look at everything.
pub(crate) const ETCD_SERVICE: EtcdService = EtcdService::StaticPod;

/// The mode that upstream's work goes into (stable since 1.33, KEP-3866).
pub(crate) const PROXY_MODE: ProxyMode = ProxyMode::Nftables;

/// It gets through every network that lets UDP through.
pub(crate) const CALICO_TUNNEL: CalicoTunnel = CalicoTunnel::Vxlan;

/// What asks for nothing further on the machines.
pub(crate) const API_ADDRESS: ApiAddress = ApiAddress::External;

/// kube-controller-manager's own (`setNodeCIDRMaskSizes` in `cmd/kube-controller-manager/app/core.go`),
/// and the kubelet's `maxPods`.
pub(crate) const NODE_RANGES: NodeRanges =
    NodeRanges { v4: 24, v6: 64, max_pods: 110, kubeadm: false };

/// kube-apiserver's own.
pub(crate) fn node_ports() -> PortRange {
    PortRange::KUBERNETES
}

/// User-data can be read by every pod that reaches the metadata service.
pub(crate) const KEY_DELIVERY: KeyDelivery = KeyDelivery::Bundle;

/// No limit is supposed where none was asked about.
pub(crate) const USER_DATA_PLATFORM: UserDataPlatform = UserDataPlatform::Metal;

fn v4(address: Ipv4Addr, prefix: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(address, prefix))
}
