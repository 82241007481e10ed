//! A CoreOS `#cloud-config` becomes the config of a machine that boots today.
//!
//! coreos-cloudinit applied its file at every boot of a CoreOS machine; Ignition applies one before
//! the first boot of Flatcar Container Linux or Fedora CoreOS. [`convert`] translates what both know,
//! and reports the rest with its place and what to do: nothing is dropped in silence.
//!
//! What coreos-cloudinit did is taken from its release 1.14 and from Flatcar's fork of it.

mod block;
mod encoding;
mod files;
mod header;
mod hostname;
mod lines;
mod outcome;
mod retired;
mod shape;
mod unit;
mod unpack;
mod update;
mod users;
mod variables;
mod zincati;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::format::ignition::{Config, Variant};
use crate::source::{FieldPath, Position, Source, Span, Tree, read};

use block::Block;
use outcome::Outcome;
pub use unpack::unpack;

/// What became of a cloud-config.
#[derive(Debug, Clone)]
pub struct Converted {
    /// What could be translated: all of it if the report has no errors. `None` if the text is no
    /// cloud-config.
    pub config: Option<Config>,
    /// Every finding, in the order of the text.
    pub report: Report,
}

/// Translates a cloud-config into a config for machines of `target`.
pub fn convert(source: &Source, target: Variant) -> Converted {
    if let Some(fault) = header::fault(source.text()) {
        return Converted { config: None, report: Report::from(fault) };
    }
    let (tree, found) = read(source);
    let mut outcome = Outcome::new(source, target);
    let says_nothing = tree.is_none() && found.diagnostics().iter().all(|d| d.code == Code::Empty);
    for diagnostic in found.into_diagnostics() {
        if !is_binary_content(source, &diagnostic) {
            outcome.push(in_our_words(diagnostic));
        }
    }
    if tree.is_none() && !says_nothing {
        return Converted { config: None, report: outcome.finish().1 };
    }
    if let Some(tree) = &tree {
        translate(tree, &mut outcome);
    }
    let (config, report) = outcome.finish();
    Converted { config: Some(config), report }
}

fn translate(tree: &Tree, out: &mut Outcome<'_>) {
    shape::check(tree, out);
    out.push(
        Diagnostic::new(Code::OnceOnly, "this was applied at every boot, and will be at the first")
            .at(Span::point(Position::START))
            .help("to change a machine later, make it anew from a changed config"),
    );
    let Some(top) = Block::of(&tree.root, FieldPath::root()) else { return };
    let coreos = top.block("coreos");
    files::convert(&top, out);
    hostname::convert(&top, out);
    users::convert(&top, out);
    if let Some(coreos) = &coreos {
        retired::blocks(coreos, out);
        unit::convert(coreos, out);
        match out.target() {
            Variant::Flatcar => update::convert(coreos, out),
            Variant::Fcos => zincati::convert(coreos, out),
        }
    }
    variables::check(tree, out);
}

/// Whether a tag was found where coreos-cloudinit needed one: before packed content.
fn is_binary_content(source: &Source, found: &Diagnostic) -> bool {
    found.code == Code::Tagged
        && found.path.to_string().starts_with("$.write_files[")
        && found.span.is_some_and(|span| block::begins_with(source, span, "!!binary"))
}

/// The reader's findings speak of a cluster.yaml.
fn in_our_words(found: Diagnostic) -> Diagnostic {
    let help = match found.code {
        Code::Empty => {
            let mut found = found.help("nothing needs to be translated");
            found.severity = crate::diagnostic::Severity::Note;
            return found;
        }
        Code::SeveralDocuments => {
            "coreos-cloudinit read the first document alone: remove the others"
        }
        Code::Alias => "write the value out",
        Code::TooDeep => {
            "a cloud-config needs five levels: look for a bracket that is never closed"
        }
        Code::Tagged => "remove the tag; content in base64 takes `encoding: base64`",
        Code::DuplicateKey => "coreos-cloudinit took the last: keep that one",
        _ => return found,
    };
    found.help(help)
}

#[cfg(test)]
mod tests;
