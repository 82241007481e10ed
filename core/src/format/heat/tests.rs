//! Templates look as people write them, and hold what was meant.

use super::*;
use crate::format::cloud_config::substitution::PRIVATE_IPV4;
use crate::format::cloud_config::{CloudConfig, Coreos, Etcd, Unit, UnitCommand};
use crate::format::hole::Hole;
use crate::format::systemd::{Command, UnitFile};

const DISCOVERY: Hole = placeholder("discovery");

fn user_data(extra: &str) -> String {
    let unit = UnitFile::new().service(|s| {
        s.set("Description", format!("100% {extra}"))
            .exec_start(Command::new("/usr/bin/echo").flag("--at", format!("{DISCOVERY}:4001")))
    });
    let coreos = Coreos {
        etcd: Etcd {
            name: format!("minion-{INDEX}"),
            addr: format!("{PRIVATE_IPV4}:4001"),
            ..Etcd::default()
        },
        units: vec![Unit {
            name: "a.service".to_owned(),
            command: Some(UnitCommand::Start),
            content: unit.to_string(),
            ..Unit::default()
        }],
        ..Coreos::default()
    };
    CloudConfig { coreos, ..CloudConfig::default() }.to_string()
}

fn group(extra: &str) -> Template {
    let user_data = StrReplace {
        replacing: Replacing::Strict,
        template: user_data(extra),
        params: vec![
            (DISCOVERY, Attribute::new("port", "fixed_ips").index(0).key("ip_address").into()),
            (placeholder("unused"), "x".into()),
        ],
    };
    let server = Server {
        key_name: Some(Function::param("key-name").into()),
        networks: vec![ServerNetwork::Network(Function::resource("net").into())],
        config_drive: Some(true.into()),
        ..Server::new(
            format!("minion-{INDEX}"),
            Function::param("image"),
            "4 GB General Purpose v1",
            user_data,
        )
    };
    let text = |description: &str| Parameter::new(Kind::Text(None), description);
    let count = Parameter::new(Kind::Number(Some(3)), "How many minions")
        .constraint_called(Rule::Range(1, 12), "1 to 12 minions");
    let port = Port {
        name: None,
        network: Function::resource("net").into(),
        fixed_ips: vec![],
        security_groups: vec![],
        allowed_address_pairs: vec![],
    };
    Template {
        version: Version::Rocky,
        description: "A cluster".to_owned(),
        parameter_groups: vec![],
        parameters: vec![
            ("count".to_owned(), count),
            ("key-name".to_owned(), text("A key pair").constraint(Rule::Custom("nova.keypair"))),
            ("image".to_owned(), text("CoreOS")),
        ],
        resources: vec![
            ("net".to_owned(), Resource::new(Net { name: "inside".into() })),
            ("port".to_owned(), Resource::new(port)),
            ("handle".to_owned(), Resource::new(WaitConditionHandle {})),
            (
                "minions".to_owned(),
                Resource::new(ResourceGroup::new(Function::param("count"), server)).after("handle"),
            ),
        ],
        outputs: vec![(
            "minion_ips".to_owned(),
            Output {
                description: "Where the minions are".to_owned(),
                value: Attribute::new("minions", "networks").key("inside").index(0).into(),
            },
        )],
    }
}

#[test]
fn a_template_looks_as_people_write_it() {
    let expected = r#"heat_template_version: "2018-08-31"
description: A cluster
parameters:
  count:
    type: number
    description: How many minions
    default: 3
    constraints:
      - range:
          min: 1
          max: 12
        description: 1 to 12 minions
  key-name:
    type: string
    description: A key pair
    constraints:
      - custom_constraint: nova.keypair
  image:
    type: string
    description: CoreOS
resources:
  net:
    type: OS::Neutron::Net
    properties:
      name: inside
  port:
    type: OS::Neutron::Port
    properties:
      network:
        get_resource: net
  handle:
    type: OS::Heat::WaitConditionHandle
  minions:
    type: OS::Heat::ResourceGroup
    depends_on:
      - handle
    properties:
      count:
        get_param: count
      resource_def:
        type: OS::Nova::Server
        properties:
          name: minion-%index%
          image:
            get_param: image
          flavor: 4 GB General Purpose v1
          key_name:
            get_param: key-name
          networks:
            - network:
                get_resource: net
          config_drive: true
          user_data_format: RAW
          user_data:
            str_replace_strict:
              params:
                "%discovery%":
                  get_attr:
                    - port
                    - fixed_ips
                    - 0
                    - ip_address
              template: |
                #cloud-config
                coreos:
                  etcd:
                    name: "minion-%index%"
                    addr: "$private_ipv4:4001"
                  units:
                    - name: a.service
                      command: start
                      content: |
                        [Service]
                        Description=100%% x
                        ExecStart=/usr/bin/echo --at=%discovery%:4001
outputs:
  minion_ips:
    description: Where the minions are
    value:
      get_attr:
        - minions
        - networks
        - inside
        - 0
"#;
    let written = group("x").to_string();
    assert_eq!(written, expected);
    assert_eq!(check(&written), []);
}

#[test]
fn letters_that_look_like_a_placeholder_stay() {
    let written = group("%discovery% %index%\n%token%").to_string();
    for part in [
        "\"%discovery_2%\":",
        "--at=%discovery_2%:4001",
        "100%% %%discovery%% %%index%%\\n%%token%%",
        "index_var: \"%index_2%\"",
        "name: minion-%index_2%",
    ] {
        assert!(written.contains(part), "{part}\n{written}");
    }
    assert_eq!(check(&written), []);
}

#[test]
fn a_text_without_holes_needs_no_function() {
    let plain = StrReplace {
        replacing: Replacing::Lenient,
        template: "#cloud-config\n".to_owned(),
        params: vec![(DISCOVERY, "x".into())],
    };
    let written = yaml::write(&Input::from(plain), yaml::Style::default());
    assert_eq!(written, "|\n  #cloud-config\n");
}

#[test]
fn a_hole_that_nobody_fills_is_found() {
    let mut template = group("x");
    template.description = format!("{DISCOVERY}");
    assert_eq!(check(&template.to_string()).len(), 1);
}

#[test]
fn a_security_rule_says_who_may() {
    let rules = vec![
        SecurityRule {
            direction: Direction::Ingress,
            ether_type: EtherType::V4,
            protocol: Some(Protocol::Tcp(22, 22)),
            remote: Remote::Prefix("192.0.2.0/24".into()),
        },
        SecurityRule {
            direction: Direction::Ingress,
            ether_type: EtherType::V4,
            protocol: None,
            remote: Remote::SameGroup,
        },
    ];
    let group = SecurityGroup { name: "inside".into(), description: String::new(), rules };
    let expected = "type: OS::Neutron::SecurityGroup\nproperties:\n  name: inside\n  rules:\n  \
        - direction: ingress\n    ethertype: IPv4\n    protocol: tcp\n    port_range_min: 22\n    \
        port_range_max: 22\n    remote_ip_prefix: 192.0.2.0/24\n  \
        - direction: ingress\n    ethertype: IPv4\n    remote_mode: remote_group_id\n";
    assert_eq!(yaml::write(&Resource::new(group), yaml::Style::default()), expected);
}
