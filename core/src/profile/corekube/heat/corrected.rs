//! The last rung of the ladder, with its defects repaired.

use super::super::Stack;
use super::super::place::{ADDRESS, DISCOVERY, INTERFACE, NOTIFY_TOKEN, NOTIFY_URL};
use super::{PUBLIC_NET, SERVICE_NET, neutron, parameters, user_data};
use crate::format::heat::{
    Attribute, CloudNetwork, Function, INDEX, Input, Output, Parameter, Resource, ResourceGroup,
    Server, ServerNetwork, Template, Version, WaitCondition, WaitConditionHandle,
};
use crate::format::hole::Hole;
use crate::spec::{Platform, Role};

const HANDLE: &str = "discovery_wait_handle";
const CONDITION: &str = "discovery_wait_condition";
const PRIVATE_NETWORK: &str = "priv_network";
const MINIONS: &str = "kubernetes_minions";

/// The servers that there is one of, by their names in the template.
pub(super) const SINGLE: [(Role, &str); 3] = [
    (Role::Etcd, "discovery"),
    (Role::Overlord, "overlord"),
    (Role::ControlPlane, "kubernetes_master"),
];

pub(super) fn template(stack: Stack<'_>) -> Template {
    let neutron = stack.settings.platform == Platform::Openstack;
    let mut resources = Vec::new();
    if neutron {
        resources.extend(neutron::resources(stack));
    } else if stack.settings.platform == Platform::Rackspace {
        let network = CloudNetwork {
            label: "kubernetes".into(),
            cidr: stack.settings.network.to_string().into(),
        };
        resources.push((PRIVATE_NETWORK.to_owned(), Resource::new(network)));
    }
    resources.push((HANDLE.into(), Resource::new(WaitConditionHandle {})));
    resources.extend(SINGLE.map(|(role, name)| (name.to_owned(), single(stack, role, name))));
    resources.push((MINIONS.into(), minions(stack)));
    resources.push((CONDITION.into(), condition()));
    Template {
        // Rackspace's own resource types left Heat a year after Ocata.
        version: if neutron { Version::Rocky } else { Version::Ocata },
        description: "Kubernetes on CoreOS, its units started through fleet".into(),
        parameter_groups: Vec::new(),
        parameters: parameters_of(stack),
        resources,
        outputs: outputs(stack),
    }
}

fn parameters_of(stack: Stack<'_>) -> Vec<(String, Parameter)> {
    let mut list = vec![
        ("kubernetes_minion_count", parameters::minion_count(stack)),
        ("key_name", parameters::key_name(stack)),
        ("flavor", parameters::flavor(stack)),
        ("coreos_image", parameters::image(stack)),
        ("kubernetes_net_interface", parameters::interface(stack)),
        ("timeout", parameters::timeout()),
    ];
    match stack.settings.platform {
        Platform::Openstack => list.extend([
            ("external_network", parameters::external_network(stack)),
            ("dns_nameservers", parameters::dns_nameservers()),
        ]),
        Platform::RackconnectV3 => {
            list.push(("rackconnect_network", parameters::rackconnect_network(stack)));
        }
        Platform::Rackspace => {}
    }
    list.into_iter().map(|(name, parameter)| (name.to_owned(), parameter)).collect()
}

fn condition() -> Resource {
    Resource::new(WaitCondition {
        handle: Function::resource(HANDLE).into(),
        timeout: Function::param("timeout").into(),
        count: None,
    })
    .after("discovery")
}

fn single(stack: Stack<'_>, role: Role, name: &'static str) -> Resource {
    let node = stack.only(role).map(|node| node.name.to_string()).unwrap_or_default();
    let mut server = server(stack, role, node, holes(stack, role, name));
    server.networks = match stack.settings.platform {
        Platform::Openstack => {
            vec![ServerNetwork::Port(Function::resource(neutron::port(name)).into())]
        }
        _ => rackspace_networks(stack),
    };
    let server = Resource::new(server);
    let server = if stack.settings.platform == Platform::Openstack {
        // Heat is outside, and so is everything that is downloaded.
        server.after(neutron::INTERFACE)
    } else {
        server
    };
    after_discovery(server, role)
}

