//! Links that nobody made here.

use super::*;

fn link(edits: &[u8]) -> String {
    format!("#v1.{SMALL}.{}", pack::pack(edits))
}

#[test]
fn every_edit_is_read_as_it_is_documented() {
    let path = FieldPath::root().key("nodes").index(10).key("labels");
    let map = Value::Map(vec![
        ("zone".into(), Value::text("ä")),
        ("list".into(), Value::List(vec![Value::Null, Value::text("")])),
    ]);
    let list = FieldPath::root().key("pools");
    let edits = [
        Edit::Set { path: path.clone(), value: map },
        Edit::Remove { path },
        Edit::Insert { list: list.clone(), index: 0, value: Value::text("]1:") },
        Edit::Move { list, from: 2, to: 1 },
    ];
    let bytes = "=5:nodes10;6:labels.{4:zone2:ä4:list[~0:]}-5:nodes10;6:labels.\
                 +5:pools.0;3:]1:>5:pools.2;1;";
    assert_eq!(String::from_utf8(code::write(&edits)).unwrap(), bytes);
    assert_eq!(code::read(bytes.as_bytes()).unwrap(), edits);
}

#[test]
fn every_edit_is_made() {
    let shared = open(&link(
        b"=4:name.5:other-7:network.+5:nodes.3;{4:name1:x}>5:nodes.3;0;=3:api4:host.1:a",
    ))
    .unwrap();
    let document = Document::read(&shared.text).unwrap();
    let at = |path: FieldPath| document.scalar(&path).map(str::to_owned);
    assert_eq!(at(FieldPath::root().key("name")).as_deref(), Some("other"));
    assert_eq!(at(FieldPath::root().key("nodes").index(0).key("name")).as_deref(), Some("x"));
    assert_eq!(document.items(&FieldPath::root().key("nodes")), 4);
    assert_eq!(document.value(&FieldPath::root().key("network")), None);
    assert_eq!(at(FieldPath::root().key("api").key("host")).as_deref(), Some("a"));
}

#[test]
fn a_secret_is_refused() {
    for edits in [
        "=5:weave8:password.3:abc",
        "=5:weave.{10:registries[{5:token1:x}]}",
        "=5:weave8:password.{1:a1:b}",
    ] {
        let Err(Refused::Secret(path)) = open(&link(edits.as_bytes())) else { panic!("{edits}") };
        assert!(path.to_string().starts_with("$.weave."), "{path}");
    }
}

#[test]
fn what_is_cut_or_changed_is_noticed() {
    let text = text_of(SMALL).replace("192.168.100", "10.77.3").replace("demo", "production");
    let whole = fragment(Some(SMALL), &text).unwrap().text;
    let begin = whole.rfind('.').unwrap() + 1;
    for end in begin..whole.len() {
        assert_eq!(open(&whole[..end]), Err(Refused::Damaged), "cut at {end}");
    }
    for at in begin..whole.len() {
        let other = if &whole[at..=at] == "A" { "B" } else { "A" };
        let changed = format!("{}{other}{}", &whole[..at], &whole[at + 1..]);
        // The last character has bits that mean nothing, and may not be set.
        assert_eq!(open(&changed), Err(Refused::Damaged), "changed at {at}");
    }
    for more in ["A", "=", ".", ".v1", "%20", "é", "?utm=1"] {
        assert_eq!(open(&format!("{whole}{more}")), Err(Refused::Damaged), "{more}");
    }
    assert!(open(&format!(" {whole}\n")).is_ok(), "spaces around it are no part");
    assert!(open(&whole[1..]).is_ok(), "nor is the sign before it");
}

#[test]
fn unknown_versions_and_presets_are_told() {
    assert_eq!(open("#v2.coreos-guide-small"), Err(Refused::OtherVersion));
    assert_eq!(open("#v11.coreos-guide-small"), Err(Refused::OtherVersion));
    assert_eq!(open("#v0."), Err(Refused::OtherVersion));
    for id in ["", "no-such", "Empty", "../../etc/passwd", "<b>", "coreos-guide-small%00"] {
        assert_eq!(open(&format!("#v1.{id}")), Err(Refused::OtherPreset), "{id}");
    }
}

