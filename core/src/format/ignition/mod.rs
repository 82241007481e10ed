//! First-boot configuration of Flatcar Container Linux and Fedora CoreOS: one value, two files.
//!
//! [`Config::butane`] is for people: Butane's YAML. [`Config::ignition`] is for the machine: what
//! Butane makes of that YAML, Ignition's JSON 3.4.0.
//!
//! Sources: `config/v3_4/types` of coreos/ignition 2.26, `base/v0_5` and `config/{flatcar/v1_1,fcos/v1_5}`
//! of coreos/butane 0.29.

pub mod budget;
pub mod check;
mod data_url;
mod hash;
mod mode;
mod node;
mod passwd;
mod path;
mod read;
mod resource;
mod schema;
mod tree;
mod unit;
mod write;

pub use data_url::DataUrls;
pub use hash::{Hash, NotAHash};
pub use mode::{Mode, NotAMode};
pub use node::{Directory, File, Link, Owner};
pub use passwd::{Group, User};
pub use path::{NodePath, NotANodePath};
pub use resource::{Contents, NotAUrl, Resource, Url};
pub use unit::{DropIn, DropInName, NotADropInName, Unit};

/// Ignition's specification that both variants are translated to.
pub const VERSION: &str = "3.4.0";

/// A whole config, in the order in which it is written.
///
/// Names and paths are to be unique: [`check`] says where they are not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Config {
    /// Whose Butane it is. Ignition's file does not say.
    pub variant: Variant,
    /// Configs that are fetched and added to this one, which the later wins over.
    pub merge: Vec<Resource>,
    /// What the kernel is started with.
    pub kernel_arguments: KernelArguments,
    /// Groups that are made or changed.
    pub groups: Vec<Group>,
    /// Users that are made or changed.
    pub users: Vec<User>,
    /// Folders. Those on the way to a file are made without being named.
    pub directories: Vec<Directory>,
    /// Files.
    pub files: Vec<File>,
    /// Links.
    pub links: Vec<Link>,
    /// Units of systemd.
    pub units: Vec<Unit>,
}

/// A variant of Butane, at the version that is translated to [`VERSION`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    /// `flatcar` 1.1.0: Flatcar Container Linux.
    #[default]
    Flatcar,
    /// `fcos` 1.5.0: Fedora CoreOS.
    Fcos,
}

/// What the kernel's command line must and must not have.
///
/// On Flatcar this changes `/usr/share/oem/grub.cfg`, and only simple `set linux_append` lines in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KernelArguments {
    /// Added where missing.
    pub should_exist: Vec<String>,
    /// Removed where present.
    pub should_not_exist: Vec<String>,
}

impl Variant {
    /// As Butane's key `variant` says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flatcar => "flatcar",
            Self::Fcos => "fcos",
        }
    }

    /// As Butane's key `version` says it.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Flatcar => "1.1.0",
            Self::Fcos => "1.5.0",
        }
    }
}

#[cfg(test)]
mod tests;
