//! The stack's network on Neutron: subnet, router, ports, outer addresses, and who is let in.

use super::super::Stack;
use super::corrected::SINGLE;
use crate::format::heat::{
    AllocationPool, Attribute, Direction, EtherType, FixedIp, FloatingIp, FloatingIpAssociation,
    Function, Gateway, Net, Port, Protocol, Remote, Resource, Router, RouterInterface,
    SecurityGroup, SecurityRule, Subnet,
};
use crate::spec::Role;

pub(super) const NETWORK: &str = "corekube_network";
pub(super) const SECURITY: &str = "stack_security";
pub(super) const INTERFACE: &str = "corekube_router_interface";
const SUBNET: &str = "corekube_subnet";
const ROUTER: &str = "corekube_router";

/// What the network is called: networks of servers are known by their names.
pub(super) fn name(stack: Stack<'_>) -> String {
    stack.plan.name.to_string()
}

pub(super) fn port(server: &str) -> String {
    format!("{server}_port")
}

fn floating_ip(server: &str) -> String {
    format!("{server}_floatingip")
}

/// A server's address in the stack's network.
pub(super) fn address(server: &str) -> Attribute {
    Attribute::new(port(server), "fixed_ips").index(0).key("ip_address")
}

/// A server's address outside.
pub(super) fn outer_address(server: &str) -> Attribute {
    Attribute::new(floating_ip(server), "floating_ip_address")
}

pub(super) fn resources(stack: Stack<'_>) -> Vec<(String, Resource)> {
    let mut resources = vec![
        (SECURITY.to_owned(), Resource::new(security(stack))),
        (NETWORK.into(), Resource::new(Net { name: name(stack).into() })),
        (SUBNET.into(), Resource::new(subnet(stack))),
        (ROUTER.into(), Resource::new(router(stack))),
        (
            INTERFACE.into(),
            Resource::new(RouterInterface {
                router: Function::resource(ROUTER).into(),
                subnet: Function::resource(SUBNET).into(),
            }),
        ),
    ];
    for (role, server) in SINGLE {
        resources.push((port(server), Resource::new(port_of(stack, role))));
        // Nobody outside has to reach the discovery server.
        if role != Role::Etcd {
            resources.extend(outer(server));
        }
    }
    resources
}

fn subnet(stack: Stack<'_>) -> Subnet {
    let (start, end) = stack.settings.pool;
    Subnet {
        name: name(stack).into(),
        network: Function::resource(NETWORK).into(),
        cidr: stack.settings.network.to_string().into(),
        gateway_ip: None,
        // Servers with an address of choice lie outside it.
        allocation_pools: vec![AllocationPool {
            start: start.to_string().into(),
            end: end.to_string().into(),
        }],
        dns_nameservers: Some(Function::param("dns_nameservers").into()),
    }
}

fn router(stack: Stack<'_>) -> Router {
    Router {
        name: name(stack).into(),
        external_gateway_info: Some(Gateway {
            network: Function::param("external_network").into(),
            enable_snat: None,
        }),
    }
}

fn port_of(stack: Stack<'_>, role: Role) -> Port {
    let node = stack.only(role);
    Port {
        name: node.map(|node| node.name.to_string().into()),
        network: Function::resource(NETWORK).into(),
        fixed_ips: node
            .map(|node| FixedIp {
                subnet: Some(Function::resource(SUBNET).into()),
                ip_address: Some(node.ip.to_string().into()),
            })
            .into_iter()
            .collect(),
        security_groups: vec![Function::resource(SECURITY).into()],
        allowed_address_pairs: Vec::new(),
    }
}

fn outer(server: &str) -> [(String, Resource); 2] {
    [
        (
            floating_ip(server),
            Resource::new(FloatingIp {
                floating_network: Function::param("external_network").into(),
            }),
        ),
        (
            format!("{}_association", floating_ip(server)),
            // An outer address needs the way in to be there.
            Resource::new(FloatingIpAssociation {
                floatingip_id: Function::resource(floating_ip(server)).into(),
                port_id: Function::resource(port(server)).into(),
            })
            .after(INTERFACE),
        ),
    ]
}

/// C-16: everything inside the group, SSH from where it is asked for, and nothing else.
fn security(stack: Stack<'_>) -> SecurityGroup {
    let rule = |protocol, remote| SecurityRule {
        direction: Direction::Ingress,
        ether_type: EtherType::V4,
        protocol,
        remote,
    };
    let settings = stack.settings;
    let mut rules = vec![rule(None, Remote::SameGroup)];
    if let Some(cidr) = settings.admin_cidr {
        rules.push(rule(Some(Protocol::Tcp(22, 22)), Remote::Prefix(cidr.to_string().into())));
    }
    if settings.open_security_group {
        rules.extend(
            [Protocol::Tcp(1, 65535), Protocol::Udp(1, 65535), Protocol::Icmp]
                .map(|protocol| rule(Some(protocol), Remote::Prefix("0.0.0.0/0".into()))),
        );
    }
    SecurityGroup {
        name: name(stack).into(),
        description: "Who may talk to the cluster's servers".into(),
        rules,
    }
}
