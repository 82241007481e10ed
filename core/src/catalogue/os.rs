//! Releases of the operating systems, and the Ignition configs they take.

use crate::spec::FlatcarOs;

/// A version of Ignition's config format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct IgnitionSpec(pub u8, pub u8, pub u8);

/// A release of an operating system, the newest of its channel when the catalogue was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OsRelease {
    /// Which system.
    pub os: FlatcarOs,
    /// Its channel or stream.
    pub channel: &'static str,
    /// Its number.
    pub version: &'static str,
    /// The containerd it brings; on Fedora CoreOS it varies with the week, and is not known here.
    pub containerd: Option<&'static str>,
    /// The newest config format its Ignition takes.
    pub ignition: IgnitionSpec,
}

/// Flatcar: flatcar/flatcar-website at 2075ef37, `data/releases/*/current.yml`. Fedora CoreOS: coreos/fedora-coreos-docs at
/// 9db0773b, `antora.yml`. Ignition 2.15 takes 3.4.0, 2.20 takes 3.5.0, 2.26 takes 3.6.0 (coreos/ignition,
/// `docs/migrating-configs.md` and its release notes).
pub static OS_RELEASES: [OsRelease; 5] = [
    flatcar("alpha", "4790.0.0", "2.2.5", IgnitionSpec(3, 5, 0)),
    flatcar("beta", "4757.1.0", "2.2.5", IgnitionSpec(3, 5, 0)),
    flatcar("stable", "4593.2.5", "2.1.5", IgnitionSpec(3, 5, 0)),
    flatcar("lts-2024", "4081.3.10", "1.7.21", IgnitionSpec(3, 4, 0)),
    OsRelease {
        os: FlatcarOs::FedoraCoreos,
        channel: "stable",
        version: "44.20260802.3.1",
        containerd: None,
        ignition: IgnitionSpec(3, 6, 0),
    },
];

/// The newest config format that every channel of `os` takes.
pub fn oldest_spec(os: FlatcarOs) -> Option<IgnitionSpec> {
    OS_RELEASES.iter().filter(|release| release.os == os).map(|release| release.ignition).min()
}

const fn flatcar(
    channel: &'static str,
    version: &'static str,
    containerd: &'static str,
    ignition: IgnitionSpec,
) -> OsRelease {
    OsRelease { os: FlatcarOs::Flatcar, channel, version, containerd: Some(containerd), ignition }
}
