//! Where rendered files go. Nothing is ever half there: it is made beside and moved into place.

pub(crate) mod directory;
mod former;
pub(crate) mod zip;

use std::path::{Path, PathBuf};

use kubecore::bundle::Bundle;

use crate::failure::Failure;

/// What was written.
#[derive(Debug)]
pub(crate) struct Written {
    /// Where, for people.
    pub(crate) place: String,
    /// How many files, the lock file among them.
    pub(crate) files: usize,
}

/// Hands bundles to a sink, one after the other.
pub(crate) trait Producer:
    FnOnce(&mut dyn FnMut(&Bundle) -> Result<(), Failure>) -> Result<(), Failure>
{
}

impl<T> Producer for T where
    T: FnOnce(&mut dyn FnMut(&Bundle) -> Result<(), Failure>) -> Result<(), Failure>
{
}

/// The directory that `target` lies in.
fn parent(target: &Path) -> Result<PathBuf, Failure> {
    let parent = match target.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(Failure::Other(format!("{} cannot be written to", target.display()))),
    };
    if parent.is_dir() {
        Ok(parent.to_owned())
    } else {
        Err(Failure::Other(format!(
            "{} is not a directory: make it first, or choose another place",
            parent.display()
        )))
    }
}
