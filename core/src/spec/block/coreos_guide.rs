//! What only the profile `coreos-guide` has.

use crate::spec::decode::{choice, record};
use crate::spec::value::OsVersion;
use crate::spec::{Edition, Field, RebootStrategy};

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
