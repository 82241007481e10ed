//! One machine's files and units, before they become a cloud-config and a root file system.
//!
//! Both forms are made from the same value, so they cannot differ.

mod cloud_config;
mod ignition;
mod rootfs;

pub(crate) use cloud_config::cloud_config;
pub(crate) use ignition::ignition;
pub(crate) use rootfs::{list, placed};

use std::borrow::Cow;

use crate::bundle::{PLAIN, PRIVATE, PROGRAM};
use crate::format::cloud_config::{Etcd, Etcd2, Fleet};
use crate::format::systemd::UnitFile;
use crate::spec::{RebootStrategy, UpdateGroup};

/// What a machine gets, in its document's order.
#[derive(Debug, Clone)]
pub(crate) struct Machine {
    /// Empty in a cloud-config that several machines share.
    pub(crate) hostname: String,
    pub(crate) update_group: Option<UpdateGroup>,
    /// `None` where a file of the machine says it.
    pub(crate) reboot_strategy: Option<RebootStrategy>,
    /// etcd 0.4; empty where it is not used, as the next two.
    pub(crate) etcd: Etcd,
    pub(crate) etcd2: Etcd2,
    pub(crate) fleet: Fleet,
    pub(crate) files: Vec<File>,
    /// Where there is no cloud-config, which has none.
    pub(crate) links: Vec<Link>,
    pub(crate) units: Vec<Unit>,
    /// Units of the operating system that must not run; where there is no cloud-config, too.
    pub(crate) masked: Vec<&'static str>,
}

/// A symbolic link at an absolute path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) path: &'static str,
    pub(crate) target: &'static str,
}

/// A file at an absolute path.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) path: Cow<'static, str>,
    pub(crate) mode: u32,
    /// `user:group`.
    pub(crate) owner: &'static str,
    pub(crate) content: String,
}

/// A unit, a drop-in to one of the operating system's, or both.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) name: Cow<'static, str>,
    pub(crate) content: Option<UnitFile>,
    pub(crate) drop_ins: Vec<(Cow<'static, str>, UnitFile)>,
    pub(crate) boot: Boot,
    pub(crate) start: Start,
}

/// Whether the unit starts at boot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Boot {
    Enabled,
    /// Something else pulls it in.
    PulledIn,
}

/// Who starts the unit for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Its own start command, in both forms.
    Command,
    /// `install.sh` starts it in order; under cloud-config a unit that needs it pulls it in,
    /// because cloud-config's commands block each other (ten minutes for all of them together).
    InOrder,
    /// Whoever needs it.
    PulledIn,
}

/// Who owns most files.
pub(crate) const ROOT: &str = "root:root";

impl Machine {
    /// A machine without files and units.
    pub(crate) fn new(
        hostname: impl Into<String>,
        reboot_strategy: impl Into<Option<RebootStrategy>>,
    ) -> Self {
        Self {
            hostname: hostname.into(),
            update_group: None,
            reboot_strategy: reboot_strategy.into(),
            etcd: Etcd::default(),
            etcd2: Etcd2::default(),
            fleet: Fleet::default(),
            files: Vec::new(),
            links: Vec::new(),
            units: Vec::new(),
            masked: Vec::new(),
        }
    }

    pub(crate) fn file(&mut self, path: impl Into<Cow<'static, str>>, content: impl Into<String>) {
        self.place(path.into(), PLAIN, content.into());
    }

    pub(crate) fn program(
        &mut self,
        path: impl Into<Cow<'static, str>>,
        content: impl Into<String>,
    ) {
        self.place(path.into(), PROGRAM, content.into());
    }

    /// A file that only root reads.
    pub(crate) fn secret(
        &mut self,
        path: impl Into<Cow<'static, str>>,
        content: impl Into<String>,
    ) {
        self.place(path.into(), PRIVATE, content.into());
    }

    /// A file with this mode, of root's.
    pub(crate) fn place(&mut self, path: Cow<'static, str>, mode: u32, content: String) {
        self.files.push(File { path, mode, owner: ROOT, content });
    }
}
