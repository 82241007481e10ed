//! What `install.sh` is told of a machine: its name and address, its units, its certificates, who may log in.

use super::found;
use super::subject::Subject;
use super::units::Systemd;
use crate::diagnostic::Report;
use crate::format::env_file::EnvFile;
use crate::format::systemd::UnitFile;
use crate::plan::{Node, certificates};
use crate::spec::value::SshKey;

const VARIABLES: &str = "install.env";
const KEYS: &str = "authorized_keys";

pub(super) fn check(subject: &Subject<'_>, systemd: &Systemd, report: &mut Report) {
    let Some(node) = subject.node else { return };
    let mut say = |path: &str, what: &str| found(report, subject.bundle, path, what);
    if let Some(file) = subject.bundle.get(KEYS) {
        let text = String::from_utf8_lossy(&file.bytes);
        let keys = subject.plan.ssh_authorized_keys.iter().map(SshKey::as_str);
        if !text.lines().eq(keys) {
            say(KEYS, "does not have the plan's keys");
        }
    }
    let Some(variables) = subject.variables(VARIABLES) else { return };
    for what in wrong(subject, node, variables, systemd) {
        say(VARIABLES, &what);
    }
}

fn wrong(
    subject: &Subject<'_>,
    node: &Node,
    variables: &EnvFile,
    systemd: &Systemd,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let words = |name: &str| -> Vec<&str> {
        variables.get(name).unwrap_or_default().split_ascii_whitespace().collect()
    };
    if variables.get("KUBECORE_NODE") != Some(node.name.as_str()) {
        wrong.push("is for another machine".to_owned());
    }
    if variables.get("KUBECORE_ADDRESS") != Some(node.ip.to_string().as_str()) {
        wrong.push("has another machine's address".to_owned());
    }
    let (units, enabled) = (words("KUBECORE_UNITS"), words("KUBECORE_ENABLE"));
    for name in &units {
        let own = format!("/etc/systemd/system/{name}");
        if !subject.installed(&own)
            && !systemd.brings(name)
            && !super::units::by_image(subject.plan, name)
        {
            wrong.push(format!("starts {name}, which nobody brings"));
        }
    }
    for name in &enabled {
        let path = ["rootfs/etc/systemd/system/", name].concat();
        let mut own = subject.units().filter(|(file, _)| file.artifact.path == path);
        if own.any(|(_, unit)| !wants_to_be_enabled(unit)) {
            wrong.push(format!("enables {name}, which has no [Install]"));
        } else if subject.bundle.get(&path).is_none() && !systemd.brings(name) {
            wrong.push(format!("enables {name}, which nobody brings"));
        }
    }
    wrong.extend(certificates_of(subject, node, variables));
    wrong
}

fn wants_to_be_enabled(unit: &UnitFile) -> bool {
    unit.sections().iter().any(|section| section.name() == "Install")
}

/// The certificates' files and links are those that the machine needs.
fn certificates_of(subject: &Subject<'_>, node: &Node, variables: &EnvFile) -> Vec<String> {
    let mut wrong = Vec::new();
    let placed = certificates::of_machine(subject.plan, node);
    let directory = certificates::directory(subject.plan);
    let files = variables.get("KUBECORE_TLS_FILES").unwrap_or_default();
    let wanted = placed.iter().map(|file| {
        file.path.strip_prefix(directory).unwrap_or(&file.path).trim_start_matches('/')
    });
    if !wanted.eq(files.split_ascii_whitespace()) {
        wrong.push("does not list the machine's certificates".to_owned());
    }
    let said = variables.get("KUBECORE_TLS_DIRECTORY");
    if said.is_some_and(|said| said != directory) {
        wrong.push("has another directory for certificates".to_owned());
    }
    let links = variables.get("KUBECORE_TLS_LINKS").unwrap_or_default();
    let wanted = placed.iter().filter_map(|file| {
        let name = file.path.rsplit('/').next()?;
        file.link.map(|link| format!("{link}={name}"))
    });
    if !wanted.eq(links.split_ascii_whitespace()) {
        wrong.push("does not link the machine's certificates".to_owned());
    }
    wrong
}
