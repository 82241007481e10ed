//! Networks, routers, ports and addresses.

use serde::Serialize;

use crate::format::heat::Input;

/// `OS::Neutron::Net`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Net {
    /// Its name.
    pub name: Input<String>,
}

/// `OS::Neutron::Subnet`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subnet {
    /// Its name.
    pub name: Input<String>,
    /// The network, by `get_resource`, name or id.
    pub network: Input<String>,
    /// Its addresses, as a prefix.
    pub cidr: Input<String>,
    /// The router's address; the first one when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway_ip: Option<Input<String>>,
    /// Addresses to give away; all but the router's when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allocation_pools: Vec<AllocationPool>,
    /// Name servers for its machines; without, those that the cloud gives, if it gives any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_nameservers: Option<Input<Vec<String>>>,
}

/// Addresses from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllocationPool {
    /// The first.
    pub start: Input<String>,
    /// The last.
    pub end: Input<String>,
}

/// `OS::Neutron::Router`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Router {
    /// Its name.
    pub name: Input<String>,
    /// The way out; none when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_gateway_info: Option<Gateway>,
}

/// A router's way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gateway {
    /// The outer network, by name or id.
    pub network: Input<String>,
    /// Whether machines without an outer address get out by the router's; the cloud's own choice
    /// when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_snat: Option<bool>,
}

/// `OS::Neutron::RouterInterface`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RouterInterface {
    /// The router.
    pub router: Input<String>,
    /// The subnet that it is to serve.
    pub subnet: Input<String>,
}

/// `OS::Neutron::Port`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Port {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Input<String>>,
    /// The network, by `get_resource`, name or id.
    pub network: Input<String>,
    /// Its addresses; one of the network's choice when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixed_ips: Vec<FixedIp>,
    /// The cloud's `default` when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub security_groups: Vec<Input<String>>,
    /// Addresses beside its own that traffic may bear.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_address_pairs: Vec<AddressPair>,
}

/// An address of a port. At least one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FixedIp {
    /// The subnet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet: Option<Input<String>>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<Input<String>>,
}

/// An address, or a prefix, that a port may use beside its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressPair {
    /// Address or prefix.
    pub ip_address: Input<String>,
}

/// `OS::Neutron::FloatingIP`: an outer address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FloatingIp {
    /// The outer network, by name or id.
    pub floating_network: Input<String>,
}

/// `OS::Neutron::FloatingIPAssociation`. The router must serve the port's subnet first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FloatingIpAssociation {
    /// The outer address, by `get_resource`.
    pub floatingip_id: Input<String>,
    /// The port, by `get_resource`.
    pub port_id: Input<String>,
}

/// `Rackspace::Cloud::Network`. Heat itself dropped it in 2018; only Rackspace's cloud knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CloudNetwork {
    /// Its name, 3 to 64 characters.
    pub label: Input<String>,
    /// Its addresses, as a prefix.
    pub cidr: Input<String>,
}
