//! Unit files and drop-ins.

use crate::convert::block::Block;
use crate::convert::lines::placed;
use crate::convert::outcome::Outcome;
use crate::convert::retired;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::format::ignition::{Contents, DropIn, DropInName, Unit};
use crate::format::systemd::UnitFile;
use crate::source::{FieldPath, Node, Span};

/// A unit that the cloud-config brings itself.
#[derive(Debug)]
pub(super) struct Content<'t> {
    pub(super) name: String,
    pub(super) text: String,
    /// Where it stands, of those under `content`.
    node: Option<(&'t Node, FieldPath)>,
}

/// The folder of units that last.
const FOLDER: &str = "/etc/systemd/system";

/// The contents of all units: those under `content`, and those that `write_files` puts where systemd
/// looks, which are taken over from there if an entry names them.
pub(super) fn of_all<'t>(entries: &[Block<'t>], out: &mut Outcome<'_>) -> Vec<Content<'t>> {
    let mut found = Vec::new();
    for entry in entries {
        let Some(name) = entry.text("name") else { continue };
        let written = out.take(&format!("{FOLDER}/{}", name.value));
        match (entry.text("content"), written) {
            (Some(text), written) => {
                if let Some((file, first)) = written {
                    out.written_twice(file.path.as_str(), first, text.span(), text.path.clone());
                }
                found.push(Content {
                    name: name.value,
                    text: text.value,
                    node: Some((text.node, text.path)),
                });
            }
            (None, Some((file, span))) => match &file.contents {
                Some(Contents::Inline(bytes)) if std::str::from_utf8(bytes).is_ok() => {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    found.push(Content { name: name.value, text, node: None });
                }
                _ => out.put(file, span, FieldPath::root()),
            },
            (None, None) => {}
        }
    }
    found
}

/// Puts the entry's content and drop-ins into the unit, and looks through them.
pub(super) fn add(
    entry: &Block<'_>,
    unit: &mut Unit,
    contents: &[Content<'_>],
    out: &mut Outcome<'_>,
) {
    let own: Vec<String> = contents.iter().map(|content| content.name.clone()).collect();
    let name = unit.name.as_str();
    if let Some(content) = entry.text("content") {
        if !unit.contents.is_empty() {
            let span = content.span();
            let first = contents.iter().find(|content| content.name == name);
            let first = first.and_then(|first| first.node.as_ref()).map_or(span, |n| n.0.span);
            out.written_twice(name, first, span, content.path.clone());
        }
        judge(&content.value, &own, content.node, &content.path, out);
        unit.contents = content.value;
    } else if unit.contents.is_empty()
        && let Some(taken) = contents.iter().find(|c| c.name == name && c.node.is_none())
    {
        unit.contents.clone_from(&taken.text);
    }
    for drop_in in entry.blocks("drop_ins") {
        if let Some(made) = convert_drop_in(&drop_in, &own, out) {
            unit.dropins.retain(|former| former.name != made.name);
            unit.dropins.push(made);
        }
    }
}

fn convert_drop_in(drop_in: &Block<'_>, own: &[String], out: &mut Outcome<'_>) -> Option<DropIn> {
    let (name, content) = (drop_in.text("name"), drop_in.text("content"));
    let (Some(name), Some(content)) = (name, content) else {
        let found = "a drop-in without name or content was skipped";
        skip(found, "give it both, or remove it", drop_in.span(), drop_in.path(), out);
        return None;
    };
    let Ok(made) = DropInName::new(name.value.clone()) else {
        let found = format!("systemd does not read the drop-in `{}`", name.value);
        skip(&found, "give it a name that ends in `.conf`", name.span(), &name.path, out);
        return None;
    };
    judge(&content.value, own, content.node, &content.path, out);
    Some(DropIn { name: made, contents: content.value })
}

/// Reports something that had no effect.
pub(super) fn skip(message: &str, help: &str, at: Span, path: &FieldPath, out: &mut Outcome<'_>) {
    out.push(Diagnostic::new(Code::NoEffect, message).at(at).path(path.clone()).help(help));
}

/// Whether a unit file or drop-in says what starts it.
pub(super) fn installs(text: &str) -> bool {
    text.lines().any(|line| line.trim() == "[Install]")
}

fn judge(text: &str, own: &[String], node: &Node, path: &FieldPath, out: &mut Outcome<'_>) {
    if let Err(error) = UnitFile::parse(text) {
        let line = text.lines().nth(error.line.saturating_sub(1)).unwrap_or_default().trim();
        let places = placed(out.source(), node, text);
        let at = places.iter().find(|(text, _)| *text == line).map_or(node.span, |(_, at)| *at);
        let found = format!("systemd passes over this line: {}", error.message);
        let mut found = Diagnostic::new(Code::NotAUnit, found).at(at).path(path.clone());
        // It did so on CoreOS, too: the unit works as it did.
        found.severity = Severity::Warning;
        out.push(found.help("write `Key=value` under a `[Section]`; `\\` continues a line"));
    }
    retired::unit_text(text, own, node, path, out);
}

/// Reports units that call docker in a file that masks it.
pub(super) fn needs_docker(entries: &[Block<'_>], out: &mut Outcome<'_>) {
    const DOCKER: &str = "docker.service";
    let is_masked = out.config.units.iter().any(|unit| unit.mask && unit.name.as_str() == DOCKER);
    if !is_masked {
        return;
    }
    for content in entries.iter().filter_map(|entry| entry.text("content")) {
        let is_needed = |line: &str| {
            let (key, value) = line.split_once('=').unwrap_or_default();
            let calls =
                || value.split_whitespace().any(|w| w == "docker" || w.ends_with("/docker"));
            let requires = || value.split_whitespace().any(|word| word == DOCKER);
            key.starts_with("Exec") && calls()
                || matches!(key, "Requires" | "BindsTo" | "Requisite") && requires()
        };
        let places = placed(out.source(), content.node, &content.value);
        if let Some((_, at)) = places.into_iter().find(|(line, _)| is_needed(line)) {
            let found = format!("this needs {DOCKER}, which this file masks");
            let found = Diagnostic::new(Code::NeedsDocker, found).at(at).path(content.path);
            out.push(found.help("do not mask docker.service, or run the container by containerd"));
        }
    }
}
