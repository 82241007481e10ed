//! Both files say what was meant, whatever stands in it, and read back as it.

mod pairs;

use super::check::{butane, ignition, same};
use super::*;
use crate::format::systemd::UnitName;

fn path(path: &str) -> NodePath {
    NodePath::new(path).unwrap()
}

fn file(name: &str, bytes: &[u8]) -> File {
    File::new(path(name), Mode::FILE, Contents::Inline(bytes.to_vec()))
}

/// Every field of every kind.
#[expect(clippy::too_many_lines, reason = "one value, told in full")]
fn example(variant: Variant) -> Config {
    let url = |text: &str| Url::new(text).unwrap();
    let sysext = Resource {
        url: url("https://extensions.flatcar.org/extensions/kubernetes-v1.36.2-x86-64.raw"),
        hash: Some(Hash::from_sha256_digits(&"0123456789abcdef".repeat(4)).unwrap()),
        gzip: false,
    };
    let kubelet = "[Unit]\nAfter=a&b <c>\n\n[Service]\nExecStart=/bin/kubelet %H ${NAME} \"'\n\n[Install]\nWantedBy=multi-user.target\n";
    Config {
        variant,
        merge: vec![
            Resource {
                url: url("http://10.0.0.1/a.ign.gz"),
                hash: Some(Hash::Sha512([7; 64])),
                gzip: true,
            },
            Resource { url: url("s3://bucket/b.ign"), hash: None, gzip: false },
        ],
        kernel_arguments: KernelArguments {
            should_exist: vec!["quiet".to_owned(), "systemd.unified_cgroup_hierarchy=1".to_owned()],
            should_not_exist: vec!["mitigations=auto,nosmt".to_owned()],
        },
        groups: vec![
            Group { name: "etcd".to_owned(), gid: Some(232), system: true, ..Group::default() },
            Group {
                name: "ops".to_owned(),
                password_hash: Some("*".to_owned()),
                ..Group::default()
            },
        ],
        users: vec![
            User {
                name: "core".to_owned(),
                ssh_authorized_keys: vec![
                    "ssh-ed25519 AAAA a@b".to_owned(),
                    "ssh-rsa BBBB".to_owned(),
                ],
                password_hash: Some("$6$salt$hash".to_owned()),
                groups: vec!["sudo".to_owned(), "docker".to_owned()],
                ..User::default()
            },
            User {
                name: "etcd".to_owned(),
                uid: Some(232),
                gecos: Some("etcd: \"the\" <store>".to_owned()),
                home_dir: Some("/var/lib/etcd".to_owned()),
                no_create_home: true,
                primary_group: Some("etcd".to_owned()),
                no_user_group: true,
                no_log_init: true,
                shell: Some("/sbin/nologin".to_owned()),
                system: true,
                ..User::default()
            },
        ],
        directories: vec![
            Directory::new(path("/etc/kubernetes/manifests"), Mode::new(0o700).unwrap()),
            Directory {
                path: path("/var/lib/etcd"),
                mode: None,
                overwrite: true,
                user: Some(Owner::Name("etcd".to_owned())),
                group: Some(Owner::Id(232)),
            },
        ],
        files: vec![
            file("/etc/hostname", b"control-1"),
            File::new(path("/opt/extensions/kubernetes.raw"), Mode::FILE, Contents::Remote(sysext)),
            file("/etc/modules-load.d/k8s.conf", b"br_netfilter\noverlay\n"),
            file("/etc/long.conf", "net.ipv4.ip_forward=1\n".repeat(40).as_bytes()),
            file("/etc/bytes", &[0, 159, 146, 150, 255]),
            file("/etc/empty", b""),
            File {
                mode: None,
                overwrite: false,
                user: Some(Owner::Id(0)),
                group: Some(Owner::Name("etcd".to_owned())),
                contents: None,
                append: vec![
                    Contents::text("10.0.0.1 api\n"),
                    Contents::Remote(Resource { url: url("tftp://a/b"), hash: None, gzip: true }),
                ],
                ..file("/etc/hosts", b"")
            },
            File {
                mode: Some(Mode::PRIVATE),
                contents: None,
                overwrite: false,
                ..file("/etc/kept", b"")
            },
        ],
        links: vec![
            Link::new(path("/etc/extensions/kubernetes.raw"), "/opt/extensions/kubernetes.raw"),
            Link {
                path: path("/opt/hard"),
                target: "/etc/hostname".to_owned(),
                hard: true,
                overwrite: false,
                user: None,
                group: None,
            },
            Link {
                user: Some(Owner::Name("core".to_owned())),
                group: Some(Owner::Id(500)),
                ..Link::new(path("/home/core/here"), "../a b")
            },
        ],
        units: vec![
            Unit::enabled(UnitName::known("kubelet.service"), kubelet),
            Unit {
                mask: true,
                enabled: Some(false),
                ..Unit::named(UnitName::known("locksmithd.service"))
            },
            Unit {
                dropins: vec![
                    DropIn {
                        name: DropInName::new("10-a.conf").unwrap(),
                        contents: "[Service]\nEnvironment=\"A=b c\"\n".to_owned(),
                    },
                    DropIn { name: DropInName::new("b.conf").unwrap(), contents: String::new() },
                ],
                ..Unit::named(UnitName::known("systemd-sysupdate.service"))
            },
        ],
    }
}

