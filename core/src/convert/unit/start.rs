//! Whether a unit starts at boot: `command`, `enable`, `mask` and `runtime`.

use super::content::{Content, installs, skip};
use crate::convert::block::Block;
use crate::convert::outcome::Outcome;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::format::ignition::Unit;

/// Units that the image brings with an `[Install]` section.
const OF_THE_IMAGE: [&str; 6] = [
    "containerd.service",
    "docker.service",
    "etcd-member.service",
    "sshd.socket",
    "systemd-networkd.service",
    "systemd-timesyncd.service",
];

/// What a command asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    /// The unit runs when it is done.
    Starts,
    /// Only a unit that runs is touched.
    IfRunning,
    Stops,
}

/// Turns what was asked for into `enabled` and `mask`.
pub(super) fn decide(
    entry: &Block<'_>,
    unit: &mut Unit,
    contents: &[Content<'_>],
    out: &mut Outcome<'_>,
) {
    note_runtime(entry, out);
    if entry.is_on(out.source(), "mask") {
        mask(entry, unit, out);
        return;
    }
    let asked = command(entry, unit, out);
    let enable = entry.is_on(out.source(), "enable");
    let starts = asked == Some(Command::Starts);
    if !starts && !enable {
        return;
    }
    let name = unit.name.as_str();
    let template = template_of(name);
    let from_template = contents.iter().find(|c| Some(&c.name) == template.as_ref());
    let text = if unit.contents.is_empty() {
        from_template.map(|content| content.text.as_str())
    } else {
        Some(unit.contents.as_str())
    };
    let by_drop_in = unit.dropins.iter().any(|drop_in| installs(&drop_in.contents));
    match text {
        None => {
            if !OF_THE_IMAGE.contains(&name) {
                foreign(entry, name, out);
            }
            unit.enabled = Some(true);
        }
        Some(text) if installs(text) || by_drop_in => unit.enabled = Some(true),
        Some(text) if starts => {
            let target = started_by(name);
            let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
            let whole = [text, gap, "[Install]\nWantedBy=", target, "\n"].concat();
            added(entry, name, target, out);
            unit.contents = whole;
            unit.enabled = Some(true);
        }
        Some(_) => {
            if let Some(given) = entry.entry("enable") {
                let found = format!("`{name}` has no [Install] section: enabling it does nothing");
                let help = "add `[Install]` and `WantedBy=multi-user.target` to have it start";
                skip(&found, help, given.key_span, &entry.path_of(given), out);
            }
        }
    }
}

/// Says that a unit of `/run` now stays.
pub(super) fn note_runtime(entry: &Block<'_>, out: &mut Outcome<'_>) {
    if entry.is_on(out.source(), "runtime")
        && let Some(given) = entry.entry("runtime")
    {
        out.push(
            Diagnostic::new(Code::RuntimeUnit, "the unit is written to /etc, and stays")
                .at(given.key_span)
                .path(entry.path_of(given))
                .help("remove `runtime`"),
        );
    }
}

fn mask(entry: &Block<'_>, unit: &mut Unit, out: &mut Outcome<'_>) {
    for key in ["content", "drop_ins", "enable", "command"] {
        let Some(given) = entry.entry(key) else { continue };
        let is_stop = entry.text("command").is_some_and(|text| text.value == "stop");
        let is_silent = match key {
            "enable" => !entry.is_on(out.source(), key),
            "command" => is_stop,
            _ => false,
        };
        if !is_silent {
            let found = format!("a masked unit cannot start: its `{key}` did nothing");
            skip(&found, "remove one", given.key_span, &entry.path_of(given), out);
        }
    }
    unit.mask = true;
    unit.enabled = None;
    unit.contents.clear();
}

fn command(entry: &Block<'_>, unit: &Unit, out: &mut Outcome<'_>) -> Option<Command> {
    let given = entry.text("command")?;
    let asked = match given.value.as_str() {
        "start" | "restart" | "reload-or-restart" => Command::Starts,
        "reload" | "try-restart" | "reload-or-try-restart" => Command::IfRunning,
        "stop" => Command::Stops,
        // Reported with the other values that coreos-cloudinit refused.
        _ => return None,
    };
    let name = &unit.name;
    let (message, help) = match asked {
        Command::Starts => return Some(asked),
        Command::IfRunning => (
            format!("`{}` is not needed: all is in place before `{name}` first runs", given.value),
            "remove it",
        ),
        Command::Stops => (
            format!("nothing stops `{name}` once it runs"),
            "write `mask: true` to keep it from starting at all",
        ),
    };
    let mut found = Diagnostic::new(Code::CommandLost, message).at(given.span()).path(given.path);
    if asked == Command::IfRunning {
        found.severity = Severity::Note;
    }
    out.push(found.help(help));
    Some(asked)
}

fn foreign(entry: &Block<'_>, name: &str, out: &mut Outcome<'_>) {
    let (at, path) = entry
        .text("name")
        .map_or((entry.span(), entry.path().clone()), |name| (name.span(), name.path));
    out.push(
        Diagnostic::new(Code::ForeignUnit, format!("`{name}` is enabled, and is not in this file"))
            .at(at)
            .path(path)
            .help("see that the image has it, with an [Install] section"),
    );
}

fn added(entry: &Block<'_>, name: &str, target: &str, out: &mut Outcome<'_>) {
    let Some(given) = entry.text("command") else { return };
    out.push(
        Diagnostic::new(Code::InstallAdded, format!("`{name}` gets `WantedBy={target}`"))
            .at(given.span())
            .path(given.path)
            .help("write an [Install] section of your own where another target shall start it"),
    );
}

/// The template of an instance: `a@.service` of `a@1.service`.
fn template_of(name: &str) -> Option<String> {
    let (stem, kind) = name.rsplit_once('.')?;
    let (stem, instance) = stem.split_once('@')?;
    (!instance.is_empty()).then(|| [stem, "@.", kind].concat())
}

fn started_by(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, kind)| kind) {
        Some("timer") => "timers.target",
        Some("socket") => "sockets.target",
        _ => "multi-user.target",
    }
}
