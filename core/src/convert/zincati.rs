//! `coreos.update` and `coreos.locksmith` on Fedora CoreOS, which updates by zincati.
//!
//! Source: docs/usage/updates-strategy.md of coreos/zincati.

use super::block::{Block, Text};
use super::outcome::Outcome;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::toml::{Table, Toml};

/// The name that the documentation of Fedora CoreOS gives this file.
const FILE: &str = "/etc/zincati/config.d/55-updates-strategy.toml";

/// Adds what both blocks ask for.
pub(super) fn convert(coreos: &Block<'_>, out: &mut Outcome<'_>) {
    let update = coreos.block("update");
    let locksmith = coreos.block("locksmith");
    let strategy = update.as_ref().and_then(|update| update.text("reboot_strategy"));
    let window = locksmith.as_ref().and_then(window);
    for key in ["group", "server"] {
        if let Some(text) = update.as_ref().and_then(|update| update.text(key)) {
            let help = "choose the stream (stable, testing, next) with the image";
            out.push(left_to_image(&format!("`{key}` has no counterpart"), help, &text));
        }
    }
    for (key, _) in locksmith.iter().flat_map(Block::entries) {
        let Some(text) = locksmith.as_ref().and_then(|block| block.text(&key)) else { continue };
        let is_window = key.starts_with("window_");
        if !is_window || window.is_none() {
            let help = if is_window {
                "give a start with a day or without, and a length in hours and minutes"
            } else {
                "zincati takes its lock from a FleetLock server: strategy fleet_lock and its base_url"
            };
            out.push(left_to_image(&format!("`{key}` has no counterpart"), help, &text));
        }
    }
    let text = match strategy.as_ref().map(|strategy| strategy.value.as_str()) {
        Some("off") => updates(|updates| updates.bool("enabled", false)),
        Some("etcd-lock") => {
            lock(strategy.as_ref(), out);
            return;
        }
        _ if window.is_some() => window.unwrap_or_default(),
        Some("reboot") => updates(|updates| updates.text("strategy", "immediate")),
        _ => return,
    };
    let place = update.as_ref().or(locksmith.as_ref());
    if let Some(block) = place {
        out.put_text(FILE, text.to_string(), block.span(), block.path().clone());
    }
}

fn lock(strategy: Option<&Text<'_>>, out: &mut Outcome<'_>) {
    let Some(strategy) = strategy else { return };
    out.push(
        Diagnostic::new(Code::RebootByLock, "zincati takes no lock in etcd")
            .at(strategy.span())
            .path(strategy.path.clone())
            .help(
                "run a FleetLock server, and name it by strategy fleet_lock; in Kubernetes write \
                 `off`, and let kured restart machines",
            ),
    );
}

fn left_to_image(message: &str, help: &str, text: &Text<'_>) -> Diagnostic {
    Diagnostic::new(Code::ImageDecides, message).at(text.span()).path(text.path.clone()).help(help)
}

/// The strategy `periodic` with one window. Both count in UTC unless told otherwise.
fn window(locksmith: &Block<'_>) -> Option<Toml> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let start = locksmith.text("window_start")?.value;
    let minutes = minutes(&locksmith.text("window_length")?.value)?;
    let (day, time) = start.split_once(' ').unwrap_or(("", &start));
    let days = match DAYS.iter().find(|known| known.eq_ignore_ascii_case(day)) {
        Some(day) => [*day].to_vec(),
        None if day.is_empty() => DAYS.to_vec(),
        None => return None,
    };
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let periodic = updates(|updates| updates.text("strategy", "periodic"));
    Some(periodic.element(&["updates", "periodic", "window"], |window| {
        window
            .texts("days", &days)
            .text("start_time", format_args!("{hour:02}:{minute:02}"))
            .number("length_minutes", minutes)
    }))
}

fn updates(fill: impl FnOnce(Table) -> Table) -> Toml {
    Toml::new().table(&["updates"], fill)
}

/// A length such as `1h30m` in whole minutes; `None` of other forms, and of none.
fn minutes(length: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut digits = String::new();
    for c in length.chars() {
        let unit = match c {
            '0'..='9' => {
                digits.push(c);
                continue;
            }
            'h' => 60,
            'm' => 1,
            _ => return None,
        };
        let number: u32 = std::mem::take(&mut digits).parse().ok()?;
        total = total.checked_add(number.checked_mul(unit)?)?;
    }
    (digits.is_empty() && total > 0).then_some(total)
}