/// What nothing must be lost of, and nothing may break out of.
fn nasty() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        "",
        "\n",
        "\n\n",
        " ",
        "a",
        "a\n",
        "a\n\n",
        " a\n",
        "\ta\n",
        "\n a",
        "a\r\nb",
        "a\rb",
        "\r",
        "0644",
        "on",
        "null",
        "~",
        "1.0",
        "- a\n- b\n",
        "a: b\n",
        "# a\n",
        "---\n",
        "...\n",
        "|\n",
        "'\"`\n",
        "%",
        "%41",
        "%%\n%H %i %n",
        "$",
        "$$ ${A} $(b)\n",
        "\\n\\",
        "\\\n",
        "{{ a }}\n",
        "<&>\u{2028}\u{2029}",
        "é日本🦀\n",
        "\0",
        "a\0b\n",
        "\u{7}\u{8}\u{b}\u{c}\u{1b}[0m\u{7f}\u{85}",
        "\u{feff}a\n",
        "\u{fffe}\u{ffff}",
        "\u{10ffff}",
        "variant: fcos\n",
        "\",\"source\":\"\n",
        "data:,a",
        "x\n  y\n\n\n z",
    ]
    .into_iter()
    .map(|text| text.as_bytes().to_vec())
    .collect();
    all.push((0..=255).collect());
    all.push(vec![0xff]);
    all.push(b"\xc3\x28".to_vec());
    all.push(b"\xed\xa0\x80".to_vec());
    all.push("0123456789abcdef\n".repeat(4096).into_bytes());
    // 64 KiB that gzip cannot shorten much.
    let mut state = 1_u32;
    all.push(
        (0..65_536)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect(),
    );
    all.push("x".repeat(65_536).into_bytes());
    all
}

#[test]
fn both_files_read_back_as_what_was_meant() {
    for variant in [Variant::Flatcar, Variant::Fcos] {
        for config in [example(variant), Config { variant, ..Config::default() }] {
            let (bu, ign) = (config.butane(), config.ignition());
            assert_eq!(butane(&bu), [], "{bu}");
            assert_eq!(ignition(&ign), [], "{ign}");
            assert_eq!(Config::from_butane(&bu).as_ref(), Ok(&config), "{bu}");
            assert_eq!(Config::from_ignition(&ign, variant).as_ref(), Ok(&config), "{ign}");
            assert_eq!(same(&bu, &ign), []);
        }
    }
}

#[test]
fn contents_come_out_as_they_went_in() {
    for bytes in nasty() {
        let inline = || Contents::Inline(bytes.clone());
        let config = Config {
            files: vec![
                file("/etc/a", &bytes),
                File {
                    append: vec![inline()],
                    contents: None,
                    overwrite: false,
                    ..file("/etc/b", b"")
                },
            ],
            ..Config::default()
        };
        let (bu, ign) = (config.butane(), config.ignition());
        assert_eq!((butane(&bu), ignition(&ign)), (vec![], vec![]), "{bu}\n{ign}");
        assert_eq!(Config::from_butane(&bu).as_ref(), Ok(&config), "{bu}");
        assert_eq!(Config::from_ignition(&ign, Variant::Flatcar).as_ref(), Ok(&config), "{ign}");
        assert_eq!(ign.matches('\n').count(), 1, "one line");
    }
}

#[test]
fn texts_beside_contents_come_out_as_they_went_in() {
    for bytes in nasty() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let some = (!text.is_empty()).then(|| text.clone());
        let user = User {
            name: "core".to_owned(),
            gecos: some.clone(),
            shell: some.clone(),
            ssh_authorized_keys: vec![text.clone()],
            ..User::default()
        };
        let link = Link {
            user: some.map(Owner::Name),
            ..Link::new(path("/etc/a"), ["/", &text].concat())
        };
        let config = Config { users: vec![user], links: vec![link], ..Config::default() };
        let (bu, ign) = (config.butane(), config.ignition());
        assert_eq!(Config::from_butane(&bu).as_ref(), Ok(&config), "{bu}");
        assert_eq!(Config::from_ignition(&ign, Variant::Flatcar).as_ref(), Ok(&config), "{ign}");
    }
}

#[test]
fn people_can_read_it() {
    let config = Config {
        users: vec![User {
            name: "core".to_owned(),
            ssh_authorized_keys: vec!["ssh-ed25519 AAAA core@example".to_owned()],
            ..User::default()
        }],
        files: vec![file("/etc/modules-load.d/k8s.conf", b"br_netfilter\noverlay\n")],
        units: vec![Unit { mask: true, ..Unit::named(UnitName::known("locksmithd.service")) }],
        ..Config::default()
    };
    let expected = r#"variant: flatcar
version: "1.1.0"
passwd:
  users:
    - name: core
      ssh_authorized_keys:
        - ssh-ed25519 AAAA core@example
storage:
  files:
    - path: /etc/modules-load.d/k8s.conf
      mode: 0644
      overwrite: true
      contents:
        inline: |
          br_netfilter
          overlay
systemd:
  units:
    - name: locksmithd.service
      mask: true
"#;
    assert_eq!(config.butane(), expected);
}

#[test]
fn what_ignition_refuses_is_left_out() {
    let config = Config {
        files: vec![File { contents: None, ..file("/etc/a", b"") }],
        links: vec![Link {
            hard: true,
            user: Some(Owner::Id(1)),
            ..Link::new(path("/etc/b"), "/c")
        }],
        ..Config::default()
    };
    let expected = r#"{"ignition":{"version":"3.4.0"},"storage":{"files":[{"path":"/etc/a","mode":420}],"links":[{"overwrite":true,"path":"/etc/b","hard":true,"target":"/c"}]}}"#;
    assert_eq!(config.ignition().trim_end(), expected);
}

#[test]
fn writing_is_the_same_every_time() {
    let config = example(Variant::Fcos);
    assert_eq!(config.ignition(), config.clone().ignition());
    assert_eq!(config.butane(), config.clone().butane());
}
