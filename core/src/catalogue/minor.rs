//! A minor release: how long it is looked after, and what it goes with.

use std::ops::RangeInclusive;

use super::components::Pair;
use super::date::Date;
use super::release::Release;

/// `v1.36`: dates, paired components, patch releases.
#[derive(Debug)]
pub struct Minor {
    /// The 36 of 1.36.
    pub number: u32,
    /// The day from which only critical faults are repaired.
    pub maintenance: Date,
    /// The day from which nothing is repaired.
    pub end_of_life: Date,
    /// What its kubeadm was made to go with.
    pub paired: Paired,
    pub(super) crictl_archive: Pair,
    /// Patch releases of which Flatcar's bakery has an extension image.
    pub(super) images: RangeInclusive<u32>,
    /// Oldest first.
    pub(super) patches: &'static [Release],
}

/// Releases of other components, without a leading `v`.
#[derive(Debug)]
pub struct Paired {
    /// `CoreDNS`.
    pub core_dns: &'static str,
    /// The image of a pod's sandbox.
    pub pause: &'static str,
    /// The tag of the etcd image that kubeadm takes when it is told nothing.
    pub etcd_image: &'static str,
    /// crictl.
    pub crictl: &'static str,
}

impl Minor {
    /// Its patch releases whose checksums are known, oldest first.
    pub fn releases(&self) -> &'static [Release] {
        self.patches
    }

    /// The newest of them.
    pub fn newest(&self) -> Option<&'static Release> {
        self.patches.last()
    }

    /// The newest of which Flatcar's bakery has an extension image.
    pub fn newest_image(&self) -> Option<&'static Release> {
        self.patches.iter().rev().find(|release| release.has_image())
    }
}
