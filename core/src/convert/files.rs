//! `write_files`: files, their places, modes and owners.

use super::block::{Block, Text};
use super::encoding;
use super::outcome::Outcome;
use super::{retired, unit};
use crate::diagnostic::{Code, Diagnostic};
use crate::format::ignition::{Contents, File, Mode, NodePath, Owner, Variant};

/// Adds the files of `write_files`.
pub(super) fn convert(top: &Block<'_>, out: &mut Outcome<'_>) {
    let own = unit::own_names(top);
    for file in top.blocks("write_files") {
        let place = place(&file, out);
        let bytes = encoding::bytes(&file, out);
        let mode = file.text("permissions").map_or(Some(Mode::FILE), |text| mode(&text, out));
        let owners = owners(&file, out);
        let (Some((path, place)), Some(bytes), Some(mode), Some((user, group))) =
            (place, bytes, mode, owners)
        else {
            continue;
        };
        if let (Some(content), Ok(text)) = (file.text("content"), std::str::from_utf8(&bytes)) {
            retired::file(path.as_str(), text, &own, &content, out);
        }
        let file = File { user, group, ..File::new(path, mode, Contents::Inline(bytes)) };
        out.put(file, place.span(), place.path);
    }
}

/// Where a file shall lie; `None` where Ignition cannot write, which is reported.
fn place<'t>(file: &Block<'t>, out: &mut Outcome<'_>) -> Option<(NodePath, Text<'t>)> {
    let Some(given) = file.text("path") else {
        let found = Diagnostic::new(Code::NeverTaken, "this file has no path");
        out.push(
            found.at(file.span()).path(file.path().clone()).help("give it an absolute `path`"),
        );
        return None;
    };
    let path = clean(&given.value);
    let refuse = |code, message: String, help: &str| {
        Diagnostic::new(code, message).at(given.span()).path(given.path.clone()).help(help)
    };
    let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let fcos = out.target() == Variant::Fcos;
    if below("/usr") && !(fcos && below("/usr/local")) {
        let help = if fcos {
            "write programs to /usr/local/bin and settings to /etc"
        } else {
            "write programs to /opt/bin and settings to /etc"
        };
        out.push(refuse(Code::ReadOnlyPath, format!("`{path}` belongs to the image"), help));
        return None;
    }
    if ["/run", "/tmp", "/dev", "/proc", "/sys", "/var/run"].into_iter().any(below) {
        let help = "write it to /etc, or let systemd-tmpfiles make it at every boot by a file in \
                    /etc/tmpfiles.d";
        out.push(refuse(
            Code::VolatilePath,
            format!("`{path}` is gone after the first boot"),
            help,
        ));
        return None;
    }
    let moved = match path.strip_prefix("/etc/coreos/") {
        Some(rest) if !fcos => {
            let moved = format!("/etc/flatcar/{rest}");
            let found = format!("`{path}` becomes `{moved}`");
            out.push(refuse(Code::PathMoved, found, "write the new path where it is named"));
            moved
        }
        Some("update.conf") => {
            let found = format!("Fedora CoreOS does not read `{path}`");
            let help = "write /etc/zincati/config.d/55-updates-strategy.toml";
            out.push(refuse(Code::ImageDecides, found, help));
            path
        }
        _ => path,
    };
    match NodePath::new(moved) {
        Ok(path) => Some((path, given)),
        Err(why) => {
            let found = format!("`{}` is no path of a file: {why}", given.value);
            out.push(refuse(Code::NeverTaken, found, "give an absolute path"));
            None
        }
    }
}

/// As coreos-cloudinit joined a path to the root: `.` and `..` resolved, from `/` on.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// Decimal numbers that a YAML tool makes of common modes, with those modes.
const DECIMAL: [(&str, &str); 10] = [
    ("256", "0400"),
    ("288", "0440"),
    ("292", "0444"),
    ("384", "0600"),
    ("416", "0640"),
    ("420", "0644"),
    ("448", "0700"),
    ("488", "0750"),
    ("493", "0755"),
    ("511", "0777"),
];

fn mode(given: &Text<'_>, out: &mut Outcome<'_>) -> Option<Mode> {
    let text = given.value.as_str();
    let decimal = DECIMAL.iter().find(|(decimal, _)| *decimal == text);
    let say = |code, message: String, help: String| {
        Diagnostic::new(code, message).at(given.span()).path(given.path.clone()).help(help)
    };
    let octal = text.chars().all(|c| c.is_digit(8)) && matches!(text.len(), 3 | 4)
        || text.len() == 5 && text.starts_with('0');
    let bits = if octal { u32::from_str_radix(text, 8).ok() } else { None };
    let Some(bits) = bits else {
        let help = match decimal {
            Some((_, octal)) => format!("if this is a decimal number, write \"{octal}\""),
            None => "write three or four octal digits in quotes, such as \"0644\"".to_owned(),
        };
        out.push(say(Code::NeverTaken, format!("`{text}` are no permissions"), help));
        return None;
    };
    if let Some((_, meant)) = decimal {
        let found = format!("`{text}` was read as octal 0{text}, which is kept");
        let help = format!("write \"{meant}\" if that was meant, or \"0{text}\"");
        out.push(say(Code::DecimalMode, found, help));
    }
    let plain = bits & 0o777;
    if plain != bits {
        let help = format!(
            "write \"{plain:04o}\"; where the bit is needed, a unit with `Type=oneshot` sets it by chmod"
        );
        out.push(say(Code::SpecialBits, format!("of `{text}`, {plain:04o} is kept"), help));
    }
    Mode::new(plain).ok()
}

/// User and group of `owner`, which is what `chown` takes.
fn owners(file: &Block<'_>, out: &mut Outcome<'_>) -> Option<(Option<Owner>, Option<Owner>)> {
    let Some(given) = file.text("owner") else { return Some((None, None)) };
    let (user, group) = given.value.split_once(':').unwrap_or((&given.value, ""));
    let is_name =
        |name: &str| !name.contains([' ', '\t', '/', ':']) && !name.contains(char::is_control);
    if !is_name(user) || !is_name(group) {
        let found = format!("`{}` is no owner", given.value);
        let found = Diagnostic::new(Code::NeverTaken, found).at(given.span()).path(given.path);
        out.push(found.help("write a user, or a user and a group: `core:core`"));
        return None;
    }
    let owner = |name: &str| match name.parse() {
        _ if name.is_empty() => None,
        Ok(id) => Some(Owner::Id(id)),
        Err(_) => Some(Owner::Name(name.to_owned())),
    };
    Some((owner(user), owner(group)))
}
