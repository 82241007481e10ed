//! Credentials that systemd hands to a unit: each that is handed is read, and each that is read is handed.

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;
use crate::format::systemd::{Section, UnitFile};

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    for (file, unit) in subject.units() {
        let handed: Vec<String> = unit
            .values("Service", "LoadCredential")
            .filter_map(|value| Some(value.text().split_once(':')?.0.to_owned()))
            .collect();
        let read = read(unit);
        for name in handed.iter().filter(|name| !read.contains(name)) {
            let what = format_args!("is handed the credential {name}, and does not read it");
            found(report, subject.bundle, &file.artifact.path, what);
        }
        for name in read.iter().filter(|name| !handed.contains(name)) {
            let what = format_args!("reads the credential {name}, which it is not handed");
            found(report, subject.bundle, &file.artifact.path, what);
        }
    }
}

/// What stands behind the folder of credentials.
fn read(unit: &UnitFile) -> Vec<String> {
    const FOLDER: &str = "${CREDENTIALS_DIRECTORY}/";
    let entries = unit.sections().iter().flat_map(Section::entries);
    let entries = entries.filter(|entry| entry.key().starts_with("Exec"));
    let mut found = Vec::new();
    for text in entries.map(|entry| entry.value().text()) {
        found.extend(text.split(FOLDER).skip(1).map(|rest| {
            let end = rest.find(|c: char| c.is_whitespace() || c == '"');
            rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().to_owned()
        }));
    }
    found
}
