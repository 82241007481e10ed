//! `coreos.units`: units, their drop-ins, and what is done with them.

mod content;
mod network;
mod start;

use super::block::{Block, Text};
use super::outcome::Outcome;
use super::retired;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::format::ignition::Unit;
use crate::format::systemd::UnitName;

use content::Content;

/// Adds the units. Entries of one name are added up, as coreos-cloudinit went through them in turn.
pub(super) fn convert(coreos: &Block<'_>, out: &mut Outcome<'_>) {
    let entries = coreos.blocks("units");
    let contents = content::of_all(&entries, out);
    for entry in &entries {
        match entry.text("name") {
            None => out.push(
                Diagnostic::new(Code::NoEffect, "a unit without a name was skipped")
                    .at(entry.span())
                    .path(entry.path().clone())
                    .help("give it a `name`"),
            ),
            Some(name) if network::is_network(&name.value) => network::convert(entry, &name, out),
            Some(name) => add(entry, &name, &contents, out),
        }
    }
    content::needs_docker(&entries, out);
}

/// The names of units that the cloud-config brings with their content.
pub(super) fn own_names(top: &Block<'_>) -> Vec<String> {
    let units = top.block("coreos").map(|coreos| coreos.blocks("units")).unwrap_or_default();
    let own = units.iter().filter(|unit| unit.text("content").is_some());
    own.filter_map(|unit| unit.text("name")).map(|name| name.value).collect()
}

fn add(entry: &Block<'_>, name: &Text<'_>, contents: &[Content<'_>], out: &mut Outcome<'_>) {
    let unit = match UnitName::new(name.value.clone()) {
        Ok(unit) => unit,
        Err(why) => {
            let found = Diagnostic::new(Code::NotAUnit, format!("`{}`: {why}", name.value));
            let found = found.at(name.span()).path(name.path.clone());
            out.push(found.help("write the whole name, such as `web.service`"));
            return;
        }
    };
    let is_own = contents.iter().any(|content| content.name == name.value);
    if !is_own && let Some(help) = retired::unit(&name.value, out.target()) {
        gone(entry, name, help, out);
        return;
    }
    let mut made = out
        .config
        .units
        .iter()
        .position(|made| made.name == unit)
        .map_or_else(|| Unit::named(unit), |index| out.config.units.remove(index));
    if !entry.is_on(out.source(), "mask") {
        content::add(entry, &mut made, contents, out);
    }
    start::decide(entry, &mut made, contents, out);
    out.config.units.push(made);
}

/// A unit that only was to be stopped or masked is not missed.
fn gone(entry: &Block<'_>, name: &Text<'_>, help: &str, out: &mut Outcome<'_>) {
    let stops = entry.is_on(out.source(), "mask")
        || entry.text("command").is_some_and(|command| command.value == "stop");
    let message = if stops {
        format!("there is no `{}` to stop", name.value)
    } else {
        format!("there is no `{}`, and nothing is made of this entry", name.value)
    };
    let mut found = Diagnostic::new(Code::UnitRetired, message);
    found = found.at(name.span()).path(name.path.clone());
    if stops {
        found.severity = Severity::Note;
        out.push(found.help("remove this entry"));
    } else {
        out.push(found.help(help));
    }
}
