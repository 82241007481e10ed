//! What a release of Kubernetes has. Version numbers are compared here and nowhere else.

use std::fmt;
use std::ops::RangeInclusive;

use crate::spec::value::KubernetesVersion;
use crate::spec::{Edition, Profile};

/// A release, with the number of its hyperkube image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release(KubernetesVersion);

/// Images on quay.io/coreos/hyperkube whose suffix is not `_coreos.0`
/// (tags of deploy-master.md in the guide's history).
const IMAGES: [((u32, u32, u32), u32); 4] =
    [((1, 2, 0), 1), ((1, 2, 4), 1), ((1, 3, 0), 1), ((1, 3, 5), 1)];

/// Releases whose programs' flags were read out (`core/data/check/flags`), one of each minor release.
const FLAG_LISTS: [KubernetesVersion; 10] = [
    KubernetesVersion::new(0, 7, 1),
    KubernetesVersion::new(0, 19, 3),
    KubernetesVersion::new(1, 0, 1),
    KubernetesVersion::new(1, 1, 7),
    KubernetesVersion::new(1, 2, 4),
    KubernetesVersion::new(1, 3, 8),
    KubernetesVersion::new(1, 4, 0),
    KubernetesVersion::new(1, 34, 9),
    KubernetesVersion::new(1, 35, 6),
    KubernetesVersion::new(1, 36, 2),
];

/// What a profile renders.
pub(crate) struct Offer {
    minors: RangeInclusive<(u32, u32)>,
    /// In words: `v1.2 to v1.5`.
    pub(crate) span: &'static str,
    /// The release to write if in doubt.
    pub(crate) own: &'static str,
    /// Why that one.
    pub(crate) whose: &'static str,
}

/// `None` where the catalogue says it, release by release.
fn offer(profile: Profile, edition: Edition) -> Option<Offer> {
    Some(match (profile, edition) {
        // From the first with leader election in place of podmaster to the last the guide was
        // written for.
        (Profile::CoreosGuide, _) => Offer {
            minors: (1, 2)..=(1, 5),
            span: "v1.2 to v1.5",
            own: "v1.4.0",
            whose: "the guide's own release",
        },
        // From the units' own to the last before leader election changed how masters are run.
        (Profile::FleetUnits, _) => Offer {
            minors: (0, 19)..=(1, 1),
            span: "v0.19 to v1.1",
            own: "v0.19.3",
            whose: "the units' own release",
        },
        (Profile::Weave, _) => Offer {
            minors: (1, 0)..=(1, 1),
            span: "v1.0 and v1.1",
            own: "v1.0.1",
            whose: "the document's own release",
        },
        // Whole rungs of the document's ladder; between them everything around Kubernetes changed.
        (Profile::Corekube, Edition::Published) => Offer {
            minors: (0, 7)..=(0, 7),
            span: "v0.7 in its published edition",
            own: "v0.7.1",
            whose: "the document's own release",
        },
        (Profile::Corekube, Edition::Corrected) => Offer {
            minors: (1, 4)..=(1, 4),
            span: "v1.4 in its corrected edition",
            own: "v1.4.0",
            whose: "the last one it was made for",
        },
        (Profile::Flatcar, _) => return None,
    })
}

impl Release {
    /// Fills in the image's suffix where the user gave none.
    pub fn new(version: KubernetesVersion) -> Self {
        let number = (version.major, version.minor, version.patch);
        let known = IMAGES.iter().find(|(release, _)| *release == number).map_or(0, |(_, n)| *n);
        Self(KubernetesVersion { image: Some(version.image.unwrap_or(known)), ..version })
    }

    /// The release without the image's suffix, as kubectl is downloaded: `v1.4.0`.
    pub fn kubernetes(self) -> String {
        self.0.release()
    }

    /// The minor release that it is of: `v1.36`.
    pub(crate) fn minor(self) -> String {
        self.0.minor_release()
    }

    /// Whether the profile's document renders it.
    pub(crate) fn is_offered(self, profile: Profile, edition: Edition) -> bool {
        let number = (self.0.major, self.0.minor);
        offer(profile, edition).is_some_and(|offer| offer.minors.contains(&number))
    }

    /// What the profile's document renders, in words; `None` of a profile that has none.
    pub(crate) fn offered(profile: Profile, edition: Edition) -> Option<Offer> {
        offer(profile, edition)
    }

