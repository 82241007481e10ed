//! How the controller manager divides the pod range: a part of one size for each machine.

use ipnet::IpNet;

use crate::spec::NodeRanges;
use crate::spec::value::{Families, OfFamily as _};

impl NodeRanges {
    /// Prefix length of a machine's part of that range.
    pub fn length(self, pods: IpNet) -> u8 {
        match pods {
            IpNet::V4(_) => self.v4,
            IpNet::V6(_) => self.v6,
        }
    }

    /// How many machines the range feeds; `None` where a part is larger than the range. No part is
    /// left out.
    pub fn count(self, pods: IpNet) -> Option<u64> {
        let bits = self.length(pods).checked_sub(pods.prefix_len())?;
        Some(1 << bits.min(63))
    }

    /// How many addresses of a part can be given out: all but the network's own and, in IPv4, the
    /// broadcast address. One is the bridge's where pods are connected by one.
    pub fn addresses(self, pods: IpNet) -> u128 {
        let bits = pods.max_prefix_len().saturating_sub(self.length(pods)).min(127);
        (1u128 << bits).saturating_sub(if pods.is_v4() { 2 } else { 1 })
    }

    /// The controller manager's flags for these sizes, without dashes: one for each family that there
    /// is, as it refuses that of another (`setNodeCIDRMaskSizes` in
    /// `cmd/kube-controller-manager/app/core.go`).
    pub fn flags(self, pods: Families<IpNet>) -> Vec<(&'static str, u8)> {
        let v4 = pods.v4().map(|_| ("node-cidr-mask-size-ipv4", self.v4));
        let v6 = pods.v6().map(|_| ("node-cidr-mask-size-ipv6", self.v6));
        v4.into_iter().chain(v6).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::defaults::NODE_RANGES;

    fn net(text: &str) -> IpNet {
        text.parse().unwrap()
    }

    #[test]
    fn parts_and_their_addresses() {
        let masks = |v4, v6| NodeRanges { v4, v6, ..NODE_RANGES };
        for (range, ranges, count, addresses) in [
            ("10.2.0.0/16", masks(24, 64), Some(256), 254),
            ("10.20.0.0/14", masks(24, 64), Some(1024), 254),
            ("10.244.0.0/16", masks(25, 64), Some(512), 126),
            ("10.244.0.0/16", masks(26, 64), Some(1024), 62),
            ("10.244.0.0/25", masks(24, 64), None, 254),
            ("fd00::/48", masks(24, 64), Some(65_536), u128::from(u64::MAX)),
            ("fd00::/64", masks(24, 120), Some(1 << 56), 255),
            ("fd00::/72", masks(24, 64), None, u128::from(u64::MAX)),
        ] {
            assert_eq!(ranges.count(net(range)), count, "{range}");
            assert_eq!(ranges.addresses(net(range)), addresses, "{range}");
        }
    }

    #[test]
    fn two_families_have_flags_of_their_own() {
        let flags = |pods: Families<IpNet>| {
            let flags = NODE_RANGES.flags(pods);
            flags.iter().map(|(flag, mask)| format!("{flag}={mask}")).collect::<Vec<_>>()
        };
        let (v4, v6) = (net("10.2.0.0/16"), net("fd00::/48"));
        assert_eq!(flags(Families::one(v4)), ["node-cidr-mask-size-ipv4=24"]);
        assert_eq!(flags(Families::one(v6)), ["node-cidr-mask-size-ipv6=64"]);
        assert_eq!(
            flags(Families::new(v6, Some(v4)).unwrap()),
            ["node-cidr-mask-size-ipv4=24", "node-cidr-mask-size-ipv6=64"]
        );
    }
}
