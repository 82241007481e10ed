//! Settings of the profile `flatcar`, as meant.

use std::net::IpAddr;

use crate::catalogue::{self, Release};
use crate::spec::NodeRanges;
use crate::spec::draft::{Draft, node_ranges};
use crate::spec::value::{BaseUrl, Host, InterfaceName, PortRange, Secret, Sha256};
use crate::spec::{
    ApiAddress, Arch, CalicoTunnel, ControlPlaneMode, EtcdService, FlatcarOs, Install, KeyDelivery,
    Provider, ProxyMode, RebootStrategy, UserDataPlatform, defaults,
};

/// Where today's API servers listen (kubernetes/website, "Ports and Protocols").
pub const API_PORT: u16 = 6443;

/// The block `flatcar`, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What the catalogue knows of the release.
    pub release: &'static Release,
    /// The machines' operating system.
    pub os: FlatcarOs,
    /// The machines' processor.
    pub arch: Arch,
    /// How Kubernetes' programs get onto a machine.
    pub programs: Programs,
    /// Who sets up the control plane.
    pub control_plane: ControlPlane,
    /// How an etcd member runs on a machine that runs Kubernetes too.
    pub etcd: EtcdService,
    /// Who connects pods.
    pub network: PodNetwork,
    /// How kube-proxy leads the traffic of services.
    pub proxy: ProxyMode,
    /// The address that control planes hand among themselves, if they do.
    pub vip: Option<Vip>,
    /// What each machine gets of the pod ranges, and how many pods it takes.
    pub node_ranges: NodeRanges,
    /// Ports of services of type NodePort.
    pub node_ports: PortRange,
    /// Which way private keys take to a machine.
    pub keys: KeyDelivery,
    /// Where the machines run.
    pub platform: UserDataPlatform,
    /// Where their configs are served, if user-data names them only.
    pub config_url: Option<BaseUrl>,
    /// When machines reboot after an update.
    pub reboot_strategy: RebootStrategy,
}

/// How Kubernetes' programs get onto a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Programs {
    /// Each by itself; their checksums are the catalogue's.
    Binaries,
    /// As a system extension image with this checksum.
    Sysext(Sha256),
}

/// Who sets up the control plane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControlPlane {
    /// Static pods.
    StaticPods,
    /// kubeadm; machines join by this token.
    Kubeadm(Secret),
}

/// Who connects pods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PodNetwork {
    /// flannel, in vxlan.
    Flannel,
    /// Calico, which also enforces policy, by this tunnel.
    Calico(CalicoTunnel),
    /// Whoever the operator brings.
    Own,
}

/// An address that control planes hand among themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vip {
    /// The address.
    pub address: IpAddr,
    /// Which interface it is put on, if it is not that of the machine's own address.
    pub interface: Option<InterfaceName>,
}

impl Settings {
    /// Whether kubeadm sets up the control plane.
    pub fn kubeadm(&self) -> bool {
        matches!(self.control_plane, ControlPlane::Kubeadm(_))
    }

    /// Whether Calico connects pods.
    pub fn calico(&self) -> bool {
        matches!(self.network, PodNetwork::Calico(_))
    }

    /// Whether the machines run Flatcar.
    pub fn is_flatcar(&self) -> bool {
        self.os == FlatcarOs::Flatcar
    }
}

pub(super) fn settings(draft: &Draft<'_>) -> Option<Settings> {
    let block = &draft.spec.flatcar;
    Some(Settings {
        release: catalogue::release(draft.version?)?,
        os: block.os.or(defaults::FLATCAR_OS)?,
        arch: block.arch.or(defaults::ARCH)?,
        programs: match block.install.or(defaults::INSTALL)? {
            Install::Binaries => Programs::Binaries,
            Install::Sysext => Programs::Sysext(block.sysext_checksum.given()?.clone()),
        },
        control_plane: match block.mode.or(defaults::CONTROL_PLANE_MODE)? {
            ControlPlaneMode::StaticPods => ControlPlane::StaticPods,
            ControlPlaneMode::Kubeadm => {
                ControlPlane::Kubeadm(block.kubeadm_token.given()?.clone())
            }
        },
        etcd: match block.mode.or(defaults::CONTROL_PLANE_MODE)? {
            ControlPlaneMode::StaticPods => block.etcd.or(defaults::ETCD_SERVICE)?,
            // kubeadm's own are static pods.
            ControlPlaneMode::Kubeadm => EtcdService::StaticPod,
        },
        network: match draft.provider? {
            Provider::Flannel => PodNetwork::Flannel,
            Provider::Calico => {
                PodNetwork::Calico(block.calico_tunnel.or(defaults::CALICO_TUNNEL)?)
            }
            Provider::None => PodNetwork::Own,
            Provider::Weave => return None,
        },
        proxy: block.proxy.or(defaults::PROXY_MODE)?,
        vip: match block.api_address.or(defaults::API_ADDRESS)? {
            ApiAddress::External => None,
            ApiAddress::KubeVip => Some(vip(draft)?),
        },
        node_ranges: node_ranges(block)?,
        node_ports: block.node_ports.or(defaults::node_ports())?,
        keys: block.keys.or(defaults::KEY_DELIVERY)?,
        platform: block.platform.or(defaults::USER_DATA_PLATFORM)?,
        config_url: block.config_url.given().cloned(),
        reboot_strategy: block.reboot_strategy.or(defaults::REBOOT_STRATEGY)?,
    })
}

fn vip(draft: &Draft<'_>) -> Option<Vip> {
    let Host::Address(address) = draft.api_host.clone()? else { return None };
    Some(Vip { address, interface: draft.spec.flatcar.api_interface.given().cloned() })
}