    /// Whether it is the one the profile's document was written for.
    pub(crate) fn is_the_documents(self, profile: Profile) -> bool {
        let own = match profile {
            Profile::CoreosGuide => KubernetesVersion::new(1, 4, 0),
            Profile::FleetUnits => KubernetesVersion::new(0, 19, 3),
            Profile::Weave => KubernetesVersion::new(1, 0, 1),
            Profile::Corekube => KubernetesVersion::new(0, 7, 1),
            Profile::Flatcar => return false,
        };
        self == Self::new(own)
    }

    /// Whether the flags of its minor release were read out.
    pub(crate) fn has_flag_list(self) -> bool {
        self.own_flag_list().is_some()
    }

    /// The release whose lists of flags speak for it: that of its own minor release, and for 1.5, which has none,
    /// that of 1.4. What 1.5 added is [`Self::has_anonymous_auth`].
    pub(crate) fn flag_list(self) -> Option<KubernetesVersion> {
        match (self.0.major, self.0.minor) {
            (1, 5) => Self(KubernetesVersion::new(1, 4, 0)).own_flag_list(),
            _ => self.own_flag_list(),
        }
    }

    fn own_flag_list(self) -> Option<KubernetesVersion> {
        let minor = (self.0.major, self.0.minor);
        FLAG_LISTS.into_iter().find(|list| (list.major, list.minor) == minor)
    }

    /// Whether flags may be written with `-` as with `_` (0.8); before, a name is taken as it is.
    pub(crate) fn takes_dashes_in_flags(self) -> bool {
        (self.0.major, self.0.minor) >= (0, 8)
    }

    /// kubelet `--pod-manifest-path` in place of `--config` (1.4).
    pub fn has_pod_manifest_path(self) -> bool {
        self.since(4, 0)
    }

    /// kubelet `--cni-conf-dir` in place of `--network-plugin-dir` (1.4).
    pub fn has_cni_conf_dir(self) -> bool {
        self.since(4, 0)
    }

    /// Admission plugin `DefaultStorageClass`, recommended since 1.4.
    pub fn recommends_default_storage_class(self) -> bool {
        self.since(4, 0)
    }

    /// apiserver `--anonymous-auth`, on by default since it exists (1.5).
    pub fn has_anonymous_auth(self) -> bool {
        self.since(5, 0)
    }

    /// Whether service-account tokens may be signed with ECDSA (1.5, kubernetes/kubernetes#33565).
    pub fn signs_tokens_with_ecdsa(self) -> bool {
        self.since(5, 0)
    }

    /// SkyDNS add-on v9 in place of v8 (1.1, `cluster/addons/dns/skydns-rc.yaml.in`).
    pub fn has_skydns_v9(self) -> bool {
        self.since(1, 0)
    }

    /// Whether the API server makes the namespace kube-system by itself (1.3).
    pub fn makes_kube_system(self) -> bool {
        self.since(3, 0)
    }

    /// `NetworkPolicy` in extensions/v1beta1 (1.3), which Calico's policy controller reads.
    pub fn has_network_policy(self) -> bool {
        self.since(3, 0)
    }

    /// Whether the hyperkube image brings what RBD volumes need (v1.3.6).
    pub(crate) fn mounts_rbd(self) -> bool {
        self.since(3, 6)
    }

    /// Whether the API server keeps the lower part of the service range for fixed addresses (on by
    /// default since 1.25, `ServiceIPStaticSubrange`).
    pub(crate) fn keeps_static_band(self) -> bool {
        self.since(25, 0)
    }

    /// Whether the API server refuses a service range of more than 20 host bits, as all did until it
    /// gave up its bitmap (1.34, `DisableAllocatorDualWrite`).
    pub(crate) fn bounds_service_ranges(self) -> bool {
        !self.since(34, 0)
    }

    /// Whether kubelets tell the API of themselves (0.18, `--register-node`); before, somebody else has to.
    pub fn registers_nodes(self) -> bool {
        (self.0.major, self.0.minor) >= (0, 18)
    }

    fn since(self, minor: u32, patch: u32) -> bool {
        (self.0.major, self.0.minor, self.0.patch) >= (1, minor, patch)
    }
}

/// The hyperkube image's tag: `v1.4.0_coreos.0`.
impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
