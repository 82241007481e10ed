//! A machine as an Ignition config.

use std::borrow::Cow;

use super::{Boot, File, Machine, Unit};
use crate::format::ignition::{
    self, Config, Contents, DropIn, DropInName, Link, Mode, NodePath, Owner, User, Variant,
};
use crate::format::systemd::UnitName;
use crate::plan::Plan;

/// The user that both systems have for people.
const USER: &str = "core";

/// The whole user-data of one machine, and `more` files with it. What a config cannot hold (a path
/// that is none) is left out: reading the bundle back finds it.
pub(crate) fn ignition(plan: &Plan, machine: &Machine, more: &[File], variant: Variant) -> Config {
    // Ignition takes no list in which a key stands twice.
    let mut keys: Vec<String> = Vec::new();
    for key in plan.ssh_authorized_keys.iter().map(ToString::to_string) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let user = User { name: USER.into(), ssh_authorized_keys: keys, ..User::default() };
    let masked = machine.masked.iter().filter_map(|name| {
        let name = UnitName::new(*name).ok()?;
        Some(ignition::Unit { mask: true, ..ignition::Unit::named(name) })
    });
    Config {
        variant,
        users: if plan.ssh_authorized_keys.is_empty() { Vec::new() } else { vec![user] },
        files: machine.files.iter().chain(more).filter_map(file).collect(),
        links: machine.links.iter().filter_map(link).collect(),
        units: machine.units.iter().filter_map(unit).filter(says_something).chain(masked).collect(),
        ..Config::default()
    }
}

fn file(file: &File) -> Option<ignition::File> {
    let File { path, mode, owner, content } = file;
    let (user, group) = owner.split_once(':')?;
    let contents = Contents::text(content.as_str());
    Some(ignition::File {
        user: named(user),
        group: named(group),
        ..ignition::File::new(NodePath::new(path.as_ref()).ok()?, Mode::new(*mode).ok()?, contents)
    })
}

/// root is who files belong to without a word.
fn named(name: &str) -> Option<Owner> {
    (name != "root").then(|| Owner::Name(name.to_owned()))
}

fn link(link: &super::Link) -> Option<Link> {
    Some(Link::new(NodePath::new(link.path).ok()?, link.target))
}

fn unit(unit: &Unit) -> Option<ignition::Unit> {
    let name: &str = &unit.name;
    let drop_ins = unit.drop_ins.iter().filter_map(|(name, content)| {
        let name: &Cow<'_, str> = name;
        Some(DropIn { name: DropInName::new(name.as_ref()).ok()?, contents: content.to_string() })
    });
    Some(ignition::Unit {
        enabled: (unit.boot == Boot::Enabled).then_some(true),
        contents: unit.content.as_ref().map(ToString::to_string).unwrap_or_default(),
        dropins: drop_ins.collect(),
        ..ignition::Unit::named(UnitName::new(name).ok()?)
    })
}

fn says_something(unit: &ignition::Unit) -> bool {
    *unit != ignition::Unit::named(unit.name.clone())
}
