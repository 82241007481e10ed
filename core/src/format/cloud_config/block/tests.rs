//! Blocks are read back as meant, and say the same as their drop-ins.

use serde_yaml::Value;

use super::*;
use crate::format::cloud_config::dialect::check;
use crate::format::cloud_config::substitution::{Addresses, PRIVATE_IPV4, apply};
use crate::format::cloud_config::{CloudConfig, Coreos, RebootStrategy, Update, UpdateGroup};
use crate::format::env_file::EnvFile;
use crate::format::fleet::Metadata;
use crate::format::systemd::specifier::HOST_NAME;

fn example() -> Coreos {
    let own = |port: u16| format!("http://{PRIVATE_IPV4}:{port}");
    Coreos {
        update: Update {
            group: Some(UpdateGroup::Alpha),
            reboot_strategy: Some(RebootStrategy::Off),
        },
        etcd: Etcd {
            name: "master".to_owned(),
            discovery: "http://10.0.0.2:4001/v2/keys/_etcd/registry/x".to_owned(),
            addr: format!("{PRIVATE_IPV4}:4001"),
            peer_addr: format!("{PRIVATE_IPV4}:7001"),
            ..Etcd::default()
        },
        etcd2: Etcd2 {
            name: "e1".to_owned(),
            initial_cluster: vec![("e1".to_owned(), own(2380)), ("e1".to_owned(), own(7001))],
            initial_cluster_token: "k8s_etcd".to_owned(),
            initial_cluster_state: Some(ClusterState::New),
            initial_advertise_peer_urls: vec![own(2380)],
            listen_peer_urls: vec![own(2380), own(7001)],
            advertise_client_urls: vec![own(2379)],
            listen_client_urls: vec!["http://0.0.0.0:2379".to_owned()],
            proxy: Some(Proxy::On),
            heartbeat_interval: NonZeroU32::new(500),
            election_timeout: NonZeroU32::new(2500),
            data_dir: "/var/lib/etcd2".to_owned(),
            ..Etcd2::default()
        },
        fleet: Fleet {
            public_ip: PRIVATE_IPV4.to_string(),
            metadata: vec![Metadata::new("role", "worker").unwrap()],
            etcd_servers: vec!["http://10.0.0.1:2379".to_owned()],
        },
        flannel: Flannel {
            etcd_endpoints: vec!["http://10.0.0.1:2379".to_owned()],
            interface: PRIVATE_IPV4.to_string(),
            ..Flannel::default()
        },
        ..Coreos::default()
    }
}

#[test]
fn they_look_as_people_write_them() {
    let config = CloudConfig { coreos: example(), ..CloudConfig::default() }.to_string();
    let expected = r#"#cloud-config
coreos:
  update:
    group: alpha
    reboot_strategy: "off"
  etcd:
    name: master
    discovery: http://10.0.0.2:4001/v2/keys/_etcd/registry/x
    addr: "$private_ipv4:4001"
    peer_addr: "$private_ipv4:7001"
  etcd2:
    name: e1
    initial_cluster: "e1=http://$private_ipv4:2380,e1=http://$private_ipv4:7001"
    initial_cluster_token: k8s_etcd
    initial_cluster_state: new
    initial_advertise_peer_urls: "http://$private_ipv4:2380"
    listen_peer_urls: "http://$private_ipv4:2380,http://$private_ipv4:7001"
    advertise_client_urls: "http://$private_ipv4:2379"
    listen_client_urls: http://0.0.0.0:2379
    proxy: "on"
    heartbeat_interval: 500
    election_timeout: 2500
    data_dir: /var/lib/etcd2
  fleet:
    public_ip: "$private_ipv4"
    metadata: role=worker
    etcd_servers: http://10.0.0.1:2379
  flannel:
    etcd_endpoints: http://10.0.0.1:2379
    interface: "$private_ipv4"
"#;
    assert_eq!(config, expected);
    assert_eq!(check(&config), []);
}

