//! One machine's files and units, before they become a cloud-config and a root file system.
//!
//! Both forms are made from the same value, so they cannot differ.

mod cloud_config;
mod rootfs;

pub(crate) use cloud_config::cloud_config;
pub(crate) use rootfs::{list, rootfs};

use crate::format::systemd::UnitFile;

/// What a machine gets, in the guide's order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Machine {
    pub(crate) files: Vec<File>,
    pub(crate) units: Vec<Unit>,
}

/// A file at an absolute path.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) path: &'static str,
    pub(crate) mode: u32,
    pub(crate) content: String,
}

/// A unit, a drop-in to one of the operating system's, or both.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) name: &'static str,
    pub(crate) content: Option<UnitFile>,
    pub(crate) drop_ins: Vec<(&'static str, UnitFile)>,
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

impl Machine {
    pub(crate) fn file(&mut self, path: &'static str, content: impl Into<String>) {
        self.files.push(File { path, mode: crate::bundle::PLAIN, content: content.into() });
    }

    pub(crate) fn program(&mut self, path: &'static str, content: impl Into<String>) {
        self.files.push(File { path, mode: crate::bundle::PROGRAM, content: content.into() });
    }
}
