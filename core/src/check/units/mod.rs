//! Unit files: keys and forms of values that the machine's systemd knows, and units that somebody brings.

mod form;
mod table;

use super::found;
use super::subject::{File, Subject};
use crate::diagnostic::Report;
use crate::plan::{Plan, System};
pub(super) use table::Systemd;

pub(super) fn check(subject: &Subject<'_>, systemd: &Systemd, report: &mut Report) {
    let Subject { plan, bundle, .. } = subject;
    let own: Vec<&str> =
        bundle.artifacts().iter().filter_map(|artifact| artifact.path.rsplit('/').next()).collect();
    for (File { artifact, .. }, unit) in subject.units() {
        for section in unit.sections() {
            for entry in section.entries() {
                let (section, key) = (section.name(), entry.key());
                let value = entry.value().text();
                let Some(form) = systemd.form(section, key) else {
                    let what = format_args!("has {section}.{key}, which its systemd does not know");
                    found(report, bundle, &artifact.path, what);
                    continue;
                };
                // An empty value takes back what the system's own unit says.
                if !value.is_empty() && !value.starts_with(PARAMETER) && !form::fits(form, &value) {
                    found(
                        report,
                        bundle,
                        &artifact.path,
                        format_args!("{section}.{key} is no {form}"),
                    );
                }
                // Units that fleet places find others on other machines of the bundle's cluster.
                if form == "units" {
                    for name in value.split_ascii_whitespace() {
                        let brought = own.contains(&name) || systemd.brings(name);
                        if !brought
                            && !is_template(name)
                            && (section, key) != ("X-Fleet", "MachineOf")
                            && !by_image(plan, name)
                            && bundle.name() != "cluster"
                        {
                            let what =
                                format_args!("{section}.{key} names {name}, which nobody brings");
                            found(report, bundle, &artifact.path, what);
                        }
                    }
                }
            }
        }
    }
}

/// How a place begins that Heat fills in.
const PARAMETER: &str = "%git-";

/// `x@<ID>.service`, which is filled in elsewhere.
fn is_template(name: &str) -> bool {
    name.contains("@<")
}

/// Flatcar's extension image has the kubelet's unit.
pub(super) fn by_image(plan: &Plan, name: &str) -> bool {
    let image = match &plan.system {
        System::Flatcar(settings) => {
            matches!(settings.programs, crate::plan::flatcar::Programs::Sysext(_))
        }
        _ => false,
    };
    image && name == "kubelet.service"
}
