//! Templates of OpenStack Heat in its own language (HOT): only the sections, functions and resource
//! types that we write.
//!
//! Field order is output order. What is empty or `None` is left out. Where a text needs a value
//! that only Heat knows, it holds a [`Hole`] and stands in a [`StrReplace`]; `%name%` from anywhere
//! else stays those letters.

mod check;
mod function;
mod parameter;
mod placeholder;
mod resource;

use std::fmt;

use serde::Serialize;

pub use check::check;
pub use function::{Attribute, Function, Input, Replacing, StrReplace};
pub use parameter::{Constraint, Kind, Parameter, ParameterGroup, Rule};
pub use placeholder::{INDEX, placeholder};
pub use resource::{
    AddressPair, AllocationPool, CloudNetwork, Definition, Direction, EtherType, FixedIp,
    FloatingIp, FloatingIpAssociation, Gateway, Net, Port, Protocol, RandomString, Remote,
    Resource, ResourceGroup, Router, RouterInterface, SecurityGroup, SecurityRule, Server,
    ServerNetwork, Subnet, UpdatePolicy, UserDataFormat, WaitCondition, WaitConditionHandle,
};

use super::yaml;
#[cfg(doc)]
use crate::format::hole::Hole;

/// A whole template. `Display` writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Which functions there are.
    pub version: Version,
    /// One line about the stack.
    pub description: String,
    /// How a form arranges the parameters; in the order of `parameters` when empty.
    pub parameter_groups: Vec<ParameterGroup>,
    /// What is asked for, by name.
    pub parameters: Vec<(String, Parameter)>,
    /// What is made, by name.
    pub resources: Vec<(String, Resource)>,
    /// What is told afterwards, by name.
    pub outputs: Vec<(String, Output)>,
}

/// A value that a stack tells once it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Output {
    /// One line about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Where it comes from.
    pub value: Input<String>,
}

/// `heat_template_version`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Version {
    /// The first one: Icehouse.
    #[serde(rename = "2013-05-23")]
    Icehouse,
    /// The first with `str_replace_strict`: Ocata.
    #[serde(rename = "2017-02-24")]
    Ocata,
    /// With every function that is here: Rocky.
    #[serde(rename = "2018-08-31")]
    Rocky,
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = yaml::Style {
            quoted_keys: &["heat_template_version"],
            indent_lists: true,
            ..yaml::Style::default()
        };
        f.write_str(&yaml::write(self, style))
    }
}

impl Serialize for Template {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct File<'t> {
            heat_template_version: Version,
            description: &'t str,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            parameter_groups: &'t [ParameterGroup],
            #[serde(skip_serializing_if = "Named::is_empty")]
            parameters: Named<'t, Parameter>,
            resources: Named<'t, Resource>,
            #[serde(skip_serializing_if = "Named::is_empty")]
            outputs: Named<'t, Output>,
        }
        File {
            heat_template_version: self.version,
            description: &self.description,
            parameter_groups: &self.parameter_groups,
            parameters: Named(&self.parameters),
            resources: Named(&self.resources),
            outputs: Named(&self.outputs),
        }
        .serialize(serializer)
    }
}

/// Things with their names, in order.
struct Named<'t, T>(&'t [(String, T)]);

impl<T> Named<'_, T> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Named<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, thing)| (name, thing)))
    }
}

#[cfg(test)]
mod tests;
