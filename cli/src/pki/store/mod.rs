//! Where a cluster's keys and certificates lie: a directory of small files, changed all or nothing.
//!
//! The directory may be a mount point, such as an encrypted volume, so it is not exchanged as a
//! render is but changed in place, by a journal. Each new file is written beside its target, as
//! `.kubecore-new-NAME`. Then one record, `.kubecore-commit`, names them all: from the moment that it
//! is there, the change is made. Then each is renamed over its target, and the record goes.
//!
//! - Killed before there is a record: what is there are temporary files, which nobody looks at, and
//!   the next run that changes anything removes them.
//! - Killed after: the next run that changes anything goes on from there. One that only reads takes
//!   each file from where it is now, and leaves everything as it is.
//!
//! What it has to do with certificates is the commands' business, the content of the marker too.

mod change;
mod disk;
#[cfg(test)]
mod fault;
mod journal;
mod name;
mod read;
mod record;
mod root;
#[cfg(test)]
mod scene;
mod settle;

use std::path::Path;

use rustix::fs::FlockOperation;
use zeroize::Zeroizing;

use self::read::Tree;
use self::root::Root;
use crate::failure::Failure;

pub(crate) use self::change::Change;

/// By their path below the directory; those that users put there, too.
pub(crate) use kubecore::pki::Files;

/// The file that makes a directory one of ours. The first change has to bring it.
pub(crate) use kubecore::pki::MARKER;

/// A directory that is open for changing, and locked against other runs.
pub(crate) struct Store {
    root: Root,
    files: Files,
}

impl Store {
    /// Reads an existing directory and leaves it as it is. It is locked meanwhile against runs that
    /// change it.
    pub(crate) fn read(dir: &Path) -> Result<Files, Failure> {
        let shown = dir.display();
        let Some(root) = Root::open(dir, FlockOperation::NonBlockingLockShared)? else {
            return Err(Failure::Other(format!(
                "{shown} does not exist: check the name, or make it with `kubecore-cli pki init`"
            )));
        };
        let files = read::read(&root)?.files;
        if files.is_empty() {
            return Err(Failure::Other(format!(
                "{shown} holds no keys yet: make them with `kubecore-cli pki init`"
            )));
        }
        Ok(files)
    }

    /// Opens a directory, and finishes or forgets what a run that was killed has begun. Where nothing
    /// is, it is made; an empty one is taken, and closed to others.
    pub(crate) fn change(dir: &Path) -> Result<Self, Failure> {
        let lock = FlockOperation::NonBlockingLockExclusive;
        let root = match Root::open(dir, lock)? {
            Some(root) => root,
            None => Root::make(dir, lock)?,
        };
        // Everything is known to be right before anything is changed.
        let Tree { files, record, stray } = read::read(&root)?;
        if files.is_empty() {
            root.adopt()?;
        }
        if let Some(record) = record {
            journal::finish(&root, &record)?;
        }
        journal::forget(&root, &stray)?;
        Ok(Self { root, files })
    }