#[test]
fn what_is_no_edit_is_refused() {
    for edits in [
        "x",
        "=",
        "=.",
        "=1:a",
        "=1:a.",
        "=1:a.[",
        "=1:a.{",
        "=1:a.{1:b",
        "=1:a.9:short",
        "=1:a.~~",
        "+1:a.~",
        "+1:a.1;",
        ">1:a.1;",
        "=1:a.01:x",
        "=1:a.-1:x",
        "=1:a.+1:x",
        "=1:a.1234567:x",
        "=:.~",
        "=1:a.]",
        "=1:a.}",
        "=1:a.{~~}",
        "=5:nodes.1:\u{e9}",
        "-5:nodes",
        "=1;.~",
        "=.1:a",
        "=5:nodes9;.~",
        "+5:nodes.9;~",
        ">5:nodes.0;3;",
        "+4:name.0;~",
        "=.[]",
        "=.~",
    ] {
        assert_eq!(open(&link(edits.as_bytes())), Err(Refused::Damaged), "{edits}");
    }
    assert_eq!(open(&link(b"=1:a.1:\xff")), Err(Refused::Damaged));
}

#[test]
fn too_much_is_refused_at_once() {
    let deep = |n: usize| format!("=1:a.{}~{}", "[".repeat(n), "]".repeat(n)).into_bytes();
    assert_eq!(open(&link(&deep(100_000))), Err(Refused::Damaged));
    assert!(open(&link(&deep(20))).is_ok());
    let path = |n: usize| format!("={}.~", "1:a".repeat(n)).into_bytes();
    assert_eq!(open(&link(&path(33))), Err(Refused::Damaged));
    assert!(open(&link(&path(20))).is_ok());
    // Each within its bound, together deeper than the reader goes.
    let both = format!("={}.{}~{}", "1:a".repeat(30), "[".repeat(30), "]".repeat(30));
    assert_eq!(open(&link(both.as_bytes())), Err(Refused::Damaged));
    let edits = |n: usize| "-1:a.".repeat(n).into_bytes();
    assert!(open(&link(&edits(1_000))).is_ok());
    assert_eq!(open(&link(&edits(1_001))), Err(Refused::TooMuch));
    let values = |n: usize| format!("=1:a.[{}]", "~".repeat(n)).into_bytes();
    assert!(open(&link(&values(99_000))).is_ok());
    assert_eq!(open(&link(&values(100_000))), Err(Refused::TooMuch));
    let bomb = vec![b'x'; 40 << 20];
    let bomb = link(&bomb);
    assert!(bomb.len() < LONGEST, "{} characters", bomb.len());
    assert_eq!(open(&bomb), Err(Refused::TooMuch));
    assert_eq!(open(&format!("#v1.{SMALL}.{}", "A".repeat(LONGEST))), Err(Refused::TooMuch));
}

/// Every message says what became of the person's own work.
#[test]
fn every_reason_is_told() {
    let all = [
        Refused::NotALink,
        Refused::OtherVersion,
        Refused::OtherPreset,
        Refused::Damaged,
        Refused::TooMuch,
        Refused::Secret(FieldPath::root().key("weave").key("password")),
    ];
    for refused in all {
        let text = refused.to_string();
        assert!(text.contains("nothing was changed") && text.ends_with('.'), "{text}");
    }
    for reason in [Unshareable::NotYaml, Unshareable::TooLong(70_000)] {
        assert!(reason.to_string().starts_with("There is no link"), "{reason}");
    }
}

/// Whatever a link holds, it is opened or refused.
#[test]
fn no_bytes_bring_it_down() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap() % below
    };
    let whole = b"=4:name.5:other-7:network.+5:nodes.3;{4:name1:x}>5:nodes.3;0;=3:api4:host.[~]";
    let signs = b"=-+>.~[]{}0123456789:;abc\xff\n";
    for _ in 0..3_000 {
        let mut bytes = whole.to_vec();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            bytes[at] = signs[random(signs.len())];
        }
        let _ = open(&link(&bytes));
    }
}
