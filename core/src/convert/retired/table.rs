//! Names that mean nothing to an image of today, with what took their place. Data.
//!
//! Sources: the release notes of Flatcar (rkt, kubelet-wrapper and fleet removed), `lib/` and `share/`
//! of flatcar/baselayout, and the units that coreos/coreos-overlay had.

use crate::format::ignition::Variant;

const ETCD: &str = "run etcd 3 as a static pod or a unit of your own; data of etcd 2 does not \
                    carry over by itself";
const FLEET: &str = "let Kubernetes place what fleet placed, or bring the units to their machines \
                     by each machine's config";
const FLANNEL: &str = "run flannel in the cluster, by the DaemonSet of its own manifest";
const RKT: &str = "run the container by containerd, docker or podman";
const KUBELET: &str = "bring the kubelet by a sysext image, or write a binary to /opt/bin";
const DOCKER: &str = "write docker.service";
const ZINCATI: &str = "Fedora CoreOS updates by zincati.service: see /etc/zincati/config.d";
const NETWORK_MANAGER: &str = "Fedora CoreOS uses NetworkManager: see \
                               /etc/NetworkManager/system-connections";

/// Blocks of `coreos` whose program is gone.
pub(super) const BLOCKS: [(&str, &str); 4] =
    [("etcd", ETCD), ("etcd2", ETCD), ("fleet", FLEET), ("flannel", FLANNEL)];

/// The block that described the image.
pub(super) const OEM: (&str, &str) =
    ("oem", "remove it: the image of each platform brings its own");

const UNITS: [(&str, &str); 16] = [
    ("early-docker.service", DOCKER),
    ("early-docker.socket", DOCKER),
    ("early-docker.target", DOCKER),
    ("etcd.service", ETCD),
    ("etcd2.service", ETCD),
    ("flannel-docker-opts.service", FLANNEL),
    ("flanneld.service", FLANNEL),
    ("fleet.service", FLEET),
    ("fleet.socket", FLEET),
    ("rkt-api.service", RKT),
    ("rkt-gc.service", RKT),
    ("rkt-gc.timer", RKT),
    ("rkt-metadata.service", RKT),
    ("rkt-metadata.socket", RKT),
    ("system-config.target", "remove it: nothing of Ignition's runs in the booted system"),
    ("user-config.target", "remove it: nothing of Ignition's runs in the booted system"),
];

/// What Flatcar has and Fedora CoreOS does not.
const UNITS_OF_FLATCAR: [(&str, &str); 7] = [
    ("coreos-metadata.service", "write afterburn.service, which writes /run/metadata/afterburn"),
    ("etcd-member.service", ETCD),
    ("locksmithd.service", ZINCATI),
    ("systemd-networkd-wait-online.service", "write NetworkManager-wait-online.service"),
    ("systemd-networkd.service", NETWORK_MANAGER),
    ("update-engine-stub.service", ZINCATI),
    ("update-engine.service", ZINCATI),
];

/// Units that an image of `target` does not have.
pub(super) fn units(target: Variant) -> impl Iterator<Item = (&'static str, &'static str)> {
    let more: &[_] = match target {
        Variant::Flatcar => &[],
        Variant::Fcos => &UNITS_OF_FLATCAR,
    };
    UNITS.iter().chain(more).copied()
}

/// Programs of the old image: by name, or by path where the name is still good; with the first
/// argument where it is that which is gone.
pub(super) const PROGRAMS: [(&str, &str); 12] = [
    ("rkt", RKT),
    ("kubelet-wrapper", KUBELET),
    ("/usr/bin/kubelet", KUBELET),
    ("/usr/bin/kubectl", KUBELET),
    ("etcd2", ETCD),
    ("/usr/bin/etcd", ETCD),
    ("fleetctl", FLEET),
    ("fleetd", FLEET),
    ("flannel-wrapper", FLANNEL),
    ("/usr/bin/flanneld", FLANNEL),
    ("docker daemon", "write dockerd in place of `docker daemon`"),
    ("docker -d", "write dockerd in place of `docker -d`"),
];

/// Groups of the old image.
pub(super) const GROUPS: [&str; 3] = ["fleet", "rkt", "rkt-admin"];
