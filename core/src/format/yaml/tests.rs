//! Strings stay strings, and the text looks as people write it.

use serde_yaml::Value;

use super::{Style, write};

fn tree(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).unwrap()
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Mapping(entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect())
}

const NASTY: [&str; 72] = [
    "",
    " ",
    "a",
    "off",
    "Off",
    "0644",
    "on",
    "yes",
    "NO",
    "y",
    "1.0",
    "null",
    "~",
    "true",
    "1e3",
    "0x1f",
    "0o14",
    "010",
    "1_000",
    "+1",
    "-1",
    ".5",
    ".inf",
    "-.INF",
    ".nan",
    "2016-09-28",
    "10:30",
    "12:30:45",
    "<<",
    "=",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">",
    "'a",
    "\"a\"",
    "[a",
    "]",
    "{a}",
    "}",
    ",",
    "#a",
    "a #b",
    "a: b",
    "a:",
    ":a",
    "? a",
    "- a",
    "-",
    "--",
    "---",
    "...",
    "$private_ipv4",
    "${x}",
    " a",
    "a ",
    "\t",
    "a\tb",
    "a\\b",
    "é",
    "日本",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "😀",
];

const TEXTS: [&str; 18] = [
    "a\n",
    "a\nb",
    "a\nb\n",
    "a\n\n",
    "a\n\n\n",
    "\na\n",
    "\n\n a\n",
    "  a\nb\n",
    "\ta\n",
    "a\n\tb\n",
    "a\n  \nb\n",
    "a\n  \n",
    "a\n  ",
    "\n",
    "\n\n",
    "#!/bin/sh\n# x: y\n",
    "---\n",
    "a\r\nb\n",
];

#[test]
fn every_string_is_read_back_as_itself() {
    let long = "long ".repeat(2_000);
    for indent_lists in [false, true] {
        let style = Style { quoted_keys: &["quoted"], indent_lists, ..Style::default() };
        for text in NASTY.into_iter().chain(TEXTS).chain([long.as_str()]) {
            let written = map([
                ("plain", Value::from(text)),
                ("quoted", Value::from(text)),
                ("list", Value::from(vec![text, text])),
                ("lists", Value::from(vec![Value::from(vec![text]), Value::from(vec![text])])),
                (
                    "maps",
                    Value::from(vec![map([(text, Value::from(text)), ("z", Value::from(text))])]),
                ),
                ("after", Value::from(1)),
            ]);
            let yaml = write(&written, style);
            assert_eq!(tree(&yaml), written, "{text:?}\n{yaml}");
            assert!(yaml.ends_with('\n') && !yaml.contains('\u{85}') && !yaml.contains('\r'));
            assert_eq!(tree(&write(&text, style)), Value::from(text));
        }
    }
}

#[test]
fn what_a_dialect_could_misread_is_quoted() {
    for text in
        ["off", "0644", "on", "yes", "1.0", "null", "10:30", "2016-09-28", "0o14", "=", "<<"]
    {
        assert_eq!(write(&text, Style::default()), format!("\"{text}\"\n"));
    }
    assert_eq!(write(&"$private_ipv4", Style::default()), "\"\\x24private_ipv4\"\n");
}

#[test]
fn what_nobody_misreads_is_plain() {
    for text in [
        "10.3.0.10",
        "10.2.0.0/16",
        "--bind-address=0.0.0.0",
        "quay.io/coreos/hyperkube:v1.4.0",
        "/etc/kubernetes",
        "-quiet",
        "http://10.0.0.1:2379,http://10.0.0.2:2379",
        "e1",
        "--server=127.0.0.1#10053",
        "a && b >/dev/null",
    ] {
        assert_eq!(write(&text, Style::default()), format!("{text}\n"));
    }
}

#[test]
fn collections_look_as_people_write_them() {
    let value =
        tree("a: {b: [{c: 1, d: [x, y]}, z]}\ne: []\nf: {}\ng: null\nh: true\ni: \"x\\n\"\n");
    let level = "a:\n  b:\n  - c: 1\n    d:\n    - x\n    - \"y\"\n  - z\ne: []\nf: {}\ng: null\nh: true\ni: |\n  x\n";
    assert_eq!(write(&value, Style::default()), level);
    let indented = "a:\n  b:\n    - c: 1\n      d:\n        - x\n        - \"y\"\n    - z\ne: []\nf: {}\ng: null\nh: true\ni: |\n  x\n";
    assert_eq!(write(&value, Style { indent_lists: true, ..Style::default() }), indented);
}

#[test]
fn a_value_that_refuses_to_be_written_says_so() {
    struct Refuses;
    impl serde::Serialize for Refuses {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no\nway"))
        }
    }
    assert_eq!(write(&Refuses, Style::default()), "# cannot be written: no\\nway\n");
}

#[test]
fn modes_are_octal_where_that_is_wanted() {
    let style = Style { octal_keys: &["mode"], ..Style::default() };
    let value = map([("mode", Value::from(0o644)), ("gid", Value::from(0o644))]);
    assert_eq!(write(&value, style), "mode: 0644\ngid: 420\n");
    assert_eq!(write(&map([("mode", Value::from("0644"))]), style), "mode: \"0644\"\n");
    assert_eq!(write(&map([("mode", Value::from(0))]), style), "mode: 0000\n");
}

#[test]
fn a_variant_is_a_key_and_its_value() {
    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Etcd {
        External { endpoints: Vec<&'static str> },
        Local(u8),
    }
    let both = [Etcd::External { endpoints: vec!["a"] }, Etcd::Local(3)];
    let expected = "- external:\n    endpoints:\n    - a\n- local: 3\n";
    assert_eq!(write(&both, Style::default()), expected);
}
