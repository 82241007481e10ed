//! Every rule is noticed, where it is broken, in the file that it is about.

use super::*;

/// Sound, with a place for each fault.
const BUTANE: &str = r#"variant: flatcar
version: 1.1.0
kernel_arguments:
  should_exist: [quiet]
passwd:
  users:
    - name: core
      password_hash: $6$salt$hash
      ssh_authorized_keys: [ssh-ed25519 AAAA, ssh-rsa BBBB]
      uid: 500
storage:
  directories:
    - path: /etc/folder
      mode: 0755
  files:
    - path: /etc/file
      mode: 0644
      overwrite: true
      user: {name: core}
      contents:
        inline: hello
    - path: /opt/image
      contents:
        source: https://example.com/image
        verification:
          hash: sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
  links:
    - path: /etc/link
      target: /etc/folder
systemd:
  units:
    - name: a.service
      enabled: true
      contents: "[Install]\nWantedBy=multi-user.target\n"
      dropins:
        - name: a.conf
          contents: "[Unit]\n"
"#;

const IGNITION: &str = r#"{
  "ignition": {"version": "3.4.0", "config": {"merge": [{"source": "https://example.com/a.ign"}]}},
  "passwd": {"users": [{"name": "core", "homeDir": "/home/core"}]},
  "storage": {
    "files": [{
      "path": "/etc/file", "mode": 420,
      "contents": {
        "compression": "", "source": "data:,abc",
        "verification": {"hash": "sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
      }
    }]
  },
  "systemd": {"units": [{"name": "a.service"}]}
}"#;

