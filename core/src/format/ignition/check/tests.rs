//! Every rule is noticed, where it is broken, in the file that it is about.

use super::*;

/// Sound, with a place for each fault.
const BUTANE: &str = include_str!("sample.bu");
const IGNITION: &str = include_str!("sample.ign");

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
        ("inline: hello", "inline: |\n          mode: \"0644\""),
        (
            "storage:\n",
            "storage:\n  filesystems: [{device: /dev/a, options: [-a, -a], with_mount_unit: true}]\n",
        ),
    ] {
        assert!(BUTANE.contains(from), "{from}");
        assert_eq!(butane(&BUTANE.replacen(from, to, 1)), [], "{to}");
    }
}

/// Each line breaks a sample in one place, and says what is then said.
#[test]
fn every_fault_is_noticed() {
    let mut wrong = Vec::new();
    for (file, table) in
        [("bu", include_str!("broken.bu.tsv")), ("ign", include_str!("broken.ign.tsv"))]
    {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<String> = line.split('\t').map(cell).collect();
            let [from, to, said] = &cells[..] else { panic!("not three cells: {line:?}") };
            let sample = if file == "bu" { BUTANE } else { IGNITION };
            assert!(sample.contains(from), "{from}");
            let broken = sample.replacen(from, to, 1);
            let found = if file == "bu" { butane(&broken) } else { ignition(&broken) };
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            if found != [said.as_str()] {
                wrong.push((to.clone(), found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn cell(text: &str) -> String {
    let mut parts = text.split(r"\\");
    let first = parts.next().unwrap_or_default().replace(r"\n", "\n");
    parts.fold(first, |all, part| all + "\\" + &part.replace(r"\n", "\n"))
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
    use crate::format::gzip::Gzip;
    use crate::format::ignition::data_url::unpacked;
    let bomb = Gzip::default().pack(&vec![0; (64 << 20) + 1]).unwrap();
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
