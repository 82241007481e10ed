//! Ranges, and the arithmetic on them.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::spec::value::Domain;

/// Ranges and the addresses that follow from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Addresses of pods.
    pub pods: IpNet,
    /// Addresses of services.
    pub services: IpNet,
    /// The API as a service: the first of `services` (kube-apiserver gives it to `kubernetes`).
    pub api_service_ip: IpAddr,
    /// The DNS service.
    pub dns_service_ip: IpAddr,
    /// DNS domain of services.
    pub domain: Domain,
}

/// How many machines flannel can feed from a pod range, and the prefix length of each one's subnet.
///
/// flannel 0.5 to 0.9, `subnet/config.go`: /24 from ranges shorter than /24, else one bit more than
/// the range; the first subnet is never leased. (From 0.10 on it divides ranges of /23 and longer
/// finer; Container Linux of the guide's time ships the older.)
pub fn flannel_subnets(prefix: u8) -> (u64, u8) {
    let length = if prefix < 24 { 24 } else { prefix.saturating_add(1).min(32) };
    let subnets = 1u64 << length.saturating_sub(prefix).min(63);
    (subnets.saturating_sub(1), length)
}

#[cfg(test)]
mod tests {
    use super::flannel_subnets;

    #[test]
    fn flannel_leaves_the_first_subnet_out() {
        for (prefix, expected) in [
            (14, (1023, 24)),
            (16, (255, 24)),
            (22, (3, 24)),
            (23, (1, 24)),
            (24, (1, 25)),
            (28, (1, 29)),
        ] {
            assert_eq!(flannel_subnets(prefix), expected, "/{prefix}");
        }
    }
}
