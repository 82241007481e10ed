//! Judges a unit as fleet would, for all of its releases from 0.8.3 to 1.0.0 at once.

use super::Metadata;
use crate::format::finding::Finding;
use crate::format::systemd::{Entry, MachineId, UnitFile, UnitName};

/// go-systemd of fleet 1.0.0 refuses longer lines; older releases fold continued lines into one.
const LONGEST_LINE: usize = 2048;

/// What `[X-Fleet]` can hold, `Replaces` left out: it came in 0.13.
const KEYS: [&str; 5] = ["Global", "MachineID", "MachineOf", "MachineMetadata", "Conflicts"];

/// Every fault of the unit `name` as fleet takes it, or would take it otherwise than it looks.
///
/// `[Install]` is none: fleet ignores it before 1.0.0, and has systemd enable the unit from then on.
pub fn check(unit: &UnitFile, name: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(why) = UnitName::new(name) {
        findings.push(Finding::new(name, why.to_string()));
    }
    for section in unit.sections() {
        for entry in section.entries() {
            let length = entry.key().len() + 1 + entry.value().text().len();
            if length > LONGEST_LINE {
                let message = format!("is {length} bytes long, more than {LONGEST_LINE}");
                findings.push(Finding::new(place(section.name(), entry), message));
            }
        }
        if section.name() == "X-Fleet" {
            section.entries().iter().for_each(|entry| requirement(entry, &mut findings));
        }
    }
    together(unit, &mut findings);
    findings
}

/// Looks at one line of `[X-Fleet]`.
fn requirement(entry: &Entry, findings: &mut Vec<Finding>) {
    let mut found = |message: String| findings.push(Finding::new(place("X-Fleet", entry), message));
    let text = entry.value().text();
    if !KEYS.contains(&entry.key()) {
        found("is no key that every fleet knows".to_owned());
    }
    if text.split('%').skip(1).any(|rest| !rest.starts_with(['n', 'N', 'p', 'i'])) {
        found(format!("`{text}` has a `%` that fleet does not replace"));
    }
    let has_specifier = text.contains('%');
    for value in values(&text) {
        match entry.key() {
            "Global" if value != "true" => {
                found(format!("`{value}` is not `true` to fleet before 0.13"));
            }
            "MachineID" if !has_specifier && MachineId::new(value.as_str()).is_err() => {
                found(format!("`{value}` is not a machine id"));
            }
            "MachineOf" if !has_specifier && UnitName::new(value.as_str()).is_err() => {
                found(format!("`{value}` is not the name of a unit"));
            }
            "MachineMetadata" if !has_specifier && Metadata::parse(&value).is_err() => {
                found(format!(
                    "`{value}` is not one KEY=VALUE: fleet drops it, and the unit runs anywhere"
                ));
            }
            "Conflicts" if value.contains(' ') => {
                found(format!("`{value}` is one name to fleet before 1.0.0"));
            }
            _ => {}
        }
    }
}

/// Looks at what fleet refuses together.
fn together(unit: &UnitFile, findings: &mut Vec<Finding>) {
    let count = |key: &str| unit.values("X-Fleet", key).count();
    for (one, other) in [
        ("Global", "MachineOf"),
        ("Global", "MachineID"),
        ("Global", "Conflicts"),
        ("MachineID", "MachineOf"),
        ("MachineID", "Conflicts"),
    ] {
        if count(one) > 0 && count(other) > 0 {
            findings.push(Finding::new("[X-Fleet]", format!("{one} cannot be used with {other}")));
        }
    }
    for single in ["Global", "MachineID"] {
        if count(single) > 1 {
            findings.push(Finding::new("[X-Fleet]", format!("{single} stands there twice")));
        }
    }
}

/// The values of a line as fleet's `parseMultivalueLine` parts them: a line that begins and ends
/// with a quote has several, any other is one.
fn values(text: &str) -> Vec<String> {
    if !(text.starts_with('"') && text.ends_with('"')) {
        return vec![text.to_owned()];
    }
    let (mut values, mut value, mut inside) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => inside = !inside,
            ' ' if !inside => values.push(std::mem::take(&mut value)),
            c => value.push(c),
        }
    }
    values.push(value);
    values
}

fn place(section: &str, entry: &Entry) -> String {
    format!("[{section}] {}", entry.key())
}
