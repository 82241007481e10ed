//! What a change of a file means, by where the file lies.

use super::hosts;
use super::meaning::{Meaning, Weight};
use super::readers::{Machine, Readers, unit};
use crate::bundle::SUMS;

/// A file of the machine itself.
pub(super) fn placed(machine: &Machine<'_>, path: &str) -> Meaning {
    let none = "no unit names it";
    hosts::meaning(path).unwrap_or_else(|| read(machine, path, machine.of(path), none))
}

/// A file that the machine had and has no more, as `install.sh` removes it.
pub(super) fn removed(before: &Machine<'_>, after: &Machine<'_>, path: &str) -> Meaning {
    const BY: &str = "install.sh removes it";
    if before.is_manifest(path) {
        return Meaning::new(Weight::Install, [BY, ", and the kubelet stops its pod"].concat());
    }
    if before.is_unit(path) {
        return Meaning::new(Weight::Install, "install.sh stops the unit and removes it");
    }
    let readers = before.of(path).staying(before, after);
    hosts::meaning(path).unwrap_or_else(|| read(after, path, readers, BY))
}

/// A file that `readers` read; why there is little to do where nobody does.
fn read(machine: &Machine<'_>, path: &str, readers: Readers, nobody: &str) -> Meaning {
    let Readers { mut units, pods } = readers;
    if let Some(once) = units.iter().find(|unit| machine.is_once(unit)) {
        let why = [once, " acts on a new machine alone"].concat();
        return Meaning::new(Weight::Reprovision, why);
    }
    let why = match units.len() + pods.len() {
        0 => return Meaning::new(Weight::Install, nobody),
        _ if machine.is_manifest(path) => "the kubelet does it by itself once the file is there",
        _ if unit(path).is_some() => "it is the unit's own",
        1 => "it reads the file",
        _ => "they read the file",
    };
    machine.add_dependents(&mut units);
    Meaning { weight: Weight::Restart, units, pods, why: why.into() }
}

/// Whether a machine boots from it.
pub(super) fn is_user_data(path: &str) -> bool {
    matches!(path, "config.ign" | "config.bu" | "pointer.ign" | "pointer.bu" | "cloud-config.yaml")
}

/// User-data that nothing else brings to a machine.
pub(super) fn user_data(path: &str) -> Meaning {
    if path == "cloud-config.yaml" {
        let why =
            "coreos-cloudinit reads user-data at every boot: give the machine the new one first";
        return Meaning::new(Weight::Reboot, why);
    }
    let why = "Ignition reads user-data at the first boot alone, and nothing else brings this";
    Meaning::new(Weight::Reprovision, why)
}

/// A file of what is done once.
pub(super) fn of_cluster(path: &str) -> Meaning {
    match path {
        "README.md" | "certificates.md" => Meaning::new(Weight::Nothing, "it is for people"),
        SUMS => Meaning::new(Weight::Nothing, "it follows from the other files"),
        "cloud-config.yaml" => user_data(path),
        _ if path.starts_with("admin/") => {
            Meaning::new(Weight::Once, "administrators take it in place of the former")
        }
        _ if path.starts_with("addons/") => {
            Meaning::new(Weight::Once, "it is applied again, as the README says")
        }
        _ if path.starts_with("units/") || path.starts_with("overlord/") => Meaning::new(
            Weight::Once,
            "the unit is given to fleet again, as the README says: it starts anew where it runs",
        ),
        "corekube-heat.yaml" => {
            Meaning::new(Weight::Once, "a stack update replaces servers whose user-data differs")
        }
        _ => Meaning::new(Weight::Once, "it is used when the README says"),
    }
}
