//! Cloud-configs look as people write them and are read back as meant.

use serde_yaml::Value;

use super::dialect::check;
use super::substitution::{Addresses, apply};
use super::*;

fn example() -> CloudConfig {
    CloudConfig {
        hostname: "worker-1".to_owned(),
        ssh_authorized_keys: vec!["ssh-ed25519 AAAA core@example".to_owned()],
        write_files: vec![WriteFile {
            path: "/etc/flannel/options.env".to_owned(),
            permissions: Permissions::new(0o100_644),
            owner: "root:root".to_owned(),
            content: "FLANNELD_IFACE=10.0.0.5\n".to_owned(),
        }],
        coreos: Coreos {
            update: Update { reboot_strategy: Some(RebootStrategy::Off), ..Update::default() },
            units: vec![
                Unit {
                    name: "docker.service".to_owned(),
                    drop_ins: vec![DropIn {
                        name: "40-flannel.conf".to_owned(),
                        content: "[Unit]\nAfter=flanneld.service\n".to_owned(),
                    }],
                    ..Unit::default()
                },
                Unit {
                    name: "kubelet.service".to_owned(),
                    enable: true,
                    command: Some(UnitCommand::ReloadOrTryRestart),
                    content:
                        "[Service]\nExecStart=/bin/true\n\n[Install]\nWantedBy=multi-user.target\n"
                            .to_owned(),
                    ..Unit::default()
                },
            ],
            ..Coreos::default()
        },
    }
}

#[test]
fn it_looks_as_people_write_it() {
    let expected = r#"#cloud-config
hostname: worker-1
ssh_authorized_keys:
  - ssh-ed25519 AAAA core@example
coreos:
  update:
    reboot_strategy: "off"
  units:
    - name: docker.service
      drop_ins:
        - name: 40-flannel.conf
          content: |
            [Unit]
            After=flanneld.service
    - name: kubelet.service
      enable: true
      command: reload-or-try-restart
      content: |
        [Service]
        ExecStart=/bin/true

        [Install]
        WantedBy=multi-user.target
write_files:
  - path: /etc/flannel/options.env
    permissions: "0644"
    owner: root:root
    content: |
      FLANNELD_IFACE=10.0.0.5
"#;
    assert_eq!(example().to_string(), expected);
    assert_eq!(check(expected), []);
    assert_eq!(CloudConfig::default().to_string(), "#cloud-config\n");
}

#[test]
fn contents_come_out_as_they_went_in() {
    for content in [
        "off",
        "0644",
        "on",
        "yes",
        "1.0",
        "null",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "$private_ipv4",
        "$private_ipv4\n",
        "echo \\$private_ipv4$public_ipv4\n",
        "\"$private_ipv4\" \u{85}",
        "  a\nb\n",
        "\n a",
        "a",
        "a\n",
        "a\n\n",
        "\n",
        "\ta\n",
        "#cloud-config\n---\n",
        "é\u{2028}",
        "x: y\n- z\n",
        "a\r\nb",
        "\0",
    ] {
        let config = CloudConfig {
            write_files: vec![WriteFile {
                path: "/etc/file".to_owned(),
                content: content.to_owned(),
                ..WriteFile::default()
            }],
            ..example()
        };
        let text = config.to_string();
        assert_eq!(check(&text), [], "{text}");
        // A reader that knows nothing of the variables must be able to read it, too.
        serde_yaml::from_str::<Value>(&text).unwrap();
        let addresses = Addresses { private_ipv4: "10.0.0.1".to_owned(), ..Addresses::default() };
        let tree: Value = serde_yaml::from_str(&apply(&text, &addresses)).unwrap();
        assert_eq!(tree["write_files"][0]["content"], Value::from(content), "{text}");
        assert_eq!(tree["write_files"][0]["permissions"], Value::from("0644"));
    }
}

#[test]
fn no_key_has_a_hyphen() {
    fn keys(tree: &Value, found: &mut Vec<String>) {
        match tree {
            Value::Mapping(map) => map.iter().for_each(|(key, value)| {
                found.push(key.as_str().unwrap().to_owned());
                keys(value, found);
            }),
            Value::Sequence(list) => list.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    keys(&serde_yaml::from_str(&example().to_string()).unwrap(), &mut found);
    assert!(found.len() > 15);
    assert!(found.iter().all(|key| !key.contains('-')), "{found:?}");
}

#[test]
fn only_permission_bits_are_kept() {
    assert_eq!(Permissions::new(0o4755).to_string(), "0755");
    assert_eq!(Permissions::new(0).to_string(), "0000");
}
