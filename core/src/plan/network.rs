//! Ranges, and the addresses that follow from them.

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
