//! corekube: Kubernetes on CoreOS by OpenStack Heat, its units started by the Overlord through
//! fleet. README, Heat templates and unit templates of `metral/corekube`: v0.3.5 as published, the
//! last commit (Kubernetes v1.4.0, January 2017) corrected.

mod bundle;
mod corrections;
mod discovery;
mod docker;
mod etcd;
mod flannel;
mod fleet;
mod guestbook;
mod heat;
mod kubernetes;
mod overlord;
mod place;
mod readme;
mod units;

pub(crate) use self::units::{API_PORT, Given, Unfilled};

use self::place::Place;
use super::Step;
use super::alike::Alike;
use super::machine::Machine;
use crate::bundle::Bundle;
use crate::format::fleet::Metadata;
use crate::plan::corekube::Settings;
use crate::plan::{Node, Plan};
use crate::spec::{RebootStrategy, Role, UpdateGroup};

/// What every part of the stack needs to know.
#[derive(Debug, Clone, Copy)]
struct Stack<'p> {
    plan: &'p Plan,
    settings: &'p Settings,
}

/// The stack of one cluster.
#[derive(Debug)]
pub(super) struct Renderer<'p> {
    stack: Stack<'p>,
    alike: Alike,
}

impl<'p> Renderer<'p> {
    pub(super) fn new(plan: &'p Plan, settings: &'p Settings) -> Self {
        Self { stack: Stack { plan, settings }, alike: Alike::default() }
    }

    pub(super) fn node(&self, node: &Node) -> Bundle {
        let machine = machine(self.stack, node.role, &Place::of_node(self.stack, node));
        bundle::node(self.stack, node, &machine, &self.alike)
    }

    pub(super) fn cluster(&self) -> Bundle {
        bundle::cluster(self.stack)
    }
}

impl<'p> Stack<'p> {
    fn corrected(self) -> bool {
        self.settings.corrected()
    }

    /// The only machine of a role.
    fn only(self, role: Role) -> Option<&'p Node> {
        self.plan.of_role(role).next()
    }
}

/// From its template to a running cluster.
pub(super) fn steps(plan: &Plan, settings: &Settings) -> Vec<Step> {
    readme::steps(Stack { plan, settings })
}

/// The units of a role as the overlord fills them in, in the order in which they start.
pub(crate) fn unfilled(plan: &Plan, settings: &Settings, role: Role) -> Vec<Unfilled> {
    units::unfilled(Stack { plan, settings }, role)
}

/// Where the release's programs are.
pub(crate) fn binaries(plan: &Plan, settings: &Settings) -> String {
    units::binaries(Stack { plan, settings })
}

/// What fleet knows the machines of a role by.
pub(crate) fn metadata(role: Role) -> Metadata {
    fleet::metadata(role)
}

/// A server, inside a stack or without one: the difference is all in `place`.
fn machine(stack: Stack<'_>, role: Role, place: &Place) -> Machine {
    let mut machine = Machine::new(place.hostname.clone(), RebootStrategy::Off);
    machine.update_group =
        Some(if stack.corrected() { UpdateGroup::Stable } else { UpdateGroup::Alpha });
    match role {
        Role::Etcd => discovery::set_up(&mut machine, stack, place),
        Role::Overlord => {
            etcd::set_up(&mut machine, stack, place);
            overlord::set_up(&mut machine, stack, place);
        }
        Role::ControlPlane | Role::Worker => {
            etcd::set_up(&mut machine, stack, place);
            fleet::set_up(&mut machine, stack, role, place);
            flannel::set_up(&mut machine, stack, role, place);
            docker::set_up(&mut machine, stack);
            kubernetes::set_up(&mut machine, stack);
        }
    }
    machine
}
