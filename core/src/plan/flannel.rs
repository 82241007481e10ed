//! How flannel divides a pod range: `subnet/config.go`, which changed with v0.10.0.

use crate::spec::Profile;

/// Major and minor number of a release of flannel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flannel(pub u32, pub u32);

/// What each machine gets of a pod range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subnets {
    /// How many machines can be fed: the first subnet is never leased.
    pub count: u64,
    /// Prefix length of each.
    pub length: u8,
}

/// First release that divides ranges of /23 and longer by four instead of two.
const FINER: Flannel = Flannel(0, 10);

impl Flannel {
    /// The release that a profile's machines run: what Container Linux of the time brings (0.5.5,
    /// later 0.6 and 0.7), or what the documents download (0.5.5, and a build of 0.2 before).
    pub fn of(profile: Profile) -> Self {
        match profile {
            Profile::CoreosGuide | Profile::FleetUnits | Profile::Weave => Self(0, 5),
            Profile::Corekube => Self(0, 2),
            Profile::Flatcar => Self(0, 28),
        }
    }

    /// The longest prefix that can be divided into subnets of some use: four addresses each.
    pub fn longest_prefix(self) -> u8 {
        28
    }

    /// The subnets of a range with that prefix length.
    pub fn subnets(self, prefix: u8) -> Subnets {
        let length = match prefix {
            0..=22 => 24,
            23 if self < FINER => 24,
            _ if self < FINER => prefix.saturating_add(1),
            _ => prefix.saturating_add(2),
        }
        .min(32);
        let all = 1u64 << length.saturating_sub(prefix).min(63);
        Subnets { count: all.saturating_sub(1), length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_subnet_is_left_out() {
        for (prefix, old, new) in [
            (14, (1023, 24), (1023, 24)),
            (15, (511, 24), (511, 24)),
            (16, (255, 24), (255, 24)),
            (22, (3, 24), (3, 24)),
            (23, (1, 24), (3, 25)),
            (24, (1, 25), (3, 26)),
            (28, (1, 29), (3, 30)),
        ] {
            let subnets = |release: Flannel| {
                let Subnets { count, length } = release.subnets(prefix);
                (count, length)
            };
            for release in [Flannel(0, 1), Flannel(0, 5), Flannel(0, 9)] {
                assert_eq!(subnets(release), old, "/{prefix} of {release:?}");
            }
            for release in [Flannel(0, 10), Flannel(0, 22)] {
                assert_eq!(subnets(release), new, "/{prefix} of {release:?}");
            }
        }
    }
}
