//! What the stack asks for.

use super::super::Stack;
use super::published_interface;
use crate::format::heat::{Kind, Parameter, Rule};
use crate::plan::corekube::MOST_MINIONS;
use crate::spec::decode::FromText as _;
use crate::spec::value::{InterfaceName, Word};
use crate::spec::{Platform, Role};

/// Rackspace's sizes that the document allows; the first is its choice.
const RACKSPACE_FLAVORS: [&str; 2] = ["4 GB General Purpose v1", "8 GB General Purpose v1"];

/// Container Linux 522.0.0 (alpha) as the document's clouds knew it.
const RACKSPACE_522: &str = "c0860034-df63-4876-b05c-2659f66edea6";
/// 509.1.0, behind RackConnect.
const RACKCONNECT_509: &str = "a7fd10a0-cb13-400e-9fb8-a3d488f658c3";
/// 1010.5.0, the last one. Behind RackConnect the document stayed at 633.1.0, which has no etcd 2.
const RACKSPACE_1010: &str = "3eba4fbb-51da-4233-b699-8a4030561add";

fn given(word: Option<&Word>) -> Option<String> {
    word.map(ToString::to_string)
}

fn text(default: Option<String>, description: &str) -> Parameter {
    Parameter::new(Kind::Text(default), description)
}

/// How many minions; C-1: the numbers that the text names are those that are tested.
pub(super) fn minion_count(stack: Stack<'_>) -> Parameter {
    let count = stack.plan.of_role(Role::Worker).count();
    let count = u32::try_from(count).unwrap_or(MOST_MINIONS).min(MOST_MINIONS);
    Parameter::new(Kind::Number(Some(count)), "How many minions the cluster has").constraint_called(
        Rule::Range(1, MOST_MINIONS),
        format!("must be between 1 and {MOST_MINIONS} servers"),
    )
}

/// One master by design.
pub(super) fn master_count() -> Parameter {
    Parameter::new(Kind::Number(Some(1)), "How many masters the cluster has")
        .constraint_called(Rule::Range(1, 1), "must be one server")
}

pub(super) fn key_name(stack: Stack<'_>) -> Parameter {
    let parameter = text(given(stack.settings.key_name.as_ref()), "The key pair that may log in");
    if stack.corrected() { parameter.constraint(Rule::Custom("nova.keypair")) } else { parameter }
}

pub(super) fn flavor(stack: Stack<'_>) -> Parameter {
    let own = given(stack.settings.flavor.as_ref());
    let description = "The size of the servers";
    match stack.settings.platform {
        Platform::Openstack => text(Some(own.unwrap_or_else(|| "m1.medium".into())), description)
            .constraint(Rule::Custom("nova.flavor")),
        Platform::Rackspace | Platform::RackconnectV3 => {
            let [first, _] = RACKSPACE_FLAVORS;
            let mut allowed: Vec<String> = RACKSPACE_FLAVORS.map(String::from).into();
            let default = own.unwrap_or_else(|| first.to_owned());
            if !allowed.contains(&default) {
                allowed.push(default.clone());
            }
            let names = allowed.join(" or ");
            text(Some(default), description)
                .constraint_called(Rule::AllowedValues(allowed), format!("must be {names}"))
        }
    }
}

pub(super) fn image(stack: Stack<'_>) -> Parameter {
    let default = match (stack.settings.platform, stack.corrected()) {
        (Platform::Openstack, _) => "CoreOS",
        (Platform::Rackspace | Platform::RackconnectV3, true) => RACKSPACE_1010,
        (Platform::Rackspace, false) => RACKSPACE_522,
        (Platform::RackconnectV3, false) => RACKCONNECT_509,
    };
    let own = given(stack.settings.image.as_ref()).unwrap_or_else(|| default.into());
    let parameter = text(Some(own), "The image of CoreOS, by name or id");
    if stack.corrected() { parameter.constraint(Rule::Custom("glance.image")) } else { parameter }
}

pub(super) fn external_network(stack: Stack<'_>) -> Parameter {
    text(
        given(stack.settings.external_network.as_ref()),
        "The network that outer addresses come from",
    )
    .constraint(Rule::Custom("neutron.network"))
}

/// Neutron's own name server asks nobody else unless its operator says so.
pub(super) fn dns_nameservers() -> Parameter {
    let servers = ["8.8.8.8", "8.8.4.4"].map(String::from).into();
    Parameter::new(
        Kind::List(Some(servers)),
        "The name servers that servers ask, by their addresses",
    )
}

pub(super) fn rackconnect_network(stack: Stack<'_>) -> Parameter {
    text(given(stack.settings.rackconnect_network.as_ref()), "The id of the RackConnect network")
}

/// C-24: the order of cards differs between clouds.
pub(super) fn interface(stack: Stack<'_>) -> Parameter {
    let card = published_interface(stack.settings.platform);
    text(Some(card.into()), "The network card between the machines, by name")
        .constraint(Rule::AllowedPattern(InterfaceName::SHAPE.pattern))
}

/// How long the discovery server may take.
pub(super) fn timeout() -> Parameter {
    Parameter::new(
        Kind::Number(Some(1200)),
        "How many seconds the discovery server may take to answer",
    )
    // As long as discovery-ready tries.
    .constraint(Rule::Range(60, 1200))
}

/// A text of the published template.
pub(super) fn published(default: &str, description: &str) -> Parameter {
    text(Some(default.into()), description)
}
