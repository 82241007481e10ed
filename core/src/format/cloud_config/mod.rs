//! `#cloud-config` as coreos-cloudinit reads it: only the fields that we write.
//!
//! Keys have underscores, because Flatcar's fork ignores those with hyphens.

mod block;
pub mod dialect;
pub mod substitution;

use std::fmt;

use serde::Serialize;

pub use block::{ClusterState, DROP_IN, Etcd, Etcd2, Flannel, Fleet, Proxy, Variables};

use super::yaml;

/// A whole cloud-config. `Display` writes it, header included.
///
/// What is empty or `None` is left out: coreos-cloudinit takes a zero value for an unset one.
/// `$private_ipv4` and its like stay themselves unless wanted, see [`substitution`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CloudConfig {
    /// The machine's host name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hostname: String,
    /// Public keys of the user `core`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ssh_authorized_keys: Vec<String>,
    /// Updates, programs and units.
    #[serde(skip_serializing_if = "is_unset")]
    pub coreos: Coreos,
    /// Files, written in order before any unit is started.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub write_files: Vec<WriteFile>,
}

/// The block `coreos`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Coreos {
    /// How updates are taken.
    #[serde(skip_serializing_if = "is_unset")]
    pub update: Update,
    /// etcd 0.4.
    #[serde(skip_serializing_if = "is_unset")]
    pub etcd: Etcd,
    /// etcd 2.
    #[serde(skip_serializing_if = "is_unset")]
    pub etcd2: Etcd2,
    /// fleet.
    #[serde(skip_serializing_if = "is_unset")]
    pub fleet: Fleet,
    /// flannel.
    #[serde(skip_serializing_if = "is_unset")]
    pub flannel: Flannel,
    /// Units: contents are placed first, then commands run in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit>,
}

/// The block `coreos.update`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Update {
    /// Which releases are taken; those of the image's own group when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<UpdateGroup>,
    /// When the machine restarts for an update.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reboot_strategy: Option<RebootStrategy>,
}

/// A line of releases of the operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UpdateGroup {
    /// Proved in the others.
    Stable,
    /// On its way to stable.
    Beta,
    /// The newest.
    Alpha,
}

/// When a machine restarts for an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RebootStrategy {
    /// One machine at a time, by a lock in etcd.
    EtcdLock,
    /// At once.
    Reboot,
    /// Never by itself.
    Off,
}

/// One entry of `coreos.units`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Unit {
    /// File name with its extension.
    pub name: String,
    /// Links the unit to what its `[Install]` names.
    #[serde(skip_serializing_if = "is_false")]
    pub enable: bool,
    /// Keeps the unit from ever starting.
    #[serde(skip_serializing_if = "is_false")]
    pub mask: bool,
    /// Places the unit under `/run`, so that it is gone after a restart.
    #[serde(skip_serializing_if = "is_false")]
    pub runtime: bool,
    /// What to do with it once all units are placed. Blocks until the job ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<UnitCommand>,
    /// The unit file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// Files of the folder `<name>.d`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drop_ins: Vec<DropIn>,
}

/// A job for systemd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitCommand {
    /// `start`
    Start,
    /// `stop`
    Stop,
    /// `restart`
    Restart,
    /// `reload`
    Reload,
    /// `try-restart`
    TryRestart,
    /// `reload-or-restart`
    ReloadOrRestart,
    /// `reload-or-try-restart`
    ReloadOrTryRestart,
}

/// One drop-in of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct DropIn {
    /// File name, ending in `.conf`.
    pub name: String,
    /// The drop-in.
    pub content: String,
}

/// One entry of `write_files`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WriteFile {
    /// Absolute path, not under `/usr`.
    pub path: String,
    /// Permission bits.
    pub permissions: Permissions,
    /// `user` or `user:group`; root when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The file's text.
    pub content: String,
}

/// Permission bits of a file, written in octal with a leading zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permissions(u32);

impl CloudConfig {
    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        is_unset(self)
    }
}

impl Permissions {
    /// From a mode such as `0o644`. Only the nine permission bits count: coreos-cloudinit loses
    /// set-user-ID, set-group-ID and sticky.
    pub fn new(mode: u32) -> Self {
        Self(mode & 0o777)
    }
}

impl Default for Permissions {
    fn default() -> Self {
        Self(0o644)
    }
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04o}", self.0)
    }
}

impl Serialize for Permissions {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for CloudConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = yaml::Style {
            quoted_keys: &["permissions", "reboot_strategy", "proxy"],
            indent_lists: true,
            ..yaml::Style::default()
        };
        f.write_str("#cloud-config\n")?;
        if self.is_empty() {
            return Ok(());
        }
        f.write_str(&substitution::escape(&yaml::write(self, style)))
    }
}

fn is_unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests;
