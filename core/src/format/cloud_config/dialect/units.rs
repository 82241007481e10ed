//! What coreos-cloudinit never looks at: whether systemd can use the units it places.

use serde_yaml::Value;

use super::Finding;
use crate::format::systemd::UnitFile;

/// Checks every entry of `coreos.units`.
pub(super) fn check(tree: &Value, findings: &mut Vec<Finding>) {
    let units = tree
        .get("coreos")
        .and_then(|coreos| coreos.get("units"))
        .and_then(Value::as_sequence)
        .map_or(&[][..], Vec::as_slice);
    for (index, unit) in units.iter().enumerate() {
        let path = format!("$.coreos.units[{index}]");
        let text = |key: &str| unit.get(key).and_then(Value::as_str).unwrap_or_default();
        let (name, content) = (text("name"), text("content"));
        if name.is_empty() {
            findings.push(Finding::error(&path, "a unit without a name is skipped"));
        }
        let is_network = [".network", ".netdev", ".link"].iter().any(|end| name.ends_with(end));
        if is_network && !text("command").is_empty() {
            findings.push(Finding::error(&path, "the command of a network unit is ignored"));
        }
        let file = parse(content, &format!("{path}.content"), findings);
        let enabled = unit.get("enable").and_then(Value::as_bool).unwrap_or_default();
        let installs =
            file.is_some_and(|file| file.sections().iter().any(|s| s.name() == "Install"));
        // Without content the unit is the system's own, and so is its [Install].
        if enabled && !content.is_empty() && !installs {
            findings.push(Finding::error(&path, "enable has no effect without [Install]"));
        }
        drop_ins(unit, &path, findings);
    }
}

fn drop_ins(unit: &Value, path: &str, findings: &mut Vec<Finding>) {
    let drop_ins = unit.get("drop_ins").and_then(Value::as_sequence).map_or(&[][..], Vec::as_slice);
    for (index, drop_in) in drop_ins.iter().enumerate() {
        let path = format!("{path}.drop_ins[{index}]");
        let text = |key: &str| drop_in.get(key).and_then(Value::as_str).unwrap_or_default();
        // Not by `Path::extension`: a file called just `.conf` counts, and case matters.
        if text("name").strip_suffix(".conf").is_none() {
            findings.push(Finding::error(&path, "systemd reads only drop-ins that end in .conf"));
        }
        if text("content").is_empty() {
            findings.push(Finding::error(&path, "a drop-in without content is skipped"));
        }
        parse(text("content"), &format!("{path}.content"), findings);
    }
}

fn parse(content: &str, path: &str, findings: &mut Vec<Finding>) -> Option<UnitFile> {
    UnitFile::parse(content)
        .map_err(|error| findings.push(Finding::error(path, format!("no unit file: {error}"))))
        .ok()
}
