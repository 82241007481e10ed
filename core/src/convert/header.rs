//! The first line, by which user-data is known.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Position, Span};

/// The first line of a cloud-config; white space may follow it.
const HEADER: &str = "#cloud-config";

/// Why the text is not a cloud-config.
pub(super) fn fault(text: &str) -> Option<Diagnostic> {
    let first = text.lines().next().unwrap_or_default();
    if first.trim_end() == HEADER {
        return None;
    }
    let (message, help) = if first.starts_with("#!") {
        (
            "this user-data is a script",
            "write it to a file by `write_files`, and start that by a unit with `Type=oneshot`; \
             then convert the cloud-config",
        )
    } else if text.trim_start().starts_with('{') {
        (
            "this user-data is JSON, as Ignition's is",
            "an Ignition config of CoreOS (2.x) is turned into one of today (3.x) by `ign-converter`",
        )
    } else if first.to_ascii_lowercase().starts_with("content-type: multipart")
        || first.to_ascii_lowercase().starts_with("mime-version:")
    {
        ("this user-data is a MIME archive", "take it apart, and convert its cloud-config alone")
    } else if first.trim_start_matches(['\u{feff}', ' ', '\t', '#']).starts_with("cloud-config") {
        (
            "the first line is almost `#cloud-config`, and coreos-cloudinit refused this file",
            "write `#cloud-config` alone on the first line, without a space before or within it",
        )
    } else {
        (
            "the first line is not `#cloud-config`",
            "give the user-data of a CoreOS machine; `#cloud-config` is its first line",
        )
    };
    let end = Position { line: 1, column: first.chars().count() + 1 };
    let span = Span { start: Position::START, end };
    Some(Diagnostic::new(Code::NotCloudConfig, message).at(span).help(help))
}
