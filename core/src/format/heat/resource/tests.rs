//! Every type with every property, so that none is written that the check does not know.

use super::*;
use crate::format::heat::{Attribute, Function, Input, Output, Template, Version, check};

fn by(name: &str) -> Input<String> {
    Function::resource(name).into()
}

fn network() -> Vec<(&'static str, Resource)> {
    let subnet = Subnet {
        name: "inside".into(),
        network: by("net"),
        cidr: "10.10.10.0/24".into(),
        gateway_ip: Some("10.10.10.1".into()),
        allocation_pools: vec![AllocationPool {
            start: "10.10.10.2".into(),
            end: "10.10.10.254".into(),
        }],
        dns_nameservers: Some(Input::Literal(vec!["192.0.2.53".into()])),
    };
    let gateway = Gateway { network: "outside".into(), enable_snat: Some(true) };
    let port = Port {
        name: Some("discovery".into()),
        network: by("net"),
        fixed_ips: vec![FixedIp {
            subnet: Some(by("subnet")),
            ip_address: Some("10.10.10.2".into()),
        }],
        security_groups: vec![by("group")],
        allowed_address_pairs: vec![AddressPair { ip_address: "10.244.0.0/16".into() }],
    };
    let association = FloatingIpAssociation { floatingip_id: by("address"), port_id: by("port") };
    vec![
        ("net", Resource::new(Net { name: "inside".into() })),
        ("subnet", Resource::new(subnet)),
        (
            "router",
            Resource::new(Router { name: "way-out".into(), external_gateway_info: Some(gateway) }),
        ),
        (
            "interface",
            Resource::new(RouterInterface { router: by("router"), subnet: by("subnet") }),
        ),
        ("port", Resource::new(port)),
        ("address", Resource::new(FloatingIp { floating_network: "outside".into() })),
        ("association", Resource::new(association).after("interface")),
        (
            "cloud",
            Resource::new(CloudNetwork { label: "inside".into(), cidr: "10.0.0.0/24".into() }),
        ),
    ]
}

fn machines() -> Vec<(&'static str, Resource)> {
    let rule = |protocol, remote| SecurityRule {
        direction: Direction::Ingress,
        ether_type: EtherType::V4,
        protocol,
        remote,
    };
    let rules = vec![
        rule(Some(Protocol::Tcp(22, 22)), Remote::Prefix("192.0.2.0/24".into())),
        rule(Some(Protocol::Udp(1, 65_535)), Remote::SameGroup),
        rule(Some(Protocol::Icmp), Remote::SameGroup),
        rule(None, Remote::SameGroup),
    ];
    let wait = WaitCondition { handle: by("handle"), timeout: 600.into(), count: Some(1.into()) };
    let at_port = Server {
        key_name: Some("me".into()),
        networks: vec![ServerNetwork::Port(by("port"))],
        config_drive: Some(true.into()),
        user_data_update_policy: Some(UpdatePolicy::Ignore),
        ..Server::new("discovery", "CoreOS", "m1.small", "#cloud-config\n")
    };
    let zeros = "00000000-0000-0000-0000-000000000000";
    let in_networks = Server {
        networks: vec![ServerNetwork::Network(by("net")), ServerNetwork::Uuid(zeros.into())],
        security_groups: vec![by("group")],
        ..Server::new("minion", "CoreOS", "m1.small", "#cloud-config\n")
    };
    vec![
        (
            "group",
            Resource::new(SecurityGroup {
                name: "inside".into(),
                description: "What may reach the machines".to_owned(),
                rules,
            }),
        ),
        ("token", Resource::new(RandomString { length: Some(32.into()) })),
        ("handle", Resource::new(WaitConditionHandle {})),
        ("ready", Resource::new(wait)),
        ("discovery", Resource::new(at_port)),
        (
            "minions",
            Resource::new(ResourceGroup::new(3, in_networks)).after("ready").after("cloud"),
        ),
    ]
}

#[test]
fn each_type_is_written_and_known() {
    let resources = network().into_iter().chain(machines());
    let template = Template {
        version: Version::Rocky,
        description: "Everything".to_owned(),
        parameter_groups: vec![],
        parameters: vec![],
        resources: resources.map(|(name, resource)| (name.to_owned(), resource)).collect(),
        outputs: vec![(
            "token".to_owned(),
            Output { description: String::new(), value: Attribute::new("token", "value").into() },
        )],
    };
    let written = template.to_string();
    assert_eq!(check(&written), []);
    let types: std::collections::BTreeSet<&str> =
        written.lines().filter_map(|line| line.trim().strip_prefix("type: ")).collect();
    assert_eq!(types.len(), 14);
}