    /// What the directory holds; nothing if it is new.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Writes all of these files, or none: also when the run is killed at any point. The store comes
    /// back as it is now; one that failed is gone, as only opening it anew can tell where it stands.
    pub(crate) fn commit(mut self, mut changes: Vec<Change>) -> Result<Self, Failure> {
        change::check(&self.files, &changes)?;
        if self.files.is_empty() {
            changes.push(Change {
                path: name::IGNORE.into(),
                mode: 0o644,
                bytes: Zeroizing::new(name::IGNORE_ALL.into()),
            });
        }
        if !changes.is_empty() {
            journal::commit(&self.root, &changes)?;
        }
        self.files.extend(changes.into_iter().map(|change| (change.path, change.bytes)));
        self.files.remove(name::IGNORE);
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::scene::{change, mode, refused, scratch, snapshot, store};
    use super::*;

    #[test]
    fn what_is_committed_is_read_back() {
        let (_scratch, dir) = scratch();
        let opened = Store::change(&dir).unwrap();
        assert!(opened.files().is_empty());
        let changes = vec![
            change(MARKER, 0o644, "1"),
            change("ca.pem", 0o644, "certificate"),
            change("nodes/a/a-key.pem", 0o600, "key"),
        ];
        let opened = opened.commit(changes).unwrap();
        let files = opened.files().clone();
        drop(opened);
        assert_eq!(files.keys().collect::<Vec<_>>(), ["ca.pem", MARKER, "nodes/a/a-key.pem"]);
        assert_eq!(Store::read(&dir).unwrap(), files);
        assert_eq!(Store::change(&dir).unwrap().files(), &files);
        assert_eq!(fs::read_to_string(dir.join(".gitignore")).unwrap(), "*\n");
        for (path, wanted) in [
            ("", 0o700),
            (".gitignore", 0o644),
            (MARKER, 0o644),
            ("ca.pem", 0o644),
            ("nodes", 0o700),
            ("nodes/a", 0o700),
            ("nodes/a/a-key.pem", 0o600),
        ] {
            assert_eq!(mode(&dir.join(path)), wanted, "{path}");
        }
        assert_eq!(snapshot(&dir).len(), 6, "nothing else is left");
    }

    #[test]
    fn files_of_users_are_read_and_kept() {
        let (_scratch, dir) = store();
        fs::write(dir.join("README"), "mine").unwrap();
        fs::create_dir(dir.join("notes")).unwrap();
        fs::write(dir.join("notes/a.txt"), "mine, too").unwrap();
        fs::remove_file(dir.join(".gitignore")).unwrap();
        let before = snapshot(&dir);
        let opened = Store::change(&dir).unwrap();
        assert_eq!(opened.files()["notes/a.txt"].as_slice(), b"mine, too");
        drop(opened.commit(vec![change("new.pem", 0o644, "new")]).unwrap());
        let mut after = snapshot(&dir);
        after.remove("new.pem").unwrap();
        assert_eq!(before, after);
    }

    #[test]
    fn an_empty_directory_is_taken_and_closed_to_others() {
        let (_scratch, dir) = scratch();
        scene::directory(&dir, 0o755);
        let text = refused(Store::read(&dir));
        assert!(text.contains("holds no keys yet: make them with"), "{text}");
        assert_eq!(mode(&dir), 0o755);
        assert!(Store::change(&dir).unwrap().files().is_empty());
        assert_eq!(mode(&dir), 0o700);
    }

    #[test]
    fn what_is_not_there_is_not_made_by_reading() {
        let (_scratch, dir) = scratch();
        let text = refused(Store::read(&dir));
        assert!(text.contains("make it with `kubecore-cli pki init`"), "{text}");
        assert!(!dir.exists());
        let text = refused(Store::change(&dir.join("below")));
        assert!(text.contains("mkdir -p"), "{text}");
    }

    #[test]
    fn all_files_removed_but_the_hidden_one_is_as_good_as_empty() {
        let (_scratch, dir) = store();
        fs::remove_dir_all(dir.join("nodes")).unwrap();
        fs::remove_file(dir.join("ca.pem")).unwrap();
        fs::remove_file(dir.join(MARKER)).unwrap();
        let opened = Store::change(&dir).unwrap();
        drop(opened.commit(vec![change(MARKER, 0o644, "2")]).unwrap());
        assert_eq!(Store::read(&dir).unwrap()[MARKER].as_slice(), b"2");
    }

    #[test]
    fn one_run_at_a_time() {
        let (_scratch, dir) = store();
        let opened = Store::change(&dir).unwrap();
        for text in [refused(Store::change(&dir)), refused(Store::read(&dir))] {
            assert!(text.contains("another run works in"), "{text}");
            assert!(text.ends_with(": try again when it is done"), "{text}");
        }
        drop(opened);
        let reading = Root::open(&dir, FlockOperation::NonBlockingLockShared).unwrap();
        Store::read(&dir).unwrap();
        assert!(refused(Store::change(&dir)).contains("another run works in"));
        drop(reading);
        Store::change(&dir).unwrap();
    }
}
