//! What rules look at: a bundle, whose it is, and its files, each read once.

use std::sync::Arc;

use serde_yaml::Value;

use super::commands::Command;
use crate::bundle::{Artifact, Bundle};
use crate::format::env_file::EnvFile;
use crate::format::systemd::UnitFile;
use crate::plan::{Node, Plan};

/// A bundle, and what it was made from.
pub(super) struct Subject<'a> {
    pub(super) plan: &'a Plan,
    /// The machine whose bundle it is; `None` for the cluster's.
    pub(super) node: Option<&'a Node>,
    pub(super) bundle: &'a Bundle,
    /// Those that read as what they claim to be.
    pub(super) files: Vec<File<'a>>,
    /// What units and pods run.
    pub(super) commands: Vec<Command<'a>>,
}

/// A file and what it says.
pub(super) struct File<'a> {
    pub(super) artifact: &'a Artifact,
    pub(super) text: &'a str,
    pub(super) content: Arc<Content>,
}

/// A file's content, as its readers see it.
#[derive(Debug)]
pub(super) enum Content {
    /// Units, and what has their form.
    Unit(UnitFile),
    /// Documents of YAML, or one of JSON.
    Tree(Vec<Value>),
    /// Variables.
    Env(EnvFile),
    /// User-data, before its variables are replaced.
    CloudConfig(Value),
    /// What no rule takes apart.
    Other,
}

impl<'a> Subject<'a> {
    /// The path on its machine, of a file that is placed there.
    pub(super) fn installed(&self, path: &str) -> bool {
        self.bundle.get(&["rootfs", path].concat()).is_some()
    }

    /// The variables of the file at `path`, if there is one that reads.
    pub(super) fn variables(&self, path: &str) -> Option<&EnvFile> {
        self.files.iter().find_map(|file| match &*file.content {
            Content::Env(variables) if file.artifact.path == path => Some(variables),
            _ => None,
        })
    }

    /// Every unit with its file.
    pub(super) fn units(&self) -> impl Iterator<Item = (&File<'a>, &UnitFile)> {
        self.files.iter().filter_map(|file| match &*file.content {
            Content::Unit(unit) => Some((file, unit)),
            Content::Tree(_) | Content::Env(_) | Content::CloudConfig(_) | Content::Other => None,
        })
    }

    /// Every document with its file.
    pub(super) fn documents(&self) -> impl Iterator<Item = (&File<'a>, &Value)> {
        self.files.iter().flat_map(|file| {
            let documents = match &*file.content {
                Content::Tree(documents) => documents.as_slice(),
                Content::Unit(_) | Content::Env(_) | Content::CloudConfig(_) | Content::Other => {
                    &[]
                }
            };
            documents.iter().map(move |document| (file, document))
        })
    }
}
