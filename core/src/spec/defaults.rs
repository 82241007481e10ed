//! Every default, with its reason.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use super::value::{Domain, KubernetesVersion, OsVersion};
use super::{
    ApiAdvertise, Edition, PodNetworking, Policy, Profile, Provider, RebootStrategy, Role, Runtime,
};

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

pub(crate) fn of(profile: Profile) -> Defaults {
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
    }
}

/// Calico without its policy is not part of the guide; the others have none unless asked.
pub(crate) fn policy(provider: Provider) -> Policy {
    match provider {
        Provider::Calico => Policy::Calico,
        Provider::Flannel | Provider::None => Policy::None,
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

fn v4(address: Ipv4Addr, prefix: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(address, prefix))
}
