//! What a stack makes.
//!
//! Types and properties as openstack/heat lists them (`heat/engine/resources`), but for those of
//! Rackspace's own plug-in. Hidden and deprecated names are not here, but for what only the first
//! releases know.

mod group;
mod network;
mod security;
mod server;
mod wait;

use serde::ser::{Error as _, SerializeMap as _};
use serde::{Serialize, Serializer};
use serde_yaml::Value;

pub use group::{RandomString, ResourceGroup};
pub use network::{
    AddressPair, AllocationPool, CloudNetwork, FixedIp, FloatingIp, FloatingIpAssociation, Gateway,
    Net, Port, Router, RouterInterface, Subnet,
};
pub use security::{Direction, EtherType, Protocol, Remote, SecurityGroup, SecurityRule};
pub use server::{Server, ServerNetwork, UpdatePolicy, UserDataFormat};
pub use wait::{WaitCondition, WaitConditionHandle};

/// One resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// What it is.
    pub definition: Definition,
    /// Resources that must stand first, beside those that its properties name.
    pub depends_on: Vec<String>,
}

/// The type of a resource with its properties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Definition {
    /// `OS::Nova::Server`
    Server(Box<Server>),
    /// `OS::Heat::ResourceGroup`
    ResourceGroup(ResourceGroup),
    /// `OS::Heat::RandomString`
    RandomString(RandomString),
    /// `OS::Heat::WaitConditionHandle`
    WaitConditionHandle(WaitConditionHandle),
    /// `OS::Heat::WaitCondition`
    WaitCondition(WaitCondition),
    /// `OS::Neutron::Net`
    Net(Net),
    /// `OS::Neutron::Subnet`
    Subnet(Subnet),
    /// `OS::Neutron::Router`
    Router(Router),
    /// `OS::Neutron::RouterInterface`
    RouterInterface(RouterInterface),
    /// `OS::Neutron::Port`
    Port(Port),
    /// `OS::Neutron::FloatingIP`
    FloatingIp(FloatingIp),
    /// `OS::Neutron::FloatingIPAssociation`
    FloatingIpAssociation(FloatingIpAssociation),
    /// `OS::Neutron::SecurityGroup`
    SecurityGroup(SecurityGroup),
    /// `Rackspace::Cloud::Network`
    CloudNetwork(CloudNetwork),
}

impl Resource {
    /// A resource that waits for those only that its properties name.
    pub fn new(definition: impl Into<Definition>) -> Self {
        Self { definition: definition.into(), depends_on: Vec::new() }
    }

    /// Adds a resource that must stand first.
    pub fn after(mut self, resource: impl Into<String>) -> Self {
        self.depends_on.push(resource.into());
        self
    }
}

impl Definition {
    fn type_name(&self) -> &'static str {
        match self {
            Self::Server(_) => "OS::Nova::Server",
            Self::ResourceGroup(_) => "OS::Heat::ResourceGroup",
            Self::RandomString(_) => "OS::Heat::RandomString",
            Self::WaitConditionHandle(_) => "OS::Heat::WaitConditionHandle",
            Self::WaitCondition(_) => "OS::Heat::WaitCondition",
            Self::Net(_) => "OS::Neutron::Net",
            Self::Subnet(_) => "OS::Neutron::Subnet",
            Self::Router(_) => "OS::Neutron::Router",
            Self::RouterInterface(_) => "OS::Neutron::RouterInterface",
            Self::Port(_) => "OS::Neutron::Port",
            Self::FloatingIp(_) => "OS::Neutron::FloatingIP",
            Self::FloatingIpAssociation(_) => "OS::Neutron::FloatingIPAssociation",
            Self::SecurityGroup(_) => "OS::Neutron::SecurityGroup",
            Self::CloudNetwork(_) => "Rackspace::Cloud::Network",
        }
    }

    /// Type, then the resources to wait for, then properties: what an entry of `resources` and what
    /// a group's `resource_def` hold.
    fn entry<S: Serializer>(&self, serializer: S, after: &[String]) -> Result<S::Ok, S::Error> {
        let properties = serde_yaml::to_value(self).map_err(S::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.type_name())?;
        if !after.is_empty() {
            map.serialize_entry("depends_on", after)?;
        }
        if !matches!(&properties, Value::Mapping(map) if map.is_empty()) {
            map.serialize_entry("properties", &properties)?;
        }
        map.end()
    }
}

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.definition.entry(serializer, &self.depends_on)
    }
}

impl From<Server> for Definition {
    fn from(server: Server) -> Self {
        Self::Server(Box::new(server))
    }
}

macro_rules! definitions {
    ($($type:ident),* $(,)?) => {$(
        impl From<$type> for Definition {
            fn from(properties: $type) -> Self {
                Self::$type(properties)
            }
        }
    )*};
}

definitions!(
    ResourceGroup,
    RandomString,
    WaitConditionHandle,
    WaitCondition,
    Net,
    Subnet,
    Router,
    RouterInterface,
    Port,
    FloatingIp,
    FloatingIpAssociation,
    SecurityGroup,
    CloudNetwork,
);

#[cfg(test)]
mod tests;
