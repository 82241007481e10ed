//! `coreos.update` and `coreos.locksmith` on Flatcar, which still has update-engine and locksmith.

use super::block::Block;
use super::outcome::Outcome;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::ignition::{Contents, DropIn, DropInName, Unit};
use crate::format::systemd::{UnitFile, UnitName};

/// What update-engine and locksmith read.
const FILE: &str = "/etc/flatcar/update.conf";
const LOCKSMITHD: UnitName = UnitName::known("locksmithd.service");
/// The name that coreos-cloudinit gave its drop-ins.
const DROP_IN: &str = "20-cloudinit.conf";

const UPDATE: [(&str, &str); 3] =
    [("group", "GROUP"), ("reboot_strategy", "REBOOT_STRATEGY"), ("server", "SERVER")];

/// The `env` tags of `config/locksmith.go` in Flatcar's coreos-cloudinit.
const LOCKSMITH: [(&str, &str); 9] = [
    ("endpoint", "LOCKSMITHD_ENDPOINT"),
    ("etcd_cafile", "LOCKSMITHD_ETCD_CAFILE"),
    ("etcd_certfile", "LOCKSMITHD_ETCD_CERTFILE"),
    ("etcd_keyfile", "LOCKSMITHD_ETCD_KEYFILE"),
    ("etcd_username", "LOCKSMITHD_ETCD_USERNAME"),
    ("etcd_password", "LOCKSMITHD_ETCD_PASSWORD"),
    ("group", "LOCKSMITHD_GROUP"),
    ("window_start", "LOCKSMITHD_REBOOT_WINDOW_START"),
    ("window_length", "LOCKSMITHD_REBOOT_WINDOW_LENGTH"),
];

/// Adds what both blocks ask for.
pub(super) fn convert(coreos: &Block<'_>, out: &mut Outcome<'_>) {
    if let Some(update) = coreos.block("update") {
        settings(&update, out);
    }
    if let Some(locksmith) = coreos.block("locksmith") {
        let mut any = false;
        let file = UnitFile::new().service(|section| {
            LOCKSMITH.iter().fold(section, |section, (key, variable)| match locksmith.text(key) {
                Some(text) => {
                    any = true;
                    section.environment(variable, text.value)
                }
                None => section,
            })
        });
        if any && let Ok(name) = DropInName::new(DROP_IN) {
            let made = DropIn { name, contents: file.to_string() };
            locksmithd(out, |unit| unit.dropins.push(made));
        }
    }
}

fn settings(update: &Block<'_>, out: &mut Outcome<'_>) {
    let given: Vec<(&str, String)> = UPDATE
        .iter()
        .filter_map(|(key, variable)| Some((*variable, one_line(&update.text(key)?.value))))
        .collect();
    if given.is_empty() {
        return;
    }
    // A file of the user's own keeps its other lines, as it did.
    let former = out.take(FILE).and_then(|(file, _)| match file.contents {
        Some(Contents::Inline(bytes)) => String::from_utf8(bytes).ok(),
        _ => None,
    });
    let kept = former.as_deref().unwrap_or_default().lines().filter(|line| {
        !given.iter().any(|(variable, _)| {
            line.strip_prefix(variable).is_some_and(|rest| rest.starts_with('='))
        })
    });
    let mut text: String = kept.map(|line| [line, "\n"].concat()).collect();
    for (variable, value) in &given {
        text.push_str(&[variable, "=", value, "\n"].concat());
    }
    out.put_text(FILE, text, update.span(), update.path().clone());
    let Some(strategy) = update.text("reboot_strategy") else { return };
    match strategy.value.as_str() {
        "off" => locksmithd(out, |unit| unit.mask = true),
        "etcd-lock" => out.push(
            Diagnostic::new(Code::RebootByLock, "restarts wait for a lock in etcd")
                .at(strategy.span())
                .path(strategy.path)
                .help(
                    "give your etcd by `coreos.locksmith.endpoint`; in Kubernetes write `off`, and \
                     let kured restart machines",
                ),
        ),
        _ => {}
    }
}

fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn locksmithd(out: &mut Outcome<'_>, change: impl FnOnce(&mut Unit)) {
    let units = &mut out.config.units;
    if units.iter().all(|unit| unit.name != LOCKSMITHD) {
        units.push(Unit::named(LOCKSMITHD));
    }
    if let Some(unit) = units.iter_mut().find(|unit| unit.name == LOCKSMITHD) {
        change(unit);
    }
}
