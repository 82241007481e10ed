//! Every key of the dialect, and what the corpus under `tests/convert` cannot hold.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Converted, convert, unpack};
use crate::diagnostic::{Diagnostic, Severity};
use crate::format::cloud_config::dialect::tables::{Kind, TOP};
use crate::format::ignition::{Contents, Variant};
use crate::source::{MAX_BYTES, Source};

const TARGETS: [Variant; 2] = [Variant::Flatcar, Variant::Fcos];

fn converted(text: &str, target: Variant) -> Converted {
    convert(&Source::new("old.yaml", format!("#cloud-config\n{text}")), target)
}

fn codes(text: &str) -> Vec<&'static str> {
    let report = converted(text, Variant::Flatcar).report;
    let codes = report.diagnostics().iter().map(|found| found.code.as_str());
    codes.filter(|code| *code != "KC1220").collect()
}

/// The bytes of the only file.
fn only_file(text: &str) -> Option<Vec<u8>> {
    match converted(text, Variant::Flatcar).config?.files.as_slice() {
        [file] => match &file.contents {
            Some(Contents::Inline(bytes)) => Some(bytes.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// What an entry of a list needs beside the key that is looked at.
fn companions(list: &str) -> &'static [(&'static str, &'static str)] {
    match list {
        "write_files" => &[("path", "/etc/a"), ("content", "aGk=")],
        "users" => &[("name", "a")],
        "units" => &[
            ("name", "a.service"),
            ("content", r#""[Service]\nExecStart=/bin/true\n\n[Install]\nWantedBy=a.target\n""#),
        ],
        "drop_ins" => &[("name", "a.conf"), ("content", r#""[Service]\nNice=1\n""#)],
        _ => &[],
    }
}

fn sample(key: &str, kind: Kind) -> &'static str {
    match (key, kind) {
        ("permissions", _) => "\"0600\"",
        ("path", _) => "/etc/b",
        ("encoding", _) => "base64",
        ("command", _) => "start",
        ("manage_etc_hosts", _) => "localhost",
        ("reboot_strategy", _) => "\"off\"",
        ("window_start", _) => "\"Thu 04:00\"",
        ("window_length", _) => "1h",
        ("proxy", _) => "readonly",
        ("initial_cluster_state", _) => "new",
        (_, Kind::Bool) => "true",
        (_, Kind::Int | Kind::Float) => "7",
        (_, Kind::Texts) => "[x]",
        _ => "x",
    }
}

/// A way to a key: the keys above it, and whether each holds a list.
type Way = Vec<(&'static str, bool)>;

fn leaves(fields: &'static [(&'static str, Kind)], way: &Way, found: &mut Vec<(Way, Kind)>) {
    for (key, kind) in fields {
        let mut here = way.clone();
        match kind {
            Kind::Map(inner) => {
                here.push((key, false));
                leaves(inner, &here, found);
            }
            Kind::Maps(inner) => {
                here.push((key, true));
                leaves(inner, &here, found);
            }
            _ => {
                here.push((key, false));
                found.push((here, *kind));
            }
        }
    }
}

/// A cloud-config with this key, or with all but it.
fn document(way: &[(&str, bool)], value: Option<&str>) -> String {
    let ((key, _), above) = way.split_last().unwrap();
    let mut fields = match above.last() {
        Some((list, true)) => companions(list).to_vec(),
        _ => Vec::new(),
    };
    fields.retain(|(name, _)| name != key);
    fields.extend(value.map(|value| (*key, value)));
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let mut text = format!("{{{}}}", fields.join(", "));
    let mut level = above.iter().rev().peekable();
    while let Some((key, is_list)) = level.next() {
        let inner = if *is_list { format!("[{text}]") } else { text };
        let beside = match level.peek() {
            Some((list, true)) => {
                let beside =
                    companions(list).iter().map(|(key, value)| format!("{key}: {value}, "));
                beside.collect()
            }
            _ => String::new(),
        };
        text = format!("{{{beside}{key}: {inner}}}");
    }
    format!("{text}\n")
}

/// What was said, without places.
fn said(report: &[Diagnostic]) -> Vec<(&'static str, String)> {
    report.iter().map(|found| (found.code.as_str(), found.message.clone())).collect()
}

#[test]
fn no_key_is_dropped_in_silence() {
    let mut all = Vec::new();
    leaves(TOP, &Vec::new(), &mut all);
    assert!(all.len() > 140, "{}", all.len());
    for target in TARGETS {
        for (way, kind) in &all {
            let key = way.last().unwrap().0;
            let with = converted(&document(way, Some(sample(key, *kind))), target);
            let without = converted(&document(way, None), target);
            let same_files = with.config == without.config;
            let same_words = said(with.report.diagnostics()) == said(without.report.diagnostics());
            assert!(!(same_files && same_words), "{target:?}: {way:?}\n{with:?}");
        }
    }
}

#[test]
fn hyphens_are_underscores_in_every_key() {
    let mut all = Vec::new();
    leaves(TOP, &Vec::new(), &mut all);
    for (way, kind) in &all {
        let value = sample(way.last().unwrap().0, *kind);
        let text = document(way, Some(value));
        let hyphens: Vec<(String, bool)> =
            way.iter().map(|(key, list)| (key.replace('_', "-"), *list)).collect();
        let mut spelled = text.clone();
        for ((key, _), (hyphen, _)) in way.iter().zip(&hyphens) {
            spelled = spelled.replace(&format!("{key}:"), &format!("{hyphen}:"));
        }
        let (one, other) =
            (converted(&text, Variant::Flatcar), converted(&spelled, Variant::Flatcar));
        assert_eq!(one.config, other.config, "{spelled}");
        assert_eq!(one.report.has_errors(), other.report.has_errors(), "{spelled}");
    }
}

#[test]
fn every_spelling_of_an_encoding_gives_the_same_file() {
    // `printf hi | gzip -n | base64`, in two lines.
    let packed = "H4sIAAAAAAAAA8vI\n      BACsKpPYAgAAAA==";
    for (encoding, content) in [
        ("''", "hi"),
        ("b64", "aGk="),
        ("base64", "aGk="),
        ("gz+b64", packed),
        ("gz+base64", packed),
        ("gzip+b64", packed),
        ("gzip+base64", packed),
    ] {
        let text = format!(
            "write_files:\n  - path: /etc/a\n    encoding: {encoding}\n    content: |-\n      {content}\n"
        );
        assert_eq!(only_file(&text).as_deref(), Some(&b"hi"[..]), "{text}");
        assert_eq!(codes(&text), [""; 0]);
    }
    for encoding in ["gz", "gzip"] {
        let text = format!(
            "write_files:\n  - path: /etc/a\n    encoding: {encoding}\n    content: !!binary |\n      {packed}\n"
        );
        assert_eq!(only_file(&text).as_deref(), Some(&b"hi"[..]), "{text}");
        assert_eq!(codes(&text), [""; 0]);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn bombs_and_fragments_are_refused() {
    use base64::Engine as _;
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let bomb = gzip(&vec![0; MAX_BYTES + 1]);
    assert!(bomb.len() < 100_000);
    let whole = gzip(b"some text that is long enough to be cut");
    let cut = &whole[..whole.len() - 9];
    for bad in [&bomb[..], cut, b"no gzip"] {
        let text = format!(
            "write_files:\n  - {{path: /etc/a, encoding: gzip+base64, content: {}}}\n",
            base64(bad)
        );
        assert_eq!(codes(&text), ["KC1202"]);
        assert_eq!(only_file(&text), None);
    }
    for bad in [&bomb[..], cut] {
        let report = unpack(bad).unwrap_err();
        assert_eq!(report.diagnostics()[0].code.as_str(), "KC1202");
    }
    assert_eq!(unpack(&gzip(b"#cloud-config\n")).unwrap(), &b"#cloud-config\n"[..]);
    assert_eq!(unpack(b"#cloud-config\n").unwrap(), &b"#cloud-config\n"[..]);
}

#[test]
fn user_data_of_other_kinds_is_named() {
    for (text, word) in [
        ("#!/bin/sh\n", "script"),
        ("{\"ignition\": {\"version\": \"2.0.0\"}}", "JSON"),
        ("Content-Type: multipart/mixed; boundary=a\n", "MIME"),
        (" #cloud-config\n", "almost"),
        ("# cloud-config\n", "almost"),
        ("#cloud-config x\n", "almost"),
        ("\n#cloud-config\n", "not"),
        ("hostname: a\n", "not"),
        ("", "not"),
    ] {
        let Converted { config, report } = convert(&Source::new("a", text), Variant::Flatcar);
        assert!(config.is_none(), "{text:?}");
        let [found] = report.diagnostics() else { panic!("{text:?}: {report:?}") };
        assert_eq!(found.code.as_str(), "KC1201");
        assert!(found.message.contains(word), "{text:?}: {}", found.message);
    }
    for text in ["#cloud-config", "#cloud-config \t\r\n", "#cloud-config\n---\nhostname: a\n"] {
        let Converted { config, report } = convert(&Source::new("a", text), Variant::Flatcar);
        assert!(config.is_some(), "{text:?}");
        assert!(report.diagnostics().iter().all(|found| found.severity == Severity::Note));
    }
}

#[test]
fn paths_are_cleaned_as_they_were() {
    for (given, made) in [
        ("/etc/a", "/etc/a"),
        ("etc/a", "/etc/a"),
        ("/etc//./b/../a/", "/etc/a"),
        ("../../etc/a", "/etc/a"),
    ] {
        let text = format!("write_files: [{{path: {given}, content: x}}]\n");
        let config = converted(&text, Variant::Flatcar).config.unwrap();
        assert_eq!(config.files[0].path.as_str(), made, "{given}");
    }
    for (given, code) in [
        ("/", "KC1204"),
        ("/usr/bin/a", "KC1214"),
        ("/etc/../usr/a", "KC1214"),
        ("/run/a", "KC1213"),
        ("/var/run/a", "KC1213"),
        ("/tmp/a", "KC1213"),
    ] {
        assert_eq!(codes(&format!("write_files: [{{path: {given}, content: x}}]\n")), [code]);
    }
    for fine in ["/usrlocal/a", "/runner/a", "/var/tmp/a"] {
        let text = format!("write_files: [{{path: {fine}, content: x}}]\n");
        assert_eq!(codes(&text), [""; 0], "{fine}");
    }
}

#[test]
fn permissions_in_each_form() {
    let mode = |form: &str| {
        let text = format!("write_files: [{{path: /etc/a, permissions: {form}}}]\n");
        let config = converted(&text, Variant::Flatcar).config.unwrap();
        let mode = config.files.first().and_then(|file| file.mode);
        (mode.map(crate::format::ignition::Mode::bits), codes(&text))
    };
    for (form, bits) in [
        ("0644", 0o644),
        ("'0644'", 0o644),
        ("\"644\"", 0o644),
        ("644", 0o644),
        ("00600", 0o600),
        ("0000", 0),
        ("0755", 0o755),
    ] {
        assert_eq!(mode(form), (Some(bits), vec![]), "{form}");
    }
    assert_eq!(mode("420"), (Some(0o420), vec!["KC1216"]));
    assert_eq!(mode("4755"), (Some(0o755), vec!["KC1215"]));
    assert_eq!(mode("01777"), (Some(0o777), vec!["KC1215"]));
    for form in ["493", "0o644", "u+x", "true", "44", "064444", "0888", "-644", "+644"] {
        assert_eq!(mode(form), (None, vec!["KC1204"]), "{form}");
    }
}

/// A script calls what is gone; its comments do not.
#[test]
fn scripts_are_looked_through() {
    let script = "#!/bin/sh\n      # rkt list\n      /usr/bin/rkt list\n      /opt/bin/rkt list\n";
    let text = format!("write_files:\n  - path: /opt/bin/a\n    content: |\n      {script}");
    let report = converted(&text, Variant::Flatcar).report;
    let found: Vec<_> =
        report.diagnostics().iter().filter(|d| d.code.as_str() == "KC1210").collect();
    let [found] = found.as_slice() else { panic!("{report:?}") };
    let start = found.span.unwrap().start;
    assert_eq!((start.line, start.column), (7, 7));
}

/// `\$private_ipv4` stood for the letters.
#[test]
fn a_backslash_guards_a_variable() {
    let text = "write_files:\n  - path: /etc/a\n    content: |\n      \\$private_ipv4 \\a\n";
    assert_eq!(codes(text), [""; 0]);
    assert_eq!(only_file(text).as_deref(), Some(&b"$private_ipv4 \\a\n"[..]));
}

/// Nothing that a secret's key holds is in a message, nor in the line that is shown.
#[test]
fn secrets_stay_secret() {
    let text = "users:\n  - {name: a, passwd: hunter2}\ncoreos:\n  etcd2:\n    name: x\n  \
                locksmith: {etcd_password: hunter2, colour: red}\n  fleet: {etcd_password: hunter2}\n";
    let source = Source::new("a", format!("#cloud-config\n{text}"));
    for target in TARGETS {
        let report = convert(&source, target).report;
        assert!(report.diagnostics().len() > 4);
        for found in report.diagnostics() {
            let shown = crate::diagnostic::frame(&source, found);
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }
}
