//! Settings of the profile `weave`, as meant.

use crate::plan::Etcd;
use crate::spec::draft::Draft;
use crate::spec::value::{Host, LabelValue, Secret};
use crate::spec::{Edition, Layout, RebootStrategy, Registration, UpdateGroup, defaults};

/// The block `weave`, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether known defects are repaired.
    pub edition: Edition,
    /// One cloud-config for each machine, or one for all.
    pub layout: Layout,
    /// Encrypts what machines say to each other.
    pub password: Option<Secret>,
    /// Who announces a machine to the API.
    pub registration: Registration,
    /// Label `environment` of machines that the script announces.
    pub environment: LabelValue,
    /// Which releases machines follow.
    pub update_group: UpdateGroup,
    /// When machines reboot after an update.
    pub reboot_strategy: RebootStrategy,
}

impl Settings {
    /// Whether known defects are repaired.
    pub fn corrected(&self) -> bool {
        self.edition == Edition::Corrected
    }
}

pub(super) fn settings(draft: &Draft<'_>) -> Option<Settings> {
    let block = &draft.spec.weave;
    Some(Settings {
        edition: draft.edition?,
        layout: block.layout.or(defaults::LAYOUT)?,
        password: block.password.given().cloned(),
        registration: block.registration.or(defaults::REGISTRATION)?,
        environment: block.environment.or(defaults::environment())?,
        update_group: block.update_group.or(defaults::WEAVE_UPDATE_GROUP)?,
        reboot_strategy: block.reboot_strategy.or(defaults::REBOOT_STRATEGY)?,
    })
}

/// The API's address: the control plane's own on its bridge, which every machine reaches.
pub(super) fn api_host(draft: &Draft<'_>) -> Option<Host> {
    draft.api_host.clone()
}

/// The members, at the addresses of their bridges.
pub(super) fn etcd(_draft: &Draft<'_>) -> Option<Etcd> {
    Some(Etcd { members: Vec::new(), endpoints: Vec::new() })
}
