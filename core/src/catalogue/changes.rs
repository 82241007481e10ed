//! What changed between the minor releases (kubernetes/kubernetes, `CHANGELOG/CHANGELOG-1.34.md` to `-1.36.md`).

use super::minor::Minor;

impl Minor {
    /// Whether the kubelet still has `--pod-infra-container-image` (removed in 1.35, kubernetes/kubernetes#133779): from
    /// then on only the container runtime names the image of sandboxes.
    pub fn has_pod_infra_container_image(&self) -> bool {
        self.number < 35
    }

    /// Whether the kubelet stops on a machine with cgroup v1 unless told otherwise (`failCgroupV1`, since 1.35).
    pub fn needs_cgroup_v2(&self) -> bool {
        self.number >= 35
    }

    /// Whether containerd older than 2.0 is advised against (since 1.35; 1.38 drops its support).
    pub fn wants_containerd_2(&self) -> bool {
        self.number >= 35
    }

    /// Whether kube-proxy's mode `ipvs` is deprecated (since 1.35, KEP-5495).
    pub fn deprecates_ipvs(&self) -> bool {
        self.number >= 35
    }

    /// Whether servers have `--tls-curve-preferences` and the kubelet `tlsCurvePreferences` (since 1.36,
    /// kubernetes/kubernetes#137115).
    pub fn has_tls_curve_preferences(&self) -> bool {
        self.number >= 36
    }
}
