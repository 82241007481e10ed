//! The world as it was seen.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::{Digest, Mark};

/// What one look at everything gave.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Who has joined, and what we noted.
    pub etcd: Observed<Etcd>,
    /// The units and how they are.
    pub fleet: Observed<Fleet>,
    /// The nodes that the API server knows, by address.
    pub api: Observed<BTreeSet<String>>,
}

/// What a service was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Observed<T> {
    /// Nobody asked.
    #[default]
    Unasked,
    /// The whole answer: every page of it.
    Seen(T),
    /// No answer, or none that can be used: why, and what helps.
    Failed(String),
}

impl<T> Observed<T> {
    /// The answer, if there was one.
    pub fn seen(&self) -> Option<&T> {
        match self {
            Self::Seen(value) => Some(value),
            Self::Unasked | Self::Failed(_) => None,
        }
    }
}

/// What etcd holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Etcd {
    /// fleet's machines.
    pub machines: Vec<Listed>,
    /// Our marks, by machine id.
    pub marks: BTreeMap<String, Kept>,
}

/// A machine in fleet's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its machine id.
    pub id: String,
    /// Counts up in the order in which machines joined.
    pub index: u64,
    /// What it says of itself.
    pub object: Object,
}

/// What a machine says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Object {
    /// Nothing yet.
    NotYet,
    /// Something that cannot be read: why.
    Broken(String),
    /// Its address and metadata.
    Machine {
        /// As fleet announces it.
        address: IpAddr,
        /// Keys and values.
        metadata: BTreeMap<String, String>,
    },
}

/// A mark with its place in etcd's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// etcd's `modifiedIndex`: what a change has to name.
    pub index: u64,
    /// The mark; or why it cannot be read.
    pub mark: Result<Mark, String>,
}

/// fleet's units by name.
pub type Fleet = BTreeMap<String, Unit>;

/// A unit as fleet has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Of its options.
    pub digest: Digest,
    /// What fleet wants it to be.
    pub desired: Desired,
    /// systemd's sub-state on its machine, once fleet knows it.
    pub sub: Option<String>,
}

/// What fleet wants a unit to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desired {
    /// Known to fleet only.
    Inactive,
    /// Given to its machine.
    Loaded,
    /// Started.
    Launched,
}
