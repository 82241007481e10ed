//! Units: whether Ignition takes them and systemd can read and enable them.

use serde_yaml::Value;

use super::{items, names, text, truth};
use crate::format::finding::Finding;
use crate::format::ignition::DropInName;
use crate::format::systemd::{UnitFile, UnitName};

/// Checks every unit of `systemd`.
pub(super) fn check(systemd: &Value, findings: &mut Vec<Finding>) {
    let units = items(systemd, "units");
    names(units, "$.systemd.units", findings);
    for (index, unit) in units.iter().enumerate() {
        let place = format!("$.systemd.units[{index}]");
        let name = text(unit, "name");
        if let Err(why) = UnitName::new(name).or_else(|why| named_or(name, why)) {
            findings.push(Finding::new([&place, ".name"].concat(), format!("`{name}`: {why}")));
        }
        let file = parse(unit, &place, findings);
        if truth(unit, "enabled") {
            if truth(unit, "mask") {
                findings.push(Finding::new(&place, "is enabled and masked: leave one out"));
            }
            let installs = file.as_ref().or(template(units, name).as_ref()).is_none_or(installs);
            if !installs {
                let message = "has no effect: the unit has no [Install]; add WantedBy=";
                findings.push(Finding::new([&place, ".enabled"].concat(), message));
            }
        }
        drop_ins(unit, &place, findings);
    }
}

/// A missing name is reported already.
fn named_or<E>(name: &str, why: E) -> Result<UnitName, E> {
    if name.is_empty() { Ok(UnitName::known("unnamed.service")) } else { Err(why) }
}

/// The unit file of the template that `name` is an instance of, if it is in the same config.
fn template(units: &[Value], name: &str) -> Option<UnitFile> {
    let (stem, instance) = name.split_once('@')?;
    let template = [stem, "@.", instance.rsplit_once('.')?.1].concat();
    let unit = units.iter().find(|unit| text(unit, "name") == template)?;
    let contents = text(unit, "contents");
    if contents.is_empty() { None } else { UnitFile::parse(contents).ok() }
}

fn installs(file: &UnitFile) -> bool {
    file.sections().iter().any(|section| section.name() == "Install")
}

fn drop_ins(unit: &Value, place: &str, findings: &mut Vec<Finding>) {
    let list = items(unit, "dropins");
    names(list, &[place, ".dropins"].concat(), findings);
    for (index, drop_in) in list.iter().enumerate() {
        let place = format!("{place}.dropins[{index}]");
        let name = text(drop_in, "name");
        if let Some(why) = DropInName::new(name).err().filter(|_| !name.is_empty()) {
            findings.push(Finding::new([&place, ".name"].concat(), format!("`{name}`: {why}")));
        }
        parse(drop_in, &place, findings);
    }
}

/// The unit file; `None` if there is none here or systemd could not read it.
fn parse(unit: &Value, place: &str, findings: &mut Vec<Finding>) -> Option<UnitFile> {
    if unit.get("contents").is_some() && unit.get("contents_local").is_some() {
        let message = "only one of contents and contents_local can be there";
        findings.push(Finding::new(place, message));
    }
    let contents = text(unit, "contents");
    if contents.is_empty() {
        return None;
    }
    match UnitFile::parse(contents) {
        Ok(file) => Some(file),
        Err(error) => {
            let message = format!("no unit file: {error}");
            findings.push(Finding::new([place, ".contents"].concat(), message));
            None
        }
    }
}
