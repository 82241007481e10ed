//! A machine as `#cloud-config`.

use super::{Boot, Machine, Start};
use crate::format::cloud_config::{
    CloudConfig, Coreos, DropIn, Permissions, RebootStrategy, Unit, UnitCommand, Update, WriteFile,
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
            update: Some(Update {
                reboot_strategy: match machine.reboot_strategy {
                    spec::RebootStrategy::Off => RebootStrategy::Off,
                    spec::RebootStrategy::EtcdLock => RebootStrategy::EtcdLock,
                    spec::RebootStrategy::Reboot => RebootStrategy::Reboot,
                },
            }),
            units: machine.units.iter().map(unit).collect(),
        },
        write_files: machine
            .files
            .iter()
            .map(|file| WriteFile {
                path: file.path.to_string(),
                permissions: Permissions::new(file.mode),
                owner: file.owner.into(),
                content: file.content.clone(),
            })
            .collect(),
    }
    .to_string()
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
