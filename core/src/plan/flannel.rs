//! How flannel divides a pod range: `subnet/config.go`, which changed with v0.10.0.

use ipnet::IpNet;

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

/// The longest IPv6 prefix that can be divided into subnets of four addresses each.
const LONGEST_V6: u8 = 124;

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

    /// The subnets of a range of either family; `None` if it is too small to be divided.
    pub fn divide(self, pods: IpNet) -> Option<Subnets> {
        match pods {
            IpNet::V4(net) => {
                (net.prefix_len() <= self.longest_prefix()).then(|| self.subnets(net.prefix_len()))
            }
            IpNet::V6(net) => subnets_v6(net.prefix_len()),
        }
    }

    /// The subnets of an IPv4 range with that prefix length.
    pub fn subnets(self, prefix: u8) -> Subnets {
        let length = match prefix {
            0..=22 => 24,
            23 if self < FINER => 24,
            _ if self < FINER => prefix.saturating_add(1),
            _ => prefix.saturating_add(2),
        }
        .min(32);
        leased(prefix, length)
    }
}

/// Releases that know IPv6 (0.15) divide it by the finer rule: `CheckNetworkConfig`.
fn subnets_v6(prefix: u8) -> Option<Subnets> {
    let length = if prefix <= 62 { 64 } else { prefix.checked_add(2)? };
    (prefix <= LONGEST_V6).then(|| leased(prefix, length))
}

fn leased(prefix: u8, length: u8) -> Subnets {
    let all = 1u64 << length.saturating_sub(prefix).min(63);
    Subnets { count: all.saturating_sub(1), length }
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

    #[test]
    fn ranges_of_both_families_are_divided_or_too_small() {
        for (range, wanted) in [
            ("10.1.0.0/28", Some((3, 30))),
            ("10.1.0.0/29", None),
            ("10.2.0.0/16", Some((255, 24))),
            ("fd00::/48", Some((65_535, 64))),
            ("fd00::/62", Some((3, 64))),
            ("fd00::/63", Some((3, 65))),
            ("fd00::/124", Some((3, 126))),
            ("fd00::/125", None),
        ] {
            let divided = Flannel(0, 28).divide(range.parse().unwrap());
            assert_eq!(divided.map(|subnets| (subnets.count, subnets.length)), wanted, "{range}");
        }
    }
}
