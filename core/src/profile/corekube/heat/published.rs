//! The document's own template, v0.3.5: `corekube-heat.yaml`, and what was meant by
//! `corekube-heat-rackconnect-v3.yaml`, which that release left broken.

use super::super::Stack;
use super::super::place::{BRANCH, DISCOVERY, GIT_COMMAND as GIT_HOLE, REPO, UUID};
use super::{GIT_BRANCH, GIT_COMMAND, GIT_REPO, PUBLIC_NET, SERVICE_NET, parameters, user_data};
use crate::format::heat::{
    Attribute, CloudNetwork, Function, INDEX, Input, Output, Parameter, RandomString, Resource,
    ResourceGroup, Server, ServerNetwork, Template, Version,
};
use crate::format::hole::Hole;
use crate::spec::{Platform, Role};

pub(super) fn template(stack: Stack<'_>) -> Template {
    let rackconnect = stack.settings.platform == Platform::RackconnectV3;
    let mut resources =
        vec![("coreos-cluster-uuid".to_owned(), Resource::new(RandomString::default()))];
    if !rackconnect {
        let network = CloudNetwork {
            label: "kubernetes".into(),
            cidr: stack.settings.network.to_string().into(),
        };
        resources.push(("priv_network".into(), Resource::new(network)));
    }
    resources.extend([
        ("discovery".into(), Resource::new(single(stack, Role::Etcd, "discovery"))),
        ("overlord".into(), Resource::new(single(stack, Role::Overlord, "overlord"))),
        ("master_machines".into(), group(stack, Role::ControlPlane, "kubernetes-master")),
        ("minion_machines".into(), group(stack, Role::Worker, "kubernetes-minion")),
    ]);
    Template {
        version: Version::Icehouse,
        description: "Kubernetes on CoreOS, its units started by the Overlord".into(),
        parameter_groups: Vec::new(),
        parameters: parameters_of(stack, rackconnect),
        resources,
        outputs: if rackconnect { Vec::new() } else { outputs() },
    }
}

fn parameters_of(stack: Stack<'_>, rackconnect: bool) -> Vec<(String, Parameter)> {
    let mut list = vec![
        ("kubernetes-master-count", parameters::master_count()),
        ("kubernetes-minion-count", parameters::minion_count(stack)),
        ("key-name", parameters::key_name(stack)),
        ("flavor", parameters::flavor(stack)),
        ("coreos-image", parameters::image(stack)),
    ];
    if rackconnect {
        list.extend([
            ("rackconnect-network", parameters::rackconnect_network(stack)),
            ("git-repo", parameters::published(GIT_REPO, "The Overlord's source")),
            ("git-branch", parameters::published(GIT_BRANCH, "Its branch")),
        ]);
    } else {
        list.push((
            "git-command",
            parameters::published(GIT_COMMAND, "How the overlord gets the Overlord's source"),
        ));
    }
    list.into_iter().map(|(name, parameter)| (name.to_owned(), parameter)).collect()
}

/// A server with the cloud's own choice of networks, but behind RackConnect.
fn single(stack: Stack<'_>, role: Role, name: &str) -> Server {
    let mut server = server(stack, role, name.into());
    if stack.settings.platform == Platform::RackconnectV3 {
        server.networks = networks(stack);
    }
    server
}

fn group(stack: Stack<'_>, role: Role, name: &str) -> Resource {
    let mut member = server(stack, role, format!("{name}-{INDEX}"));
    member.networks = networks(stack);
    Resource::new(ResourceGroup::new(Function::param(format!("{name}-count")), member))
}

fn server(stack: Stack<'_>, role: Role, name: String) -> Server {
    let mut server = Server::new(
        name,
        Function::param("coreos-image"),
        Function::param("flavor"),
        user_data(stack, role, holes(stack)),
    );
    server.key_name = Some(Function::param("key-name").into());
    server.config_drive = Some(true.into());
    server
}

fn networks(stack: Stack<'_>) -> Vec<ServerNetwork> {
    let service = ServerNetwork::Uuid(SERVICE_NET.into());
    match stack.settings.platform {
        Platform::RackconnectV3 => {
            vec![ServerNetwork::Uuid(Function::param("rackconnect-network").into()), service]
        }
        Platform::Rackspace | Platform::Openstack => vec![
            ServerNetwork::Uuid(PUBLIC_NET.into()),
            service,
            ServerNetwork::Uuid(Function::resource("priv_network").into()),
        ],
    }
}

fn holes(stack: Stack<'_>) -> Vec<(Hole, Input<String>)> {
    let discovery = match stack.settings.platform {
        Platform::RackconnectV3 => Attribute::new("discovery", "first_address"),
        _ => Attribute::new("discovery", "networks").key("private").index(0),
    };
    vec![
        (DISCOVERY, discovery.into()),
        (UUID, Attribute::new("coreos-cluster-uuid", "value").into()),
        (GIT_HOLE, Function::param("git-command").into()),
        (REPO, Function::param("git-repo").into()),
        (BRANCH, Function::param("git-branch").into()),
    ]
}

/// C-25: an attribute that Nova no longer fills.
fn outputs() -> Vec<(String, Output)> {
    [
        ("overlord_ip", "overlord", "The overlord's address"),
        ("master_ips", "master_machines", "The master's address"),
        ("minion_ips", "minion_machines", "The minions' addresses"),
    ]
    .into_iter()
    .map(|(name, resource, description)| {
        let value = Attribute::new(resource, "accessIPv4").into();
        (name.to_owned(), Output { description: description.into(), value })
    })
    .collect()
}
