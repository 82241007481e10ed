//! What the corrected edition repairs, and why. A machine's README lists what applies to it.

use super::Guide;
use crate::profile::corrections::Correction;
use crate::spec::{ApiAdvertise, Role};

/// A defect of the guide, and whether it changes files of such machines.
type Repair = Correction<fn(Guide<'_>, Role) -> bool>;

/// The repairs that change files of such a machine; none in the published edition.
pub(super) fn of_role(guide: Guide<'_>, role: Role) -> impl Iterator<Item = &'static Repair> {
    CORRECTIONS
        .iter()
        .filter(move |correction| guide.settings.corrected() && (correction.applies)(guide, role))
}

/// The repairs that change what is done once for the cluster.
pub(super) fn of_cluster(guide: Guide<'_>) -> impl Iterator<Item = &'static Repair> {
    CLUSTER.iter().filter(move |correction| {
        guide.settings.corrected() && (correction.applies)(guide, Role::ControlPlane)
    })
}

fn kubernetes(_: Guide<'_>, role: Role) -> bool {
    role != Role::Etcd
}

fn control_plane(_: Guide<'_>, role: Role) -> bool {
    role == Role::ControlPlane
}

const CORRECTIONS: &[Repair] = &[
    Correction {
        id: "D-1",
        published: "docker keeps flannel's bridge address under CNI",
        corrected: "`docker_opts_cni.env` blanks `DOCKER_OPT_BIP` and `DOCKER_OPT_IPMASQ`",
        why: "two bridges with one subnet: pods of other machines cannot be reached",
        applies: |guide, role| {
            role != Role::Etcd && guide.settings.mode.flannel() && guide.settings.mode.cni()
        },
    },
    Correction {
        id: "D-2",
        published: "kubelet `--config`",
        corrected: "`--pod-manifest-path`",
        why: "`--config` is deprecated in 1.4 and gone in 1.6",
        applies: |guide, role| role != Role::Etcd && guide.plan.release.has_pod_manifest_path(),
    },
    Correction {
        id: "D-3",
        published: "kubelet `--network-plugin-dir`, also where no plugin is used",
        corrected: "`--cni-conf-dir` where a plugin is used, nothing elsewhere",
        why: "the old flag meant configurations and programs at once; later releases look for programs there",
        applies: |guide, role| role != Role::Etcd && guide.plan.release.has_cni_conf_dir(),
    },
    Correction {
        id: "D-4",
        published: "admission plugins without `DefaultStorageClass`",
        corrected: "`DefaultStorageClass` before `ResourceQuota`",
        why: "claims without a class stay pending, against the release's recommendation",
        applies: |guide, role| {
            role == Role::ControlPlane && guide.plan.release.recommends_default_storage_class()
        },
    },
    Correction {
        id: "D-6",
        published: "Calico's policy controller in a namespace `calico-system`, made by hand",
        corrected: "in `kube-system`, which exists from the start",
        why: "until somebody made the namespace the controller was not shown, and policy not enforced",
        applies: |guide, role| role == Role::ControlPlane && guide.settings.mode.calico(),
    },
    Correction {
        id: "D-7",
        published: "nothing removes the kubelet's rkt pod",
        corrected: "a uuid file, by which it is removed before a start and stopped with the unit",
        why: "each restart left a dead pod, and a stopped kubelet went on running",
        applies: kubernetes,
    },
    Correction {
        id: "D-8",
        published: "no health check of the API server; one second for the others",
        corrected: "a health check for each with 15 seconds, and CPU requests",
        why: "a hung API server was never restarted, busy ones for nothing",
        applies: control_plane,
    },
    Correction {
        id: "D-12",
        published: "the release in `kubelet.service` only; manifests name `v1.4.0_coreos.0`",
        corrected: "one release everywhere",
        why: "after an upgrade, kubelet and control plane differed",
        applies: kubernetes,
    },
    Correction {
        id: "D-22",
        published: "anonymous requests allowed",
        corrected: "`--anonymous-auth=false`",
        why: "from 1.5 on an anonymous caller may do everything where nothing is authorized",
        applies: |guide, role| {
            role == Role::ControlPlane && guide.plan.release.has_anonymous_auth()
        },
    },
    Correction {
        id: "D-25",
        published: "API servers do not know of each other",
        corrected: "`--apiserver-count`",
        why: "each overwrote the others in the endpoints of the service `kubernetes`",
        applies: |guide, role| {
            role == Role::ControlPlane && guide.settings.api_advertise == ApiAdvertise::Counted
        },
    },
    Correction {
        id: "D-28",
        published: "Calico's CNI file delegates from flannel even without flannel",
        corrected: "Calico calls its own IPAM, runs BGP, and has a pool for the pod range",
        why: "without flannel no pod got an address",
        applies: |guide, role| {
            role != Role::Etcd && guide.settings.mode.calico() && !guide.settings.mode.flannel()
        },
    },
    Correction {
        id: "D-29",
        published: "flanneld has the usual time to start",
        corrected: "20 minutes",
        why: "the first start downloads an image; on slow links it was cut off",
        applies: |guide, role| role != Role::Etcd && guide.settings.mode.flannel(),
    },
    Correction {
        id: "D-33",
        published: "the pod network is written into etcd by hand between two steps",
        corrected: "each control plane's flanneld sets it before it starts, unless it is there",
        why: "without it flanneld fails, and docker, which requires it, too",
        applies: |guide, role| role == Role::ControlPlane && guide.settings.mode.flannel(),
    },
];

const CLUSTER: &[Repair] = &[
    Correction {
        id: "D-5",
        published: "the namespace `kube-system` is made by hand",
        corrected: "left to the API server",
        why: "it makes the namespace itself since 1.3, and answers 409 to the guide's command",
        applies: |guide, _| guide.plan.release.makes_kube_system(),
    },
    Correction {
        id: "D-15",
        published: "`openssl.cnf` names `MASTER_HOST` as `IP.2`, address or not",
        corrected: "addresses as `IP`, names as `DNS`, every control plane listed",
        why: "openssl refuses a name as an address, and clients refuse a certificate without the name",
        applies: |_, _| true,
    },
    Correction {
        id: "D-16",
        published: "kube-dns v19, dashboard v1.4.0",
        corrected: "kube-dns v20 with a health check for each part, dashboard v1.4.1",
        why: "one check covered both parts of kube-dns, so a dead dnsmasq went unnoticed",
        applies: |guide, _| guide.plan.addons.kube_dns || guide.plan.addons.dashboard,
    },
];
