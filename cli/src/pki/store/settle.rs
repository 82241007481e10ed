//! Waiting until what was written lasts, also when the power fails.
//!
//! A few files are waited for one by one. With thousands that takes seconds to minutes, as each wait
//! is one for the disk; so there is one wait for the whole file system instead, where it is known to
//! keep the promise: Linux's own for disks, with their volumes and encryption below them. Those that
//! a program serves (FUSE) and most others may take `syncfs` and do nothing.

use std::collections::BTreeSet;
use std::io;

use rustix::fs::{Mode, OFlags};

#[cfg(test)]
use super::fault;
use super::root::Root;
use crate::failure::Failure;

/// How to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// For each file and each directory.
    Each,
    /// For the file system.
    Together,
}

/// The way for a change of so many files.
pub(super) fn way(root: &Root, files: usize) -> Way {
    /// Fewer take no time worth mentioning, and need not wait for what others write.
    const MANY: usize = if cfg!(test) { 5 } else { 32 };
    if files >= MANY && whole::lasts(root) { Way::Together } else { Way::Each }
}

/// Waits for the entries of these directories and, if all are waited for together, for files.
pub(super) fn directories(
    root: &Root,
    way: Way,
    directories: &BTreeSet<&str>,
) -> Result<(), Failure> {
    match way {
        Way::Together => {
            #[cfg(test)]
            fault::step("sync", "everything")?;
            whole::wait(root).map_err(|error| failed(root, "", &error))
        }
        Way::Each => directories.iter().try_for_each(|directory| one(root, directory)),
    }
}

/// Waits for the entries of the topmost directory.
pub(super) fn top(root: &Root) -> Result<(), Failure> {
    one(root, "")
}

fn one(root: &Root, directory: &str) -> Result<(), Failure> {
    #[cfg(test)]
    fault::step("sync", directory)?;
    let path = if directory.is_empty() { "." } else { directory };
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::RDONLY | OFlags::CLOEXEC;
    rustix::fs::openat(root.at(), path, flags, Mode::empty())
        .and_then(rustix::fs::fsync)
        .map_err(|error| failed(root, directory, &error.into()))
}

fn failed(root: &Root, path: &str, error: &io::Error) -> Failure {
    Failure::io(format_args!("{} cannot be written", root.shown(path)), error)
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod whole {
    use std::io;

    use rustix::fs::FsWord;

    use super::Root;

    /// ext2 to ext4, XFS, Btrfs, F2FS: statfs(2).
    const LASTING: [FsWord; 4] = [0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010];

    pub(super) fn lasts(root: &Root) -> bool {
        rustix::fs::fstatfs(root.at()).is_ok_and(|fs| LASTING.contains(&fs.f_type))
    }

    pub(super) fn wait(root: &Root) -> io::Result<()> {
        Ok(rustix::fs::syncfs(root.at())?)
    }
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
mod whole {
    use std::io;

    use super::Root;

    pub(super) fn lasts(_: &Root) -> bool {
        false
    }

    pub(super) fn wait(_: &Root) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
