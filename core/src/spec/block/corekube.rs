//! What only the profile `corekube` has.

use ipnet::IpNet;

use crate::spec::decode::{choice, record};
use crate::spec::value::{BaseUrl, MachineId, Name, Sha256, Word};
use crate::spec::{Edition, Field};

record! {
    /// What only the profile `corekube` has.
    pub struct Corekube {
        /// The rung of the document's own ladder of versions: `published` is its Kubernetes v0.7.1 with known defects, `corrected` the last one that worked, v1.4.0, without them.
        edition: Field<Edition>,
        /// Which cloud the stack is for.
        platform: Field<Platform>,
        /// Name of the SSH key pair in the cloud: the default of the stack's parameter, which has none otherwise.
        key_name: Field<Word>,
        /// Size of the servers: the default of the stack's parameter.
        flavor: Field<Word>,
        /// Operating system image, by name or id: the default of the stack's parameter.
        image: Field<Word>,
        /// Network that floating addresses come from: the default of the stack's parameter. Only with `openstack`.
        external_network: Field<Word>,
        /// From where SSH is let in. Default: from nowhere. Only with `openstack`.
        admin_cidr: Field<IpNet>,
        /// Opens every port of every server to everybody, as the original does. Only with `openstack`.
        open_security_group: Field<bool>,
        /// Id of the RackConnect network: the default of the stack's parameter. Only with `rackconnect-v3`.
        rackconnect_network: Field<Word>,
        /// Where machines download Kubernetes: RELEASE/bin/linux/amd64/PROGRAM is put behind it. For a mirror of your own.
        download_url: Field<BaseUrl>,
        /// SHA-256 of the programs: machines then refuse any other. Default: they take what the address gives them.
        checksums: CorekubeChecksums,
        /// The program that gives machines their units: kubecore-cli itself, on the overlord.
        overlord: CorekubeOverlord,
        /// What fleet knows the master and minions by, once they run: their units are then filled in here.
        machines: Field<Vec<CorekubeMachine>>,
    }
}

choice! {
    /// Which cloud the stack is for.
    pub enum Platform {
        /// OpenStack with Neutron. Not in the published edition.
        Openstack = "openstack",
        /// Rackspace Cloud Servers with a Cloud Network.
        Rackspace = "rackspace",
        /// Rackspace Cloud Servers behind RackConnect v3.
        RackconnectV3 = "rackconnect-v3",
    }
}

record! {
    /// SHA-256 of the programs: machines then refuse any other. Default: they take what the address gives them.
    pub struct CorekubeChecksums {
        /// Of kube-apiserver.
        kube_apiserver: Field<Sha256>,
        /// Of kube-controller-manager.
        kube_controller_manager: Field<Sha256>,
        /// Of kube-scheduler.
        kube_scheduler: Field<Sha256>,
        /// Of kubectl.
        kubectl: Field<Sha256>,
        /// Of kubelet.
        kubelet: Field<Sha256>,
        /// Of kube-proxy.
        kube_proxy: Field<Sha256>,
    }
}

record! {
    /// What fleet knows a machine by.
    pub struct CorekubeMachine {
        /// Which machine: a name from `nodes` or of a pool.
        name: Field<Name>,
        /// Its machine id: `cat /etc/machine-id` there, or `fleetctl list-machines --full`.
        id: Field<MachineId>,
    }
}

record! {
    /// The program that gives machines their units: kubecore-cli itself, on the overlord.
    pub struct CorekubeOverlord {
        /// Where the overlord's server downloads kubecore-cli: for x86-64, needing no library of the system (musl). Default: nowhere; it is then copied there by hand.
        url: Field<BaseUrl>,
        /// Its SHA-256, without which it is not run.
        sha256: Field<Sha256>,
    }
}
