//! The machines, each with its place in the Weave network. Rules and plan both read it.

use std::collections::BTreeMap;

use ipnet::IpNet;

use crate::order;
use crate::spec::draft::{Draft, Machine, add};
use crate::spec::value::{HostPort, Name};
use crate::spec::{Field, Role, WeaveMachine};

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
    let given = draft.spec.weave.machines.items().iter().enumerate().rev();
    let entries: BTreeMap<&Name, (usize, &WeaveMachine)> =
        order::map(given.filter_map(|(index, entry)| Some((entry.name.given()?, (index, entry)))));
    let members = default_members(draft);
    let master = draft.machines.iter().position(|m| m.role == Some(Role::ControlPlane));
    let address = master.and_then(|master| draft.machines.get(master)?.ip);
    draft
        .machines
        .iter()
        .enumerate()
        .map(|(position, machine)| {
            let entry = machine.name.as_ref().and_then(|name| entries.get(name)).copied();
            let said = entry.map(|(_, entry)| entry);
            let member = members.contains(&position);
            Joined {
                machine,
                entry,
                subnet: match said.map(|entry| &entry.subnet) {
                    Some(Field::Given(subnet)) => Some(*subnet),
                    Some(Field::Invalid) => None,
                    Some(Field::Absent) | None => {
                        draft.pods.and_then(|pods| counted_out(pods.v4()?, position))
                    }
                },
                peers: match said.map(|entry| &entry.peers) {
                    Some(Field::Given(peers)) => {
                        peers.iter().map(|peer| peer.given().cloned()).collect()
                    }
                    Some(Field::Invalid) => None,
                    Some(Field::Absent) | None if master == Some(position) => Some(Vec::new()),
                    Some(Field::Absent) | None => address.map(|ip| vec![ip.into()]),
                },
                etcd: said.map_or(Some(member), |entry| entry.etcd.or(member)),
            }
        })
        .collect()
}

/// Two machines whose subnets share addresses; the second's subnet is around the first's.
pub(crate) type Shared<'j> = ((IpNet, &'j Joined<'j>), (IpNet, &'j Joined<'j>));

/// Of sorted ranges, one that lies in an earlier one lies in the last that was not itself inside
/// another.
pub(crate) fn shared_subnets<'j>(joined: &'j [Joined<'j>]) -> Vec<Shared<'j>> {
    let mut all: Vec<(IpNet, &Joined<'_>)> =
        joined.iter().filter_map(|one| Some((one.subnet?, one))).collect();
    order::sort_by_key(&mut all, |(subnet, _)| (subnet.network(), subnet.prefix_len()));
    let mut last: Option<(IpNet, &Joined<'_>)> = None;
    let mut shared = Vec::new();
    for (subnet, one) in all {
        match last {
            Some((around, other)) if around.contains(&subnet) => {
                shared.push(((subnet, one), (around, other)));
            }
            _ => last = Some((subnet, one)),
        }
    }
    shared
}

/// Where etcd's members are unless told otherwise: on the control plane and the first two workers,
/// or on the control plane alone. An even number would survive no more failures.
fn default_members(draft: &Draft<'_>) -> Vec<usize> {
    let of_role = |role| {
        draft.machines.iter().enumerate().filter(move |(_, m)| m.role == Some(role)).map(|(i, _)| i)
    };
    let workers = if of_role(Role::Worker).count() < 2 { 0 } else { 2 };
    of_role(Role::ControlPlane).take(1).chain(of_role(Role::Worker).take(workers)).collect()
}

/// The subnet of the machine at `position`, counted from 0; `None` past the end of `pods`.
fn counted_out(pods: IpNet, position: usize) -> Option<IpNet> {
    let step = 1u32 << (32 - u32::from(SUBNET_PREFIX));
    let start = add(pods.network(), u32::try_from(position).ok()?.checked_mul(step)?)?;
    let subnet = IpNet::new(start, SUBNET_PREFIX).ok()?;
    pods.contains(&subnet).then_some(subnet)
}
