//! Units of systemd-networkd, which are plain files to Ignition.

use super::content::skip;
use crate::convert::block::{Block, Text};
use crate::convert::outcome::Outcome;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::ignition::{Contents, File, Link, Mode, NodePath, Variant};

/// Where networkd and udev look for what lasts.
const FOLDER: &str = "/etc/systemd/network";

/// Whether a name is that of a network unit.
pub(super) fn is_network(name: &str) -> bool {
    [".network", ".netdev", ".link"].into_iter().any(|end| name.ends_with(end))
}

/// Adds its file and drop-ins, or the link that masks it.
pub(super) fn convert(entry: &Block<'_>, name: &Text<'_>, out: &mut Outcome<'_>) {
    // udev reads .link files on both.
    if out.target() == Variant::Fcos && name.value.strip_suffix(".link").is_none() {
        out.push(
            Diagnostic::new(Code::UnitRetired, format!("nothing reads `{}`", name.value))
                .at(name.span())
                .path(name.path.clone())
                .help(
                    "Fedora CoreOS uses NetworkManager: write a keyfile to \
                     /etc/NetworkManager/system-connections, mode 0600",
                ),
        );
        return;
    }
    for key in ["command", "enable"] {
        if let Some(given) = entry.entry(key) {
            let found = format!("`{key}` of a network unit did nothing");
            skip(&found, "remove it", given.key_span, &entry.path_of(given), out);
        }
    }
    super::start::note_runtime(entry, out);
    let place = format!("{FOLDER}/{}", name.value);
    if entry.is_on(out.source(), "mask") {
        if let (Some(content), Some(given)) = (entry.text("content"), entry.entry("content")) {
            skip("a masked unit has no content", "remove one", given.key_span, &content.path, out);
        }
        match NodePath::new(place) {
            Ok(path) => {
                if let Some((_, first)) = out.take(path.as_str()) {
                    out.written_twice(path.as_str(), first, name.span(), name.path.clone());
                }
                out.config.links.push(Link::new(path, "/dev/null"));
            }
            Err(why) => refuse(name, &why.to_string(), out),
        }
        return;
    }
    if let Some(content) = entry.text("content") {
        put(&place, &content, name, out);
    }
    for drop_in in entry.blocks("drop_ins") {
        match (drop_in.text("name"), drop_in.text("content")) {
            (Some(file), Some(content)) => {
                put(&format!("{place}.d/{}", file.value), &content, &file, out);
            }
            _ => skip(
                "a drop-in without name or content was skipped",
                "give it both, or remove it",
                drop_in.span(),
                drop_in.path(),
                out,
            ),
        }
    }
}

fn put(place: &str, content: &Text<'_>, name: &Text<'_>, out: &mut Outcome<'_>) {
    match NodePath::new(place) {
        Ok(path) => {
            let file = File::new(path, Mode::FILE, Contents::text(content.value.clone()));
            out.put(file, content.span(), content.path.clone());
        }
        Err(why) => refuse(name, &why.to_string(), out),
    }
}

fn refuse(name: &Text<'_>, why: &str, out: &mut Outcome<'_>) {
    let found = Diagnostic::new(Code::NotAUnit, format!("`{}`: {why}", name.value));
    out.push(found.at(name.span()).path(name.path.clone()).help("write a plain file name"));
}
