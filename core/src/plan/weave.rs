//! Settings of the profile `weave`, as meant.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::{ETCD_CLIENT_PORT, Etcd, Member, Node};
use crate::spec::draft::{Draft, Machine, add, nth};
use crate::spec::value::{EtcdUrl, Host, HostPort, LabelValue, Name, Secret, Sha256, Word};
use crate::spec::{
    Edition, Field, Layout, RebootStrategy, Registration, Role, UpdateGroup, WeaveMachine, defaults,
};

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

/// A machine with what the block says of it, filled in. `None` where that could not be read or
/// there is nothing left.
#[derive(Debug, Clone)]
pub(crate) struct Joined<'d> {
    pub(crate) machine: &'d Machine<'d>,
    /// What the block says of it, and as which of its `machines`.
    pub(crate) entry: Option<(usize, &'d WeaveMachine)>,
    pub(crate) subnet: Option<IpNet>,
    pub(crate) peers: Option<Vec<HostPort>>,
    pub(crate) etcd: Option<bool>,
}

/// A bridge's subnet where none is asked for: docker's own size at the time, and the document's.
pub(crate) const SUBNET_PREFIX: u8 = 24;

/// Every machine, in the order of the draft.
///
/// Subnets are counted out by a machine's position whether or not an earlier one has a subnet of its
/// own, so that giving one machine another does not move the rest.
pub(crate) fn joined<'d>(draft: &'d Draft<'d>) -> Vec<Joined<'d>> {
    let entries: BTreeMap<&Name, (usize, &WeaveMachine)> = draft
        .spec
        .weave
        .machines
        .items()
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(index, entry)| Some((entry.name.given()?, (index, entry))))
        .collect();
    let workers = draft.of_role(Role::Worker).count();
    let first = draft.of_role(Role::ControlPlane).next().and_then(|machine| machine.ip);
    let mut workers_before = 0;
    (0..)
        .zip(&draft.machines)
        .map(|(position, machine)| {
            let entry = machine.name.as_ref().and_then(|name| entries.get(name)).copied();
            let is_control_plane = machine.role == Some(Role::ControlPlane);
            let by_default = is_control_plane || (workers >= 2 && workers_before < 2);
            workers_before += usize::from(machine.role == Some(Role::Worker));
            let field = entry.map(|(_, entry)| entry);
            Joined {
                machine,
                entry,
                subnet: match field.map(|entry| &entry.subnet) {
                    Some(Field::Given(subnet)) => Some(*subnet),
                    Some(Field::Invalid) => None,
                    Some(Field::Absent) | None => counted_out(draft.pods?, position),
                },
                peers: match field.map(|entry| &entry.peers) {
                    Some(Field::Given(peers)) => {
                        peers.iter().map(|peer| peer.given().cloned()).collect()
                    }
                    Some(Field::Invalid) => None,
                    Some(Field::Absent) | None if is_control_plane => Some(Vec::new()),
                    Some(Field::Absent) | None => first.map(|ip| vec![ip.into()]),
                },
                etcd: field.map_or(Some(by_default), |entry| entry.etcd.or(by_default)),
            }
        })
        .collect()
}

/// The subnet of the machine at `position`, counted from 0; `None` past the end of `pods`.
fn counted_out(pods: IpNet, position: u32) -> Option<IpNet> {
    let step = 1u32 << (32 - u32::from(SUBNET_PREFIX));
    let start = add(pods.network(), position.checked_mul(step)?)?;
    let subnet = IpNet::new(start, SUBNET_PREFIX).ok()?;
    pods.contains(&subnet).then_some(subnet)
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
        workers: joined(draft)
            .iter()
            .filter(|joined| joined.machine.role == Some(Role::Worker))
            .map(|joined| Some((joined.machine.name.clone()?, bridge(joined)?)))
            .collect::<Option<_>>()?,
    })
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