fn minions(stack: Stack<'_>) -> Resource {
    let role = Role::Worker;
    let mut member =
        server(stack, role, format!("kubernetes-minion-{INDEX}"), holes(stack, role, MINIONS));
    if stack.settings.platform == Platform::Openstack {
        member.networks = vec![ServerNetwork::Network(Function::resource(neutron::NETWORK).into())];
        member.security_groups = vec![Function::resource(neutron::SECURITY).into()];
    } else {
        member.networks = rackspace_networks(stack);
    }
    let count = Function::param("kubernetes_minion_count");
    let group = Resource::new(ResourceGroup::new(count, member));
    let group = if stack.settings.platform == Platform::Openstack {
        // Its members have no port that would wait for the subnet.
        group.after(neutron::INTERFACE)
    } else {
        group
    };
    after_discovery(group, role)
}

/// C-9: everybody else waits until discovery answers.
fn after_discovery(resource: Resource, role: Role) -> Resource {
    if role == Role::Etcd { resource } else { resource.after(CONDITION) }
}

fn server(stack: Stack<'_>, role: Role, name: String, holes: Vec<(Hole, Input<String>)>) -> Server {
    let mut server = Server::new(
        name,
        Function::param("coreos_image"),
        Function::param("flavor"),
        user_data(stack, role, holes),
    );
    server.key_name = Some(Function::param("key_name").into());
    server.config_drive = Some(true.into());
    server
}

/// Public and service network, and the stack's own.
fn rackspace_networks(stack: Stack<'_>) -> Vec<ServerNetwork> {
    let service = ServerNetwork::Network(SERVICE_NET.into());
    match stack.settings.platform {
        Platform::RackconnectV3 => {
            vec![ServerNetwork::Network(Function::param("rackconnect_network").into()), service]
        }
        Platform::Rackspace | Platform::Openstack => vec![
            ServerNetwork::Network(PUBLIC_NET.into()),
            service,
            ServerNetwork::Network(Function::resource(PRIVATE_NETWORK).into()),
        ],
    }
}

fn holes(stack: Stack<'_>, role: Role, name: &str) -> Vec<(Hole, Input<String>)> {
    let neutron = stack.settings.platform == Platform::Openstack;
    let mut holes = vec![(INTERFACE, Function::param("kubernetes_net_interface").into())];
    if neutron && role != Role::Worker {
        holes.push((ADDRESS, neutron::address(name).into()));
    }
    if role == Role::Etcd {
        holes.extend([
            (NOTIFY_URL, Attribute::new(HANDLE, "endpoint").into()),
            (NOTIFY_TOKEN, Attribute::new(HANDLE, "token").into()),
        ]);
    } else {
        let discovery = if neutron {
            neutron::address("discovery")
        } else {
            // The service network, where everybody reaches it.
            Attribute::new("discovery", "networks").key("private").index(0)
        };
        holes.push((DISCOVERY, discovery.into()));
    }
    holes
}

/// C-25: addresses from what holds them.
fn outputs(stack: Stack<'_>) -> Vec<(String, Output)> {
    let neutron = stack.settings.platform == Platform::Openstack;
    let mut outputs: Vec<(String, Output)> = SINGLE
        .into_iter()
        .map(|(role, name)| {
            let value = match role {
                Role::Etcd if neutron => neutron::address(name),
                _ if neutron => neutron::outer_address(name),
                _ => Attribute::new(name, "networks").key("private").index(0),
            };
            let description = format!("The address of {}", name.replace('_', " "));
            (format!("{name}_ip"), Output { description, value: value.into() })
        })
        .collect();
    let key = if neutron { neutron::name(stack) } else { "private".into() };
    let value = Attribute::new(MINIONS, "networks").key(key).index(0).into();
    let description = "The addresses of the minions".into();
    outputs.push(("kubernetes_minion_ips".into(), Output { description, value }));
    outputs
}
