//! Where rendered files go. Nothing is ever half there: it is made beside and moved into place.
//!
//! What is made lies in the target's own directory, as `.kubecore-` and six random characters. A run
//! that is killed can leave it behind. It is in nobody's way: no later run looks at it, and it can be
//! removed.

pub(crate) mod directory;
mod former;
mod place;
mod swap;
mod threads;
pub(crate) mod zip;

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use kubecore::bundle::{Artifact, Lock};

pub(crate) use self::threads::Bundles;
use crate::failure::Failure;

/// How the names of things in the making begin.
const PREFIX: &str = ".kubecore-";

/// Who may read what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Everybody: there is no key in it.
    Everybody,
    /// Whoever writes it.
    Owner,
}

impl Readers {
    /// The mode of a directory or file, of which the others' part is taken where they may not read.
    fn of(self, mode: u32) -> u32 {
        match self {
            Self::Everybody => mode,
            Self::Owner => mode & 0o700,
        }
    }
}

/// What is written beside the bundles.
#[derive(Debug)]
pub(crate) struct Beside {
    /// What the lock file begins with.
    pub(crate) lock: Lock,
    /// The copy of the spec; none where one machine alone is rendered.
    pub(crate) spec: Option<Artifact>,
}

/// What was written.
#[derive(Debug)]
pub(crate) struct Written {
    /// Where, for people.
    pub(crate) place: String,
    /// How many files, the lock file among them.
    pub(crate) files: usize,
}

/// Writes a file that must not exist yet, all or nothing.
pub(crate) fn new_file(target: &Path, text: &str) -> Result<(), Failure> {
    let shown = target.display();
    if target.symlink_metadata().is_ok() {
        return Err(Failure::Other(format!(
            "{shown} exists, and is left as it is: choose another name, or remove it first"
        )));
    }
    let failed = |error| Failure::io(format_args!("{shown} cannot be written"), &error);
    let mut beside = tempfile::Builder::new()
        .prefix(PREFIX)
        // As for any new file, the umask decides.
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(parent(target)?)
        .map_err(failed)?;
    beside.write_all(text.as_bytes()).map_err(failed)?;
    beside.persist_noclobber(target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// The directory that `target` lies in.
pub(crate) fn parent(target: &Path) -> Result<PathBuf, Failure> {
    let parent = match target.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(Failure::Other(format!("{} cannot be written", target.display()))),
    };
    let shown = parent.display();
    match fs::metadata(parent) {
        Ok(metadata) if metadata.is_dir() => Ok(parent.to_owned()),
        Ok(_) => Err(Failure::Other(format!("{shown} is a file: choose another place"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Failure::Other(format!(
            "{shown} does not exist: make it with `mkdir -p {shown}`, or choose another place"
        ))),
        Err(error) => Err(Failure::io(shown, &error)),
    }
}

#[cfg(test)]
mod tests {
    use kubecore::bundle::spec;

    use super::*;

    /// What is beside bundles that nobody looks at.
    pub(super) fn beside() -> Beside {
        Beside { lock: Lock::new(&spec("")), spec: None }
    }

    #[test]
    fn a_new_file_never_replaces_another() {
        let scratch = tempfile::tempdir().unwrap();
        let target = scratch.path().join("c.yaml");
        new_file(&target, "first").unwrap();
        assert!(new_file(&target, "second").is_err());
        assert_eq!(fs::read_to_string(&target).unwrap(), "first");
        assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_parent_is_named_with_the_remedy() {
        let Err(Failure::Other(text)) = parent(Path::new("/no/such/out")) else {
            panic!("there is no such directory");
        };
        assert!(text.contains("mkdir -p /no/such"), "{text}");
    }
}
