//! Unit files: keys and forms of values that the machine's systemd knows, and units that somebody brings.

mod form;
mod table;

use super::found;
use crate::bundle::Bundle;
use crate::diagnostic::Report;
use crate::format::systemd::UnitFile;
use crate::plan::{Plan, System};
use table::Systemd;

pub(super) fn check(plan: &Plan, bundle: &Bundle, report: &mut Report) {
    let systemd = Systemd::of(matches!(plan.system, System::Flatcar(_)));
    let own: Vec<&str> =
        bundle.artifacts().iter().filter_map(|artifact| artifact.path.rsplit('/').next()).collect();
    for artifact in bundle.artifacts().iter().filter(|artifact| is_unit(&artifact.path)) {
        let text = std::str::from_utf8(&artifact.bytes).unwrap_or_default();
        let Ok(unit) = UnitFile::parse(text) else { continue };
        for section in unit.sections() {
            for entry in section.entries() {
                let key = format!("{}.{}", section.name(), entry.key());
                let value = entry.value().text();
                let Some(form) = systemd.form(&key) else {
                    let what = format_args!("has {key}, which its systemd does not know");
                    found(report, bundle, &artifact.path, what);
                    continue;
                };
                // An empty value takes back what the system's own unit says.
                if !value.is_empty() && !form::fits(form, &value) {
                    found(report, bundle, &artifact.path, format_args!("{key} is no {form}"));
                }
                // Units that fleet places find others on other machines of the bundle's cluster.
                if form == "units" {
                    for name in value.split_ascii_whitespace() {
                        let brought = own.contains(&name) || systemd.brings(name);
                        if !brought
                            && !is_template(name)
                            && key != "X-Fleet.MachineOf"
                            && !by_image(plan, name)
                            && bundle.name() != "cluster"
                        {
                            let what = format_args!("{key} names {name}, which nobody brings");
                            found(report, bundle, &artifact.path, what);
                        }
                    }
                }
            }
        }
    }
}

/// Units of systemd, and of fleet; networkd's and others' files of that form have keys of their own.
fn is_unit(path: &str) -> bool {
    let place = path.contains("/etc/systemd/system/") || path.starts_with("units/");
    let known = [".service", ".target", ".socket", ".path", ".conf"];
    place && known.iter().any(|end| path.ends_with(end))
}

/// `x@<ID>.service`, which is filled in elsewhere.
fn is_template(name: &str) -> bool {
    name.contains("@<")
}

/// Flatcar's extension image has the kubelet's unit.
fn by_image(plan: &Plan, name: &str) -> bool {
    let image = match &plan.system {
        System::Flatcar(settings) => {
            matches!(settings.programs, crate::plan::flatcar::Programs::Sysext(_))
        }
        _ => false,
    };
    image && name == "kubelet.service"
}
