//! How Calico divides a pod range.

/// Prefix length of a block of Calico's IPAM (calico/node 0.19, 64 addresses).
pub(crate) const BLOCK: u8 = 26;

/// How many blocks a range with that prefix length has; `None` if it is smaller than one.
pub(crate) fn blocks(prefix: u8) -> Option<u64> {
    BLOCK.checked_sub(prefix).map(|bits| 1 << bits)
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn a_block_has_64_addresses() {
        assert_eq!([16, 26, 27].map(blocks), [Some(1024), Some(1), None]);
    }
}
