//! Settings of the profile `fleet-units`, as meant.

use crate::spec::draft::Draft;
use crate::spec::value::{BaseUrl, DiscoveryUrl, Metadata, Sha256};
use crate::spec::{Edition, FleetChecksums, RebootStrategy, Whole, defaults};

/// The block `fleet_units`, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether known defects are repaired.
    pub edition: Edition,
    /// The API's port, without TLS.
    pub api_port: u16,
    /// fleet metadata of control planes.
    pub leader_metadata: Metadata,
    /// fleet metadata of workers.
    pub worker_metadata: Metadata,
    /// How etcd's members find each other, if not by a list.
    pub discovery: Option<DiscoveryUrl>,
    /// Where machines download Kubernetes.
    pub download_url: BaseUrl,
    /// What they must get.
    pub checksums: Checksums,
    /// When machines reboot after an update.
    pub reboot_strategy: RebootStrategy,
}

/// SHA-256 of the programs, where it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checksums {
    /// Of kube-apiserver.
    pub kube_apiserver: Option<Sha256>,
    /// Of kube-controller-manager.
    pub kube_controller_manager: Option<Sha256>,
    /// Of kube-scheduler.
    pub kube_scheduler: Option<Sha256>,
    /// Of kubelet.
    pub kubelet: Option<Sha256>,
    /// Of kube-proxy.
    pub kube_proxy: Option<Sha256>,
}

impl Settings {
    /// Whether known defects are repaired.
    pub fn corrected(&self) -> bool {
        self.edition == Edition::Corrected
    }
}

pub(super) fn settings(draft: &Draft<'_>) -> Option<Settings> {
    let block = &draft.spec.fleet_units;
    let Whole(api_port) = block.api_port.or(Whole(defaults::FLEET_API_PORT))?;
    Some(Settings {
        edition: draft.edition?,
        api_port: u16::try_from(api_port).ok()?,
        leader_metadata: block.leader_metadata.or(defaults::leader_metadata())?,
        worker_metadata: block.worker_metadata.or(defaults::worker_metadata())?,
        discovery: block.discovery.given().cloned(),
        download_url: block.download_url.or(defaults::download_url())?,
        checksums: checksums(&block.checksums),
        reboot_strategy: block.reboot_strategy.or(defaults::REBOOT_STRATEGY)?,
    })
}

fn checksums(given: &FleetChecksums) -> Checksums {
    Checksums {
        kube_apiserver: given.kube_apiserver.given().cloned(),
        kube_controller_manager: given.kube_controller_manager.given().cloned(),
        kube_scheduler: given.kube_scheduler.given().cloned(),
        kubelet: given.kubelet.given().cloned(),
        kube_proxy: given.kube_proxy.given().cloned(),
    }
}