/// A text that stands in the sample, what stands there instead, and what is then said.
type Broken = (&'static str, &'static str, &'static str);

const BROKEN_BUTANE: &[Broken] = &[
    (
        "variant: flatcar",
        "variant: openshift",
        "$.variant: `openshift` is no variant known here: write flatcar or fcos",
    ),
    ("variant: flatcar\n", "", "$.variant: is missing: write flatcar or fcos"),
    (
        "1.1.0",
        "1.2.0-experimental",
        "$.version: 1.2.0-experimental is not the version of flatcar that becomes Ignition 3.4.0: write 1.1.0",
    ),
    (
        "version: 1.1.0\n",
        "",
        "$.version: it is not the version of flatcar that becomes Ignition 3.4.0: write 1.1.0",
    ),
    (
        "storage:\n",
        "boot_device: {luks: {tpm2: true}}\nstorage:\n",
        "$.boot_device: is a key of the variant fcos: flatcar does not have it, leave it out",
    ),
    (
        "storage:\n",
        "storage:\n  luks: [{name: a, clevis: {tpm2: true}}]\n",
        "$.storage.luks[0].clevis: is a key of the variant fcos: flatcar does not have it, leave it out",
    ),
    ("storage:\n", "write_files: []\nstorage:\n", "$.write_files: is no known key"),
    (
        "uid: 500",
        "homeDir: /a",
        "$.passwd.users[0].homeDir: is no key of this file, which spells it `home_dir`",
    ),
    (
        "uid: 500",
        "uid: -1",
        "$.passwd.users[0].uid: must be a whole number, at least 0 and below 2^32",
    ),
    (
        "uid: 500",
        "uid: [1]",
        "$.passwd.users[0].uid: must be a whole number, at least 0 and below 2^32",
    ),
    ("enabled: true", "enabled: yes please", "$.systemd.units[0].enabled: must be true or false"),
    ("[quiet]", "quiet", "$.kernel_arguments.should_exist: must be a list of texts"),
    (
        "[quiet]",
        "[quiet, quiet]",
        "$.kernel_arguments.should_exist[1]: is there twice: leave one out",
    ),
    (
        "ssh-rsa BBBB",
        "ssh-ed25519 AAAA",
        "$.passwd.users[0].ssh_authorized_keys[1]: is there twice: leave one out",
    ),
    (
        "uid: 500",
        "uid: 500\n    - name: core",
        "$.passwd.users[1].name: `core` is there twice: put both into one entry",
    ),
    ("name: core\n", "gecos: a\n", "$.passwd.users[0].name: is missing"),
    (
        "$6$salt$hash",
        "hunter2",
        "$.passwd.users[0] (password hash): is no hash: write what `openssl passwd -6` makes of the password",
    ),
    (
        "mode: 0644",
        "mode: 644",
        "$.storage.files[0].mode: 644 is decimal, 1204 in octal: write 0644",
    ),
    (
        "mode: 0755",
        "mode: 755",
        "$.storage.directories[0].mode: 755 is decimal, 1363 in octal: write 0755",
    ),
    (
        "mode: 0644",
        "mode: 04755",
        "$.storage.files[0].mode: 4755 has set-user-ID, set-group-ID or sticky, which Ignition 3.4 leaves unset: write 0755",
    ),
    (
        "mode: 0755",
        "mode: 01777",
        "$.storage.directories[0].mode: 1777 has set-user-ID, set-group-ID or sticky, which Ignition 3.4 leaves unset: write 0777",
    ),
    ("mode: 0644", "mode: 010000", "$.storage.files[0].mode: 10000 is no mode: write at most 0777"),
    (
        "mode: 0644",
        "mode: u=rw",
        "$.storage.files[0].mode: must be a mode, such as 0644 in Butane's file and 420 in Ignition's",
    ),
    (
        "mode: 0644",
        "mode: 0888",
        "$.storage.files[0].mode: must be a mode, such as 0644 in Butane's file and 420 in Ignition's",
    ),
    ("/etc/file", "etc/file", "$.storage.files[0].path: `etc/file`: a path begins with `/`"),
    (
        "/etc/file",
        "/etc/../file",
        "$.storage.files[0].path: `/etc/../file`: a path has no part `.` or `..`",
    ),
    ("path: /etc/file\n", "group: {}\n", "$.storage.files[0].path: is missing"),
    (
        "/etc/file",
        "/etc/folder",
        "$.storage.files[0].path: `/etc/folder` is there twice: also a folder, $.storage.directories[0]",
    ),
    (
        "path: /etc/link",
        "path: /opt/image",
        "$.storage.links[0].path: `/opt/image` is there twice: also a file, $.storage.files[1]",
    ),
    (
        "/etc/file",
        "/etc/link/a/b",
        "$.storage.files[0].path: `/etc/link/a/b` lies below `/etc/link`, which is a link: $.storage.links[0]",
    ),
    (
        "path: /etc/folder",
        "path: /opt/image/a",
        "$.storage.directories[0].path: `/opt/image/a` lies below `/opt/image`, which is a file: $.storage.files[1]",
    ),
    (
        "/etc/file",
        "/run/a",
        "$.storage.files[0].path: `/run/a` would be gone at the first start: /run is not kept",
    ),
    (
        "path: /etc/folder",
        "path: /tmp",
        "$.storage.directories[0].path: `/tmp` would be gone at the first start: /tmp is not kept",
    ),
    (
        "/etc/file",
        "/etc/systemd/system/a.service",
        "$.storage.files[0].path: `/etc/systemd/system/a.service` is written by a unit or drop-in too: leave one out",
    ),
    (
        "path: /etc/link",
        "path: /etc/systemd/system/a.service.d/a.conf",
        "$.storage.links[0].path: `/etc/systemd/system/a.service.d/a.conf` is written by a unit or drop-in too: leave one out",
    ),
    (
        "{name: core}",
        "{name: core, id: 1}",
        "$.storage.files[0].user: has both id and name: leave one out",
    ),
    (
        "contents:\n        inline: hello",
        "append:\n        - inline: hello",
        "$.storage.files[0].overwrite: has nothing to overwrite with: add contents, or leave it out",
    ),
    (
        "inline: hello",
        "inline: hello\n        source: data:,",
        "$.storage.files[0].contents.source: only one of inline, local and source can be there",
    ),
    (
        "inline: hello",
        "inline: hello\n        compression: gzip",
        "$.storage.files[0].contents.source: it does not unpack with gzip",
    ),
    (
        "inline: hello",
        "inline: hello\n        compression: xz",
        "$.storage.files[0].contents.compression: `xz` is not known: write gzip or leave it out",
    ),
    (
        "inline: hello",
        "inline: hello\n        verification: {hash: sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad}",
        "$.storage.files[0].contents.verification.hash: is not the hash of the contents, taken after unpacking",
    ),
    (
        "https://example.com/image",
        "ftp://example.com/image",
        "$.storage.files[1].contents.source: a URL begins with http:, https:, tftp:, s3:, gs: or arn:",
    ),
    (
        "https://example.com/image",
        "tftp://example.com/image\n        http_headers: [{name: A, value: b}]",
        "$.storage.files[1].contents.source: headers go with http: and https: alone",
    ),
    (
        "sha256-ba",
        "sha512-ba",
        "$.storage.files[1].contents.verification.hash: behind `sha512-` stand 128 hex digits",
    ),
    (
        "sha256-ba",
        "md5-ba",
        "$.storage.files[1].contents.verification.hash: a hash begins with `sha256-` or `sha512-`",
    ),
    (
        "        source: https://example.com/image\n",
        "",
        "$.storage.files[1].contents.verification.hash: there is nothing that it could be the hash of",
    ),
    (
        "target: /etc/folder",
        "hard: false",
        "$.storage.links[0].target: is missing: a link needs what it leads to",
    ),
    (
        "target: /etc/folder",
        "target: /etc/folder\n      hard: true",
        "$.storage.links[0].target: a hard link cannot lead to a folder",
    ),
    (
        "target: /etc/folder",
        "target: /etc/file\n      hard: true\n      user: {id: 0}",
        "$.storage.links[0].user: a hard link has no owner of its own: leave it out",
    ),
    (
        "name: a.service",
        "name: a",
        "$.systemd.units[0].name: `a`: a unit name ends in its type, such as `.service`",
    ),
    (
        "name: a.conf",
        "name: a",
        "$.systemd.units[0].dropins[0].name: `a`: a drop-in is a file name without `/` that ends in `.conf`",
    ),
    (
        "- name: a.conf\n          contents",
        "- contents",
        "$.systemd.units[0].dropins[0].name: is missing",
    ),
    (
        "\"[Unit]\\n\"",
        "\"a\"",
        "$.systemd.units[0].dropins[0].contents: no unit file: line 1: neither a section nor key=value",
    ),
    (
        "[Install]\\nWantedBy=multi-user.target",
        "[Unit]",
        "$.systemd.units[0].enabled: has no effect: the unit has no [Install]; add WantedBy=",
    ),
    (
        "      dropins:\n",
        "    - {name: t@.service, contents: \"[Unit]\\n\"}\n    - name: t@1.service\n      enabled: true\n      dropins:\n",
        "$.systemd.units[2].enabled: has no effect: the unit has no [Install]; add WantedBy=",
    ),
    (
        "enabled: true",
        "enabled: true\n      mask: true",
        "$.systemd.units[0]: is enabled and masked: leave one out",
    ),
    (
        "enabled: true",
        "enabled: true\n      contents_local: a",
        "$.systemd.units[0]: only one of contents and contents_local can be there",
    ),
    ("inline: hello", "inline: a\u{fdd0}", "$: holds a hole that nothing fills"),
];

const BROKEN_IGNITION: &[Broken] = &[
    (
        "3.4.0",
        "3.5.0",
        "$.ignition.version: 3.5.0 is not the version that is meant here: write 3.4.0",
    ),
    (
        "\"version\": \"3.4.0\", ",
        "",
        "$.ignition.version: it is not the version that is meant here: write 3.4.0",
    ),
    (
        "homeDir",
        "home_dir",
        "$.passwd.users[0].home_dir: is no key of this file, which spells it `homeDir`",
    ),
    ("homeDir", "home", "$.passwd.users[0].home: is no known key"),
    (
        "\"compression\": \"\"",
        "\"inline\": \"\"",
        "$.storage.files[0].contents.inline: is a key of Butane's file alone",
    ),
    ("420", "644", "$.storage.files[0].mode: 644 is decimal, 1204 in octal: for 0644 write 420"),
    (
        "420",
        "\"0644\"",
        "$.storage.files[0].mode: must be a mode, such as 0644 in Butane's file and 420 in Ignition's",
    ),
    (
        "420",
        "2541",
        "$.storage.files[0].mode: 4755 has set-user-ID, set-group-ID or sticky, which Ignition 3.4 leaves unset: write 0755",
    ),
    (
        "data:,abc",
        "data:,abd",
        "$.storage.files[0].contents.verification.hash: is not the hash of the contents, taken after unpacking",
    ),
    (
        "data:,abc",
        "data:,%6",
        "$.storage.files[0].contents.source: behind `%` stand two hex digits",
    ),
    (
        "data:,abc",
        "data:;base64,YWJ",
        "$.storage.files[0].contents.source: the data are not base64",
    ),
    (
        "data:,abc",
        "data:abc",
        "$.storage.files[0].contents.source: a data URL is `data:`, a comma, and the data",
    ),
    (
        "\"compression\": \"\"",
        "\"compression\": \"gzip\"",
        "$.storage.files[0].contents.source: it does not unpack with gzip",
    ),
    (
        "https://example.com/a.ign",
        "/a.ign",
        "$.ignition.config.merge[0].source: a URL begins with http:, https:, tftp:, s3:, gs: or arn:",
    ),
    (
        "{\"name\": \"a.service\"}",
        "{\"name\": \"a.service\"}, {\"name\": \"a.service\"}",
        "$.systemd.units[1].name: `a.service` is there twice: put both into one entry",
    ),
];

#[test]
fn what_is_sound_is_let_through() {
    assert_eq!(butane(BUTANE), []);
    assert_eq!(ignition(IGNITION), []);
    let fcos = BUTANE.replace("flatcar", "fcos").replace("1.1.0", "1.5.0");
    assert_eq!(butane(&format!("{fcos}grub: {{users: []}}\nboot_device: {{}}\n")), []);
    for (from, to) in [
        ("mode: 0644", "mode: 420"),
        ("mode: 0644", "mode: 0o644"),
        ("mode: 0644", "mode: 0"),
        ("uid: 500", "uid: null"),
        ("/etc/file", "/runs/a"),
        ("/etc/file", "/etc/linked/a"),
        ("$6$salt$hash", "\"*\""),
        ("inline: hello", "source: \"\""),
        ("inline: hello", "local: a"),
        (
            "storage:\n",
            "storage:\n  filesystems: [{device: /dev/a, options: [-a, -a], with_mount_unit: true}]\n",
        ),
    ] {
        assert!(BUTANE.contains(from), "{from}");
        assert_eq!(butane(&BUTANE.replacen(from, to, 1)), [], "{to}");
    }
}

#[test]
fn every_fault_is_noticed() {
    let tables: [(&str, &[Broken], fn(&str) -> Vec<Finding>); 2] =
        [(BUTANE, BROKEN_BUTANE, butane), (IGNITION, BROKEN_IGNITION, ignition)];
    let mut wrong = Vec::new();
    for (sample, table, check) in tables {
        for (from, to, said) in table {
            assert!(sample.contains(from), "{from}");
            let found = check(&sample.replacen(from, to, 1));
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            if found != [*said] {
                wrong.push((to, found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    for text in ["", "a", "[]", "variant: flatcar\nvariant: fcos\n", "a: [", "\t- b"] {
        assert_eq!(butane(text).len(), 1, "{text}");
    }
    for text in ["", "a", "{", "{\"ignition\":{},\"ignition\":{}}", "variant: flatcar\n"] {
        assert_eq!(ignition(text).len(), 1, "{text}");
    }
}

#[test]
fn a_password_is_never_shown() {
    let found = butane(&BUTANE.replace("$6$salt$hash", "hunter2"));
    assert!(!found[0].to_string().contains("hunter2"));
}

#[test]
fn a_bomb_is_not_unpacked() {
    use crate::format::ignition::data_url::{packed, unpacked};
    let bomb = packed(&vec![0; (64 << 20) + 1]).unwrap();
    assert_eq!(unpacked(&bomb), Err("it unpacks to more than 64 MiB"));
}

#[test]
fn two_files_that_differ_are_told_apart() {
    let config = Config::from_butane(BUTANE).unwrap();
    let sound = config.ignition();
    assert_eq!(same(BUTANE, &sound), []);
    for (from, to, place) in [
        ("data:,hello", "data:,hellp", "$.storage.files[0]"),
        ("420", "416", "$.storage.files[0]"),
        ("\"uid\":500", "\"uid\":501", "$.passwd.users[0]"),
        ("/etc/link", "/etc/lynk", "$.storage.links[0]"),
        ("493", "448", "$.storage.directories[0]"),
        ("\"enabled\":true", "\"enabled\":false", "$.systemd.units[0]"),
        ("quiet", "loud", "$.kernel_arguments"),
        (
            "{\"version\"",
            "{\"config\":{\"merge\":[{\"source\":\"http://a\"}]},\"version\"",
            "$.ignition.config.merge[0]",
        ),
        ("\"users\":", "\"groups\":[{\"name\":\"a\"}],\"users\":", "$.passwd.groups[0]"),
    ] {
        assert!(sound.contains(from), "{from} {sound}");
        let found = same(BUTANE, &sound.replacen(from, to, 1));
        assert_eq!(found.iter().map(|one| one.place.as_str()).collect::<Vec<_>>(), [place]);
    }
    // What we never write is not taken for nothing.
    for (from, to) in [
        ("\"storage\":{", "\"storage\":{\"disks\":[{\"device\":\"/dev/a\"}],"),
        ("{\"version\"", "{\"timeouts\":{\"httpTotal\":1},\"version\""),
        ("\"uid\":500", "\"uid\":500,\"shouldExist\":false"),
    ] {
        assert!(sound.contains(from), "{from} {sound}");
        let changed = sound.replacen(from, to, 1);
        assert_eq!(ignition(&changed), []);
        assert!(!same(BUTANE, &changed).is_empty(), "{to}");
    }
}
