//! What the image no longer has, and what took its place.

mod table;

use super::block::{Block, Text};
use super::lines::placed;
use super::outcome::Outcome;
use super::variables::remedy;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::ignition::Variant;
use crate::source::{FieldPath, Node, Span};

use table::{BLOCKS, GROUPS, OEM, PROGRAMS, units};

/// Whether a block of `coreos` is reported whole.
pub(super) fn is_block(path: &FieldPath) -> bool {
    let path = path.to_string();
    path.strip_prefix("$.coreos.")
        .is_some_and(|key| key == OEM.0 || BLOCKS.iter().any(|(name, _)| *name == key))
}

/// Reports the blocks of programs that are gone.
pub(super) fn blocks(coreos: &Block<'_>, out: &mut Outcome<'_>) {
    for (key, entry) in coreos.entries() {
        let settings = Block::of(&entry.node, FieldPath::root())
            .map(|block| block.entries().map(|(key, _)| key).collect::<Vec<_>>().join(", "))
            .filter(|settings| !settings.is_empty());
        let settings = settings.map_or(String::new(), |settings| format!(" ({settings})"));
        let report = |code, message, help: &str| {
            Diagnostic::new(code, message).at(entry.key_span).path(coreos.path_of(entry)).help(help)
        };
        if key == OEM.0 {
            let message = format!("`{key}` describes the image itself{settings}");
            out.push(report(Code::ImageDecides, message, OEM.1));
        } else if let Some((_, help)) = BLOCKS.iter().find(|(name, _)| *name == key) {
            let message = format!("nothing reads `{key}` any more{settings}");
            out.push(report(Code::BlockRetired, message, help));
        }
    }
}

/// What took the place of a unit that the image no longer has; `None` of one that it has, or of which
/// nothing is known.
pub(super) fn unit(name: &str, target: Variant) -> Option<&'static str> {
    units(target).find(|(unit, _)| *unit == name).map(|(_, help)| help)
}

/// Whether a group exists; one that does not is reported.
pub(super) fn group(name: &str, at: Span, path: &FieldPath, out: &mut Outcome<'_>) -> bool {
    let is_gone = GROUPS.contains(&name);
    if is_gone {
        out.push(
            Diagnostic::new(Code::GroupRetired, format!("there is no group `{name}`"))
                .at(at)
                .path(path.clone())
                .help("remove it, or make the group by `passwd.groups` in the outcome"),
        );
    }
    !is_gone
}

/// Looks through a file of `write_files`: a unit, a drop-in or a script.
pub(super) fn file(
    place: &str,
    text: &str,
    own: &[String],
    content: &Text<'_>,
    out: &mut Outcome<'_>,
) {
    if place.starts_with("/etc/systemd/system/") {
        unit_text(text, own, content.node, &content.path, out);
    } else if text.starts_with("#!") {
        for (line, span) in placed(out.source(), content.node, text) {
            if !line.starts_with('#') {
                programs(line, span, &content.path, out);
            }
        }
    }
}

/// Looks through a unit file or drop-in; units of `own` are in the cloud-config itself.
pub(super) fn unit_text(
    text: &str,
    own: &[String],
    node: &Node,
    path: &FieldPath,
    out: &mut Outcome<'_>,
) {
    let mut key = "";
    let mut continued = false;
    for (line, span) in placed(out.source(), node, text) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        let value = if continued {
            line
        } else if let Some((before, value)) = line.split_once('=') {
            key = before.trim_end();
            value
        } else {
            continue;
        };
        continued = line.ends_with('\\');
        match key {
            "Requires" | "Requisite" | "BindsTo" | "Wants" | "After" | "Before" | "PartOf"
            | "Upholds" | "WantedBy" | "RequiredBy" | "Also" | "OnFailure" => {
                relations(key, value, own, span, path, out);
            }
            _ if key.starts_with("Exec") => programs(value, span, path, out),
            _ => {}
        }
        environment(line, span, path, out);
    }
}

