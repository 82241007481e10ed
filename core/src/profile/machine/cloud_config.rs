//! A machine as `#cloud-config`.

use super::{Boot, File, Machine, Start};
use crate::format::cloud_config::{
    CloudConfig, Coreos, DropIn, Permissions, RebootStrategy, Unit, UnitCommand, Update,
    UpdateGroup, WriteFile,
};
use crate::plan::Plan;
use crate::spec;

/// The whole user-data of one machine. TLS assets are not part of a [`Machine`], so they cannot
/// get in here.
pub(crate) fn cloud_config(plan: &Plan, machine: &Machine) -> String {
    CloudConfig {
        hostname: machine.hostname.clone(),
        ssh_authorized_keys: plan.ssh_authorized_keys.iter().map(ToString::to_string).collect(),
        coreos: Coreos {
            update: update(machine),
            etcd: machine.etcd.clone(),
            etcd2: machine.etcd2.clone(),
            fleet: machine.fleet.clone(),
            units: machine.units.iter().map(unit).filter(says_something).collect(),
            ..Coreos::default()
        },
        write_files: machine.files.iter().map(file).collect(),
    }
    .to_string()
}

fn update(machine: &Machine) -> Update {
    Update {
        group: machine.update_group.map(|group| match group {
            spec::UpdateGroup::Stable => UpdateGroup::Stable,
            spec::UpdateGroup::Beta => UpdateGroup::Beta,
            spec::UpdateGroup::Alpha => UpdateGroup::Alpha,
        }),
        reboot_strategy: machine.reboot_strategy.map(|strategy| match strategy {
            spec::RebootStrategy::Off => RebootStrategy::Off,
            spec::RebootStrategy::EtcdLock => RebootStrategy::EtcdLock,
            spec::RebootStrategy::Reboot => RebootStrategy::Reboot,
        }),
    }
}

fn file(file: &File) -> WriteFile {
    WriteFile {
        path: file.path.to_string(),
        permissions: Permissions::new(file.mode),
        owner: file.owner.into(),
        content: file.content.clone(),
    }
}

/// Units that only `install.sh` starts anew have nothing to be said of them here.
fn says_something(unit: &Unit) -> bool {
    *unit != Unit { name: unit.name.clone(), ..Unit::default() }
}

fn unit(unit: &super::Unit) -> Unit {
    Unit {
        name: unit.name.to_string(),
        enable: unit.boot == Boot::Enabled,
        command: (unit.start == Start::Command).then_some(UnitCommand::Start),
        content: unit.content.as_ref().map(ToString::to_string).unwrap_or_default(),
        drop_ins: unit
            .drop_ins
            .iter()
            .map(|(name, content)| DropIn { name: name.to_string(), content: content.to_string() })
            .collect(),
        ..Unit::default()
    }
}
