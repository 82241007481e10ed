//! Ranges, and the addresses that follow from them.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::spec::value::{Domain, Families};

/// Ranges and the addresses that follow from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Addresses of pods: a range, or one of each IP family.
    pub pods: Families<IpNet>,
    /// Addresses of services: a range, or one of each IP family. The first one's is the cluster's primary family.
    pub services: Families<IpNet>,
    /// The API as a service: the first address of the first range of `services` (kube-apiserver gives
    /// it to `kubernetes`, which has one family even in a dual-stack cluster).
    pub api_service_ip: IpAddr,
    /// The DNS service: an address, or one of each IP family.
    pub dns_service_ip: Families<IpAddr>,
    /// DNS domain of services.
    pub domain: Domain,
}
