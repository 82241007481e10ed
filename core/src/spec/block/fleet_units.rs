//! What only the profile `fleet-units` has.

use crate::spec::decode::record;
use crate::spec::value::{BaseUrl, DiscoveryUrl, Metadata, Sha256};
use crate::spec::{Edition, Field, RebootStrategy, Whole};

record! {
    /// What only the profile `fleet-units` has.
    pub struct FleetUnits {
        /// Whether the document's known defects are repaired.
        edition: Field<Edition>,
        /// The API's port, without TLS and without authentication: units on every machine name it.
        api_port: Field<Whole<1, 65535>>,
        /// fleet metadata of control planes, which the document calls leaders. The API server runs on every machine that has it.
        leader_metadata: Field<Metadata>,
        /// fleet metadata of workers. Kubelet and proxy run on every machine that has it.
        worker_metadata: Field<Metadata>,
        /// A discovery URL by which etcd's members find each other, made for as many members as there are control planes. Default: each is told the addresses of all.
        discovery: Field<DiscoveryUrl>,
        /// Where machines download Kubernetes: RELEASE/bin/linux/amd64/PROGRAM is put behind it. For a mirror of your own.
        download_url: Field<BaseUrl>,
        /// SHA-256 of the programs: machines then refuse any other. Default: they take what the address gives them.
        checksums: FleetChecksums,
        /// When a machine reboots after an update of the operating system.
        reboot_strategy: Field<RebootStrategy>,
    }
}

record! {
    /// SHA-256 of the programs: machines then refuse any other. Default: they take what the address gives them.
    pub struct FleetChecksums {
        /// Of kube-apiserver.
        kube_apiserver: Field<Sha256>,
        /// Of kube-controller-manager.
        kube_controller_manager: Field<Sha256>,
        /// Of kube-scheduler.
        kube_scheduler: Field<Sha256>,
        /// Of kubelet.
        kubelet: Field<Sha256>,
        /// Of kube-proxy.
        kube_proxy: Field<Sha256>,
    }
}
