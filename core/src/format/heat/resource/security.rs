//! Which traffic reaches a port.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::format::heat::Input;

/// `OS::Neutron::SecurityGroup`. It lets machines reach everything outside unless a rule says
/// otherwise, and lets in only what its rules say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecurityGroup {
    /// Its name; `default` is taken.
    pub name: Input<String>,
    /// One line about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What is let through.
    pub rules: Vec<SecurityRule>,
}

/// What is let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRule {
    /// In or out.
    pub direction: Direction,
    /// Which Internet Protocol.
    pub ether_type: EtherType,
    /// What with which ports; everything when `None`.
    pub protocol: Option<Protocol>,
    /// From or to whom.
    pub remote: Remote,
}

/// Where traffic goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// To the machine.
    Ingress,
    /// From the machine.
    Egress,
}

/// Which Internet Protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum EtherType {
    /// Version 4.
    #[serde(rename = "IPv4")]
    V4,
    /// Version 6.
    #[serde(rename = "IPv6")]
    V6,
}

/// What is spoken. Ports from the first to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// TCP
    Tcp(u16, u16),
    /// UDP
    Udp(u16, u16),
    /// ICMP
    Icmp,
}

/// Who is at the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remote {
    /// Ports of the same group.
    SameGroup,
    /// Addresses, as a prefix such as `192.0.2.0/24`.
    Prefix(Input<String>),
}

impl Serialize for SecurityRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("direction", &self.direction)?;
        map.serialize_entry("ethertype", &self.ether_type)?;
        let (name, ports) = match self.protocol {
            Some(Protocol::Tcp(from, to)) => (Some("tcp"), Some((from, to))),
            Some(Protocol::Udp(from, to)) => (Some("udp"), Some((from, to))),
            Some(Protocol::Icmp) => (Some("icmp"), None),
            None => (None, None),
        };
        if let Some(name) = name {
            map.serialize_entry("protocol", name)?;
        }
        if let Some((from, to)) = ports {
            map.serialize_entry("port_range_min", &from)?;
            map.serialize_entry("port_range_max", &to)?;
        }
        match &self.remote {
            // Without an id it is the group that the rule is in.
            Remote::SameGroup => map.serialize_entry("remote_mode", "remote_group_id")?,
            Remote::Prefix(prefix) => map.serialize_entry("remote_ip_prefix", prefix)?,
        }
        map.end()
    }
}
