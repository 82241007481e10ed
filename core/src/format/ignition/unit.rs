//! Units and their drop-ins.

use std::fmt;

use crate::format::systemd::UnitName;

/// One unit. Ignition writes it to `/etc/systemd/system`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The file name.
    pub name: UnitName,
    /// Whether it starts at boot, by what its `[Install]` names; as the system has it when `None`.
    pub enabled: Option<bool>,
    /// Whether it can never start.
    pub mask: bool,
    /// The unit file; not written when empty.
    pub contents: String,
    /// Files of the folder `<name>.d`.
    pub dropins: Vec<DropIn>,
}

/// One drop-in of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropIn {
    /// The file name.
    pub name: DropInName,
    /// The file; not written when empty.
    pub contents: String,
}

/// A file name that systemd takes for a drop-in: `10-a.conf`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DropInName(String);

/// A text that is no [`DropInName`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADropInName;

impl Unit {
    /// A unit with contents that starts at boot.
    pub fn enabled(name: UnitName, contents: impl Into<String>) -> Self {
        Self { enabled: Some(true), contents: contents.into(), ..Self::named(name) }
    }

    /// A unit that is there already, unchanged.
    pub fn named(name: UnitName) -> Self {
        Self { name, enabled: None, mask: false, contents: String::new(), dropins: Vec::new() }
    }
}

impl DropInName {
    /// Takes a file name: without `/` and control characters, ending in `.conf`.
    pub fn new(name: impl Into<String>) -> Result<Self, NotADropInName> {
        let name = name.into();
        let is_name = name.strip_suffix(".conf").is_some_and(|stem| !stem.is_empty())
            && name.len() <= 255
            && name.chars().all(|c| c != '/' && !c.is_control());
        if is_name { Ok(Self(name)) } else { Err(NotADropInName) }
    }

    /// The file name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DropInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotADropInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a drop-in is a file name without `/` that ends in `.conf`")
    }
}

impl std::error::Error for NotADropInName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drop_ins_end_in_conf() {
        for good in ["a.conf", "10-a.b.conf"] {
            assert_eq!(DropInName::new(good).unwrap().as_str(), good);
        }
        for bad in ["", ".conf", "a", "a.CONF", "a.conf.", "a/b.conf", "../a.conf", "a\n.conf"] {
            assert!(DropInName::new(bad).is_err(), "{bad:?}");
        }
    }
}