fn relations(
    key: &str,
    value: &str,
    own: &[String],
    at: Span,
    path: &FieldPath,
    out: &mut Outcome<'_>,
) {
    let is_needed = matches!(key, "Requires" | "Requisite" | "BindsTo");
    for name in value.split_whitespace().filter(|name| own.iter().all(|own| own != name)) {
        let Some(help) = unit(name, out.target()) else { continue };
        let (code, message) = if is_needed {
            (Code::UnitRetired, format!("this unit never starts: there is no `{name}` to require"))
        } else {
            (Code::OrderRetired, format!("`{key}={name}` does nothing: there is no such unit"))
        };
        out.push(Diagnostic::new(code, message).at(at).path(path.clone()).help(help));
    }
}

fn programs(command: &str, at: Span, path: &FieldPath, out: &mut Outcome<'_>) {
    let is_between = |c: char| c.is_whitespace() || "\"'`;|&()=$".contains(c);
    let words: Vec<&str> = command.split(is_between).filter(|word| !word.is_empty()).collect();
    let bare = |word: &str| word.trim_start_matches(['-', '@', '+', '!', ':']).to_owned();
    for (program, help) in PROGRAMS {
        let (name, argument) = program.split_once(' ').unwrap_or((program, ""));
        let is_called = words.iter().enumerate().any(|(index, word)| {
            let word = bare(word);
            let called =
                if name.starts_with('/') { word == name } else { is_of_image(&word, name) };
            called && (argument.is_empty() || words.get(index + 1) == Some(&argument))
        });
        if is_called {
            let message = format!("the image has no `{program}`");
            let found = Diagnostic::new(Code::ProgramRetired, message);
            out.push(found.at(at).path(path.clone()).help(help));
        }
    }
}

/// Whether `word` calls the program `name` of the image: by its name, or by a path below `/usr`.
fn is_of_image(word: &str, name: &str) -> bool {
    match word.rsplit_once('/') {
        Some((folder, file)) => file == name && (folder.starts_with("/usr") || folder == "/bin"),
        None => word == name,
    }
}

/// What coreos-cloudinit put into `/etc/environment`.
const ENVIRONMENT: [(&str, &str, &str); 4] = [
    ("COREOS_PRIVATE_IPV4", "COREOS_EC2_IPV4_LOCAL", "AFTERBURN_AWS_IPV4_LOCAL"),
    ("COREOS_PUBLIC_IPV4", "COREOS_EC2_IPV4_PUBLIC", "AFTERBURN_AWS_IPV4_PUBLIC"),
    (
        "COREOS_PRIVATE_IPV6",
        "COREOS_DIGITALOCEAN_IPV6_PRIVATE_0",
        "AFTERBURN_DIGITALOCEAN_IPV6_PRIVATE_0",
    ),
    (
        "COREOS_PUBLIC_IPV6",
        "COREOS_DIGITALOCEAN_IPV6_PUBLIC_0",
        "AFTERBURN_DIGITALOCEAN_IPV6_PUBLIC_0",
    ),
];

fn environment(line: &str, at: Span, path: &FieldPath, out: &mut Outcome<'_>) {
    let is_written = |file: &str| out.config.files.iter().any(|f| f.path.as_str() == file);
    if is_written("/etc/environment") {
        return;
    }
    let mut report = |message: String, flatcar: &str, fcos: &str| {
        let found = Diagnostic::new(Code::AddressEnvironment, message).at(at).path(path.clone());
        out.push(found.help(remedy(out.target(), flatcar, fcos)));
    };
    if ["EnvironmentFile=/etc/environment", "EnvironmentFile=-/etc/environment"].contains(&line)
        && let [(_, flatcar, fcos), ..] = ENVIRONMENT
    {
        report("nobody writes /etc/environment any more".to_owned(), flatcar, fcos);
    }
    for (name, flatcar, fcos) in ENVIRONMENT {
        if line.contains(name) {
            report(format!("nobody puts {name} into /etc/environment any more"), flatcar, fcos);
        }
    }
}
