//! Settings of the profile `weave`, as meant.

mod joined;

pub(crate) use joined::{Joined, SUBNET_PREFIX, Shared, joined, shared_subnets};

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::{ETCD_CLIENT_PORT, Etcd, Member, Node};
use crate::spec::draft::{Draft, nth};
use crate::spec::value::{EtcdUrl, Host, HostPort, LabelValue, Name, Secret, Sha256, Word};
use crate::spec::{Edition, Layout, RebootStrategy, Registration, Role, UpdateGroup, defaults};

/// The block `weave`, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether known defects are repaired.
    pub edition: Edition,
    /// One cloud-config for each machine, or one for all.
    pub layout: Layout,
    /// Encrypts what machines say to each other.
    pub password: Option<Secret>,
    /// Who announces a machine to the API.
    pub registration: Registration,
    /// Label `environment` of machines that the script announces.
    pub environment: LabelValue,
    /// Private image registries.
    pub registries: Vec<Registry>,
    /// SHA-256 of the release's tarball.
    pub checksum: Option<Sha256>,
    /// Which releases machines follow.
    pub update_group: UpdateGroup,
    /// When machines reboot after an update.
    pub reboot_strategy: RebootStrategy,
    /// The control plane's place in the network; every URL of the API has its address.
    pub control_plane: Bridge,
    workers: BTreeMap<Name, Bridge>,
}

/// A machine's place in the Weave network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge {
    /// What docker gives its pods.
    pub subnet: IpNet,
    /// The machine's own address: the first of `subnet`.
    pub address: IpAddr,
    /// Whom it connects to first.
    pub peers: Vec<HostPort>,
}

/// A private image registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    /// Its address.
    pub host: HostPort,
    /// Who logs in.
    pub user: Word,
    /// The password or token.
    pub token: Secret,
    /// An address for mail.
    pub email: Option<Word>,
}

impl Registry {
    /// The address that docker looks a login up by: Docker Hub is known by a URL of its own.
    pub fn address(&self) -> String {
        match self.host.host() {
            "docker.io" | "index.docker.io" => "https://index.docker.io/v1/".to_owned(),
            _ => self.host.to_string(),
        }
    }
}

impl Settings {
    /// Whether known defects are repaired.
    pub fn corrected(&self) -> bool {
        self.edition == Edition::Corrected
    }

    /// A machine's place in the network.
    pub fn bridge(&self, node: &Node) -> &Bridge {
        self.workers.get(&node.name).unwrap_or(&self.control_plane)
    }
}

fn bridge(joined: &Joined<'_>) -> Option<Bridge> {
    let subnet = joined.subnet?;
    Some(Bridge { subnet, address: nth(subnet, 1)?, peers: joined.peers.clone()? })
}

fn control_plane(draft: &Draft<'_>) -> Option<Bridge> {
    let joined = joined(draft);
    bridge(joined.iter().find(|joined| joined.machine.role == Some(Role::ControlPlane))?)
}

pub(super) fn settings(draft: &Draft<'_>) -> Option<Settings> {
    let block = &draft.spec.weave;
    Some(Settings {
        edition: draft.edition?,
        layout: block.layout.or(defaults::LAYOUT)?,
        password: block.password.given().cloned(),
        registration: block.registration.or(defaults::REGISTRATION)?,
        environment: block.environment.or(defaults::environment())?,
        registries: block.registries.items().iter().map(registry).collect::<Option<_>>()?,
        checksum: block.checksum.given().cloned(),
        update_group: block.update_group.or(defaults::WEAVE_UPDATE_GROUP)?,
        reboot_strategy: block.reboot_strategy.or(defaults::REBOOT_STRATEGY)?,
        control_plane: control_plane(draft)?,
        workers: workers(draft)?,
    })
}

fn workers(draft: &Draft<'_>) -> Option<BTreeMap<Name, Bridge>> {
    let mut workers = BTreeMap::new();
    for one in joined(draft).iter().filter(|one| one.machine.role == Some(Role::Worker)) {
        workers.insert(one.machine.name.clone()?, bridge(one)?);
    }
    Some(workers)
}

fn registry(registry: &crate::spec::Registry) -> Option<Registry> {
    Some(Registry {
        host: registry.host.given()?.clone(),
        user: registry.user.given()?.clone(),
        token: registry.token.given()?.clone(),
        email: registry.email.given().cloned(),
    })
}

/// The API's address: the control plane's own on its bridge, which every machine reaches.
pub(super) fn api_host(draft: &Draft<'_>) -> Option<Host> {
    control_plane(draft).map(|bridge| Host::Address(bridge.address))
}

/// The members, at the addresses of their bridges.
pub(super) fn etcd(draft: &Draft<'_>) -> Option<Etcd> {
    let members: Vec<Member> = joined(draft)
        .iter()
        .filter(|joined| joined.etcd == Some(true))
        .map(|joined| {
            Some(Member { name: joined.machine.name.clone()?, ip: bridge(joined)?.address })
        })
        .collect::<Option<_>>()?;
    let endpoints = members
        .iter()
        .map(|member| EtcdUrl { host: Host::Address(member.ip), port: ETCD_CLIENT_PORT })
        .collect();
    Some(Etcd { members, endpoints })
}
