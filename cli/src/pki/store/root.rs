//! The directory itself: open, and locked.

use std::fs;
use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{Dev, FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use crate::failure::Failure;
use crate::output::parent;

/// A directory. What is below it is reached from its descriptor, which stays with it, and holds the
/// lock, until this is dropped.
#[derive(Debug)]
pub(super) struct Root {
    directory: OwnedFd,
    device: Dev,
    path: PathBuf,
}

impl Root {
    /// Opens and locks what is there; `None` where nothing is. A link to a directory is followed.
    pub(super) fn open(path: &Path, lock: FlockOperation) -> Result<Option<Self>, Failure> {
        let shown = path.display();
        let failed = |error: Errno| Failure::io(&shown, &error.into());
        let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC;
        let directory = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(directory) => directory,
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let stat = rustix::fs::fstat(&directory).map_err(failed)?;
        if is_foreign(stat.st_uid, rustix::process::geteuid().as_raw()) {
            return Err(Failure::Other(format!(
                "{shown} belongs to another user: run this as that user, or choose another directory"
            )));
        }
        match rustix::fs::flock(&directory, lock) {
            Ok(()) => Ok(Some(Self { directory, device: stat.st_dev, path: path.to_owned() })),
            Err(Errno::WOULDBLOCK) => Err(Failure::Other(format!(
                "another run works in {shown}: try again when it is done"
            ))),
            // What network file systems say.
            Err(Errno::BADF | Errno::NOLCK | Errno::NOTSUP | Errno::NOSYS) => Err(Failure::Other(
                format!("{shown} cannot be locked: choose a directory on a local file system"),
            )),
            Err(error) => Err(failed(error)),
        }
    }

    /// Makes the directory, and opens and locks it.
    pub(super) fn make(path: &Path, lock: FlockOperation) -> Result<Self, Failure> {
        let shown = path.display();
        parent(path)?;
        match rustix::fs::mkdir(path, PRIVATE) {
            // Another run was faster, and either has the lock or had it.
            Ok(()) | Err(Errno::EXIST) => {}
            Err(error) => {
                return Err(Failure::io(format_args!("{shown} cannot be made"), &error.into()));
            }
        }
        Self::open(path, lock)?.ok_or_else(|| {
            Failure::Other(format!(
                "{shown} is a link to nowhere: remove it, or choose another directory"
            ))
        })
    }

    /// Takes an empty directory into use: whoever made it, it is ours alone, and stays where it is.
    pub(super) fn adopt(&self) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::io(self.path.display(), &error);
        rustix::fs::fchmod(&self.directory, PRIVATE).map_err(|error| failed(error.into()))?;
        // Who may not read the directory above has not made this one just now.
        if let Ok(above) = fs::File::open(self.path.join("..")) {
            above.sync_all().map_err(failed)?;
        }
        Ok(())
    }

    /// Refuses a directory that others can look into.
    pub(super) fn refuse_onlookers(&self) -> Result<(), Failure> {
        let shown = self.path.display();
        let stat = rustix::fs::fstat(&self.directory)
            .map_err(|error| Failure::io(&shown, &error.into()))?;
        if is_open_to_others(Mode::from_raw_mode(stat.st_mode)) {
            return Err(Failure::Other(format!(
                "{shown} holds keys, and others can look into it: `chmod 700 {shown}`"
            )));
        }
        Ok(())
    }

    /// What paths below start from.
    pub(super) fn at(&self) -> BorrowedFd<'_> {
        self.directory.as_fd()
    }

    /// The file system it is on.
    pub(super) fn device(&self) -> Dev {
        self.device
    }

    /// The directory, or a file in it, for people.
    pub(super) fn shown(&self, below: &str) -> String {
        let directory = self.path.display();
        // Users may have named these files: a line break must not end our line.
        match below.escape_debug().to_string() {
            below if below.is_empty() => directory.to_string(),
            below => Path::new(&directory.to_string()).join(below).display().to_string(),
        }
    }
}

/// The mode of directories.
pub(super) const PRIVATE: Mode = Mode::RWXU;

/// Whether group or others have any part in it.
pub(super) fn is_open_to_others(mode: Mode) -> bool {
    mode.intersects(Mode::RWXG.union(Mode::RWXO))
}

/// Whether a directory of `owner` is none of ours. Everything is root's.
fn is_foreign(owner: u32, ours: u32) -> bool {
    ours != 0 && owner != ours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_of_another_user_is_foreign_but_not_to_root() {
        assert!(is_foreign(1000, 1001) && is_foreign(0, 1000));
        assert!(!is_foreign(1000, 1000) && !is_foreign(1000, 0));
    }

    #[test]
    fn a_link_is_followed_where_it_leads_somewhere() {
        let scratch = tempfile::tempdir().unwrap();
        let link = scratch.path().join("link");
        std::os::unix::fs::symlink(scratch.path().join("real"), &link).unwrap();
        let lock = FlockOperation::NonBlockingLockExclusive;
        let Err(Failure::Other(text)) = Root::make(&link, lock) else {
            panic!("it leads to nowhere");
        };
        assert!(text.contains("is a link to nowhere"), "{text}");
        fs::create_dir(scratch.path().join("real")).unwrap();
        assert!(Root::open(&link, lock).unwrap().is_some());
    }

    #[test]
    fn what_is_shown_stays_on_its_line() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path();
        let root = Root::open(path, FlockOperation::NonBlockingLockShared).unwrap().unwrap();
        assert_eq!(root.shown(""), path.display().to_string());
        assert_eq!(root.shown("a\nb"), format!(r"{}/a\nb", path.display()));
    }
}
