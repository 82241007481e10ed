//! How Calico divides a pod range.

use ipnet::IpNet;

/// Prefix length of a block of Calico's IPAM (calico/node 0.19, 64 addresses).
pub(crate) const BLOCK: u8 = 26;

/// Prefix length of a block in IPv6: 64 addresses too (`blockSize` of a pool, 122 unless given).
pub(crate) const BLOCK_V6: u8 = 122;

/// How many blocks a range with that prefix length has; `None` if it is smaller than one.
pub(crate) fn blocks(prefix: u8) -> Option<u64> {
    BLOCK.checked_sub(prefix).map(|bits| 1 << bits)
}

/// The same of a range of either family.
pub(crate) fn blocks_of(pods: IpNet) -> Option<u64> {
    match pods {
        IpNet::V4(net) => blocks(net.prefix_len()),
        IpNet::V6(net) => BLOCK_V6.checked_sub(net.prefix_len()).map(|bits| 1 << bits.min(63)),
    }
}

#[cfg(test)]
mod tests {
    use super::{blocks, blocks_of};

    #[test]
    fn a_block_has_64_addresses() {
        assert_eq!([16, 26, 27].map(blocks), [Some(1024), Some(1), None]);
        let of = |text: &str| blocks_of(text.parse().unwrap());
        let v6 = ["fd00::/48", "fd00::/116", "fd00::/122", "fd00::/123"];
        assert_eq!(v6.map(of), [Some(1 << 63), Some(64), Some(1), None]);
        assert_eq!(of("10.2.0.0/16"), Some(1024));
    }
}