#[test]
fn an_empty_block_is_left_out() {
    let update = Update { group: Some(UpdateGroup::Beta), ..Update::default() };
    let coreos = Coreos { update, ..Coreos::default() };
    let config = CloudConfig { coreos, ..CloudConfig::default() };
    assert_eq!(config.to_string(), "#cloud-config\ncoreos:\n  update:\n    group: beta\n");
    assert!(Etcd2::default().environment().is_empty());
}

#[test]
fn variables_have_the_names_of_coreos_cloudinit() {
    let coreos = example();
    let names =
        |variables: Variables| variables.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(
        names(coreos.etcd.environment()),
        ["ETCD_NAME", "ETCD_DISCOVERY", "ETCD_ADDR", "ETCD_PEER_ADDR"]
    );
    let etcd2 = coreos.etcd2.environment();
    assert!(etcd2.contains(&("ETCD_PROXY", "on".to_owned())));
    assert!(etcd2.contains(&("ETCD_HEARTBEAT_INTERVAL", "500".to_owned())));
    assert_eq!(
        names(coreos.fleet.environment()),
        ["FLEET_PUBLIC_IP", "FLEET_METADATA", "FLEET_ETCD_SERVERS"]
    );
    assert_eq!(names(coreos.flannel.environment()), ["FLANNELD_ETCD_ENDPOINTS", "FLANNELD_IFACE"]);
}

/// What coreos-cloudinit 1.14 writes of a mapping, `system/env.go` and `system/flannel.go`.
fn cloudinit(block: &Value, line: fn(&str, &str) -> String) -> String {
    let pairs = block.as_mapping().unwrap().iter();
    pairs
        .map(|(key, value)| {
            line(&format!("ETCD_{}", key.as_str().unwrap().to_uppercase()), value.as_str().unwrap())
        })
        .collect()
}

/// systemd expands specifiers in what coreos-cloudinit puts between the quotes.
#[test]
fn a_host_may_give_its_name() {
    let etcd2 = Etcd2 { name: HOST_NAME.to_string(), ..Etcd2::default() };
    let drop_in = etcd2.drop_in().to_string();
    assert_eq!(drop_in, "[Service]\nEnvironment=ETCD_NAME=%H\n");
    let coreos = Coreos { etcd2, ..Coreos::default() };
    let config = CloudConfig { coreos, ..CloudConfig::default() }.to_string();
    assert_eq!(config, "#cloud-config\ncoreos:\n  etcd2:\n    name: \"%H\"\n");
}

#[test]
fn any_value_reaches_its_program() {
    for text in ["a\"b", "a\\", "%H 100%", "a\nETCD_PROXY=on", "$private_ipv4", "'x' y", "off", "é"]
    {
        let etcd2 = Etcd2 { name: text.to_owned(), ..Etcd2::default() };
        let flannel = Flannel { etcd_prefix: text.to_owned(), ..Flannel::default() };
        let coreos = Coreos { etcd2: etcd2.clone(), flannel: flannel.clone(), ..Coreos::default() };
        let config = CloudConfig { coreos, ..CloudConfig::default() }.to_string();
        assert_eq!(check(&config), [], "{config}");
        let tree: Value = serde_yaml::from_str(&apply(&config, &Addresses::default())).unwrap();

        let made = format!(
            "[Service]\n{}",
            cloudinit(&tree["coreos"]["etcd2"], |name, value| {
                format!("Environment=\"{name}={value}\"\n")
            })
        );
        let made = UnitFile::parse(&made).unwrap();
        let words = |unit: &UnitFile| unit.values("Service", "Environment").next().unwrap().words();
        assert_eq!(words(&made), Some(vec![format!("ETCD_NAME={text}")]));
        assert_eq!(words(&made), words(&etcd2.drop_in()));

        let made = cloudinit(&tree["coreos"]["flannel"], |name, value| format!("{name}={value}\n"));
        let value = EnvFile::parse(&made).unwrap().get("ETCD_ETCD_PREFIX").map(str::to_owned);
        assert_eq!(value.as_deref(), flannel.env_file().get("FLANNELD_ETCD_PREFIX"));
    }
}
