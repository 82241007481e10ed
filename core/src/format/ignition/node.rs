//! Files, folders and links.

use super::mode::Mode;
use super::path::NodePath;
use super::resource::Contents;

/// Whom a file, folder or link belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// By number.
    Id(u32),
    /// By name, which the machine or the config must know.
    Name(String),
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it lies.
    pub path: NodePath,
    /// Permission bits: [`Mode::FILE`] when `None`, or those of the file that is there.
    pub mode: Option<Mode>,
    /// Whether a file that is there already is replaced. Only together with `contents`: without
    /// them, it is not written.
    pub overwrite: bool,
    /// The user; root when `None`.
    pub user: Option<Owner>,
    /// The group; root when `None`.
    pub group: Option<Owner>,
    /// What is in it. When `None`, a file that is there stays, and a missing one is made empty.
    pub contents: Option<Contents>,
    /// What is added behind that, in order.
    pub append: Vec<Contents>,
}

/// One folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    /// Where it lies.
    pub path: NodePath,
    /// Permission bits; 0755 when `None`.
    pub mode: Option<Mode>,
    /// Whether what is there is removed first, with all that it holds.
    pub overwrite: bool,
    /// The user; root when `None`.
    pub user: Option<Owner>,
    /// The group; root when `None`.
    pub group: Option<Owner>,
}

/// One link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it lies.
    pub path: NodePath,
    /// What it leads to; need not be there, may be relative, is not empty.
    pub target: String,
    /// Whether it is a hard link, which has no owner of its own.
    pub hard: bool,
    /// Whether what is there is removed first.
    pub overwrite: bool,
    /// The user; root when `None`.
    pub user: Option<Owner>,
    /// The group; root when `None`.
    pub group: Option<Owner>,
}

impl File {
    /// A file of root's with these contents, which replaces one that is there.
    pub fn new(path: NodePath, mode: Mode, contents: Contents) -> Self {
        Self {
            path,
            mode: Some(mode),
            overwrite: true,
            user: None,
            group: None,
            contents: Some(contents),
            append: Vec::new(),
        }
    }
}

impl Directory {
    /// A folder of root's.
    pub fn new(path: NodePath, mode: Mode) -> Self {
        Self { path, mode: Some(mode), overwrite: false, user: None, group: None }
    }
}

impl Link {
    /// A symbolic link of root's, which replaces what is there.
    pub fn new(path: NodePath, target: impl Into<String>) -> Self {
        Self { path, target: target.into(), hard: false, overwrite: true, user: None, group: None }
    }
}
