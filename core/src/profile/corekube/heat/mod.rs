//! `corekube-heat.yaml`: the stack.

mod corrected;
mod neutron;
mod parameters;
mod published;

use super::place::Place;
use super::{Stack, machine};
use crate::format::heat::{Function, Input, Replacing, StrReplace, Template};
use crate::format::hole::Hole;
use crate::profile::machine::cloud_config;
use crate::spec::{Platform, Role};

/// The published overlord's source: two commands, as the parameter has them.
pub(super) const GIT_COMMAND: &str = "/usr/bin/git clone https://github.com/metral/overlord ; /usr/bin/git -C overlord \
     checkout -qf c7a87aca064da5371ad38fe04d920a6a55044e33";
/// The same behind RackConnect, where the file was not kept up.
pub(super) const GIT_REPO: &str = "https://github.com/metral/corekube.git";
/// Its branch.
pub(super) const GIT_BRANCH: &str = "master";

/// The card in the Cloud Network: behind the public and the service network.
pub(super) const INTERFACE_OF_NETWORK: &str = "eth2";
/// The card in Rackspace's service network.
const INTERFACE_OF_SERVICE_NET: &str = "eth1";
/// The only card of a Neutron port.
const INTERFACE_OF_PORT: &str = "eth0";

/// Rackspace's networks that every account has.
const PUBLIC_NET: &str = "00000000-0000-0000-0000-000000000000";
const SERVICE_NET: &str = "11111111-1111-1111-1111-111111111111";

pub(super) fn template(stack: Stack<'_>) -> Template {
    if stack.corrected() { corrected::template(stack) } else { published::template(stack) }
}

/// The card between machines where the document names it itself.
pub(super) fn published_interface(platform: Platform) -> &'static str {
    match platform {
        Platform::Openstack => INTERFACE_OF_PORT,
        Platform::Rackspace => INTERFACE_OF_NETWORK,
        Platform::RackconnectV3 => INTERFACE_OF_SERVICE_NET,
    }
}

/// The user-data of all servers of a role, with what fills its holes.
fn user_data(stack: Stack<'_>, role: Role, params: Vec<(Hole, Input<String>)>) -> Function {
    let machine = machine(stack, role, &Place::in_template(stack, role));
    Function::Replace(StrReplace {
        replacing: if stack.corrected() { Replacing::Strict } else { Replacing::Lenient },
        template: cloud_config(stack.plan, &machine),
        params,
    })
}
