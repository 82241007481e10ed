//! The part of a service range that is kept for fixed addresses.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::spec::draft::add;

/// The first and the last address of that part: a sixteenth of the range after the network's own
/// address, at least 16 and at most 256; `None` for a range of 16 addresses or fewer, which has none
/// (`calculateRangeOffset` in `pkg/registry/core/service/ipallocator`).
pub(crate) fn static_band(services: IpNet) -> Option<(IpAddr, IpAddr)> {
    let bits = services.max_prefix_len().checked_sub(services.prefix_len())?;
    let size = 1u32 << bits.min(20);
    let band = (size / 16).clamp(16, 256);
    let first = services.network();
    (size > 16).then_some((add(first, 1)?, add(first, band)?))
}

#[cfg(test)]
mod tests {
    use super::static_band;

    #[test]
    fn a_sixteenth_within_bounds() {
        for (range, wanted) in [
            ("10.96.0.0/12", Some(("10.96.0.1", "10.96.1.0"))),
            ("10.3.0.0/16", Some(("10.3.0.1", "10.3.1.0"))),
            ("10.3.0.0/20", Some(("10.3.0.1", "10.3.1.0"))),
            ("10.3.0.0/21", Some(("10.3.0.1", "10.3.0.128"))),
            ("10.3.0.0/24", Some(("10.3.0.1", "10.3.0.16"))),
            ("10.3.0.0/27", Some(("10.3.0.1", "10.3.0.16"))),
            ("10.3.0.0/28", None),
            ("fd00::/108", Some(("fd00::1", "fd00::100"))),
            ("fd00::/64", Some(("fd00::1", "fd00::100"))),
            ("fd00::/124", None),
        ] {
            let wanted = wanted.map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap()));
            assert_eq!(static_band(range.parse().unwrap()), wanted, "{range}");
        }
    }
}
