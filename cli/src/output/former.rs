//! Is this directory a former render, whole and unchanged? Only then may it be replaced.
//!
//! A file that was edited is the user's work, so it counts like one that was added. A file that was
//! removed is nothing that could be lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use kubecore::bundle::{Lock, sha256};

use crate::rendered::LONGEST_LOCK;

/// What stands in the way of replacing a directory.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Former {
    /// Nothing: every file is as we wrote it.
    Untouched,
    /// There is no lock file of ours.
    NotOurs,
    /// These are not ours, or not as we wrote them; directories end in `/`.
    Touched(Vec<String>),
}

/// Looks at everything below `directory`.
pub(super) fn inspect(directory: &Path) -> io::Result<Former> {
    let Some(ours) = Ours::read(directory)? else { return Ok(Former::NotOurs) };
    let mut touched = Vec::new();
    ours.compare(directory, "", &mut touched)?;
    touched.sort();
    Ok(if touched.is_empty() { Former::Untouched } else { Former::Touched(touched) })
}

/// What a render wrote, as its lock file says.
#[derive(Debug, Default)]
struct Ours {
    /// Hash by path.
    files: BTreeMap<String, String>,
    /// Every directory that one of them lies in.
    directories: BTreeSet<String>,
}

impl Ours {
    fn read(directory: &Path) -> io::Result<Option<Self>> {
        let Some(lock) = text(&directory.join(Lock::PATH))? else { return Ok(None) };
        let Some(locked) = Lock::read(&lock) else { return Ok(None) };
        let mut ours = Self::default();
        ours.add(Lock::PATH.into(), sha256(lock.as_bytes()));
        for file in locked.files {
            ours.add(file.path.into(), file.sha256.into());
        }
        Ok(Some(ours))
    }

    fn add(&mut self, path: String, hash: String) {
        for (slash, _) in path.match_indices('/') {
            if let Some(directory) = path.get(..slash) {
                self.directories.insert(directory.into());
            }
        }
        self.files.insert(path, hash);
    }

    fn compare(&self, directory: &Path, prefix: &str, touched: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let is_directory = entry.file_type()?.is_dir();
            if is_directory && self.directories.contains(&name) {
                self.compare(&entry.path(), &format!("{name}/"), touched)?;
            } else if is_directory {
                touched.push(format!("{name}/"));
            } else if !self.holds(&name, &entry.path())? {
                touched.push(name);
            }
        }
        Ok(())
    }

    fn holds(&self, name: &str, path: &Path) -> io::Result<bool> {
        let Some(wanted) = self.files.get(name) else { return Ok(false) };
        Ok(plain(path)?.is_some_and(|bytes| sha256(&bytes) == *wanted))
    }
}

/// The bytes of a plain file; `None` for what is not there, not plain, or longer than any of ours: that need
/// not be read to know that it is not ours.
/// A pipe would keep us waiting, and a link leads outside.
fn plain(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() && metadata.len() <= LONGEST_LOCK => {}
        Ok(_) => return Ok(None),
        Err(error) if absent(&error) => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST_LOCK).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn text(path: &Path) -> io::Result<Option<String>> {
    Ok(plain(path)?.and_then(|bytes| String::from_utf8(bytes).ok()))
}

fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A render of one bundle with one file.
    fn render(at: &Path) {
        let write = |path: &str, text: &str| {
            fs::create_dir_all(at.join(path).parent().unwrap()).unwrap();
            fs::write(at.join(path), text).unwrap();
        };
        write("nodes/a/etc/unit", "unit");
        let hash = sha256(b"unit");
        let head = format!("{}\ninput {hash}\n\n", Lock::HEADER);
        write(Lock::PATH, &format!("{head}{hash}  0644  nodes/a/etc/unit\n"));
    }

    fn after(change: impl FnOnce(&Path)) -> Former {
        let scratch = tempfile::tempdir().unwrap();
        render(scratch.path());
        change(scratch.path());
        inspect(scratch.path()).unwrap()
    }

    fn touched(name: &str) -> Former {
        Former::Touched(vec![name.into()])
    }

    #[test]
    fn as_written_or_with_less_it_may_go() {
        assert_eq!(after(|_| ()), Former::Untouched);
        let less = after(|at| fs::remove_file(at.join("nodes/a/etc/unit")).unwrap());
        assert_eq!(less, Former::Untouched);
    }

    #[test]
    fn what_was_edited_or_added_is_named() {
        let edit = |path: &'static str| move |at: &Path| fs::write(at.join(path), "mine").unwrap();
        assert_eq!(after(edit("nodes/a/etc/unit")), touched("nodes/a/etc/unit"));
        assert_eq!(after(edit("nodes/a/etc/other")), touched("nodes/a/etc/other"));
        assert_eq!(after(edit("notes")), touched("notes"));
    }

    #[test]
    fn an_empty_directory_is_somebodys_too() {
        let made = after(|at| fs::create_dir_all(at.join("nodes/b/c")).unwrap());
        assert_eq!(made, touched("nodes/b/"));
    }

    #[test]
    fn a_link_is_never_ours_whatever_it_leads_to() {
        let linked = after(|at| {
            fs::rename(at.join("nodes/a/etc/unit"), at.join("nodes/a/etc/real")).unwrap();
            std::os::unix::fs::symlink("real", at.join("nodes/a/etc/unit")).unwrap();
        });
        let both = ["nodes/a/etc/real", "nodes/a/etc/unit"].map(str::to_owned);
        assert_eq!(linked, Former::Touched(both.into()));
    }

    #[test]
    fn without_a_lock_of_ours_it_is_not_a_render() {
        let replaced =
            |text: &'static str| move |at: &Path| fs::write(at.join(Lock::PATH), text).unwrap();
        assert_eq!(after(|at| fs::remove_file(at.join(Lock::PATH)).unwrap()), Former::NotOurs);
        assert_eq!(after(replaced("")), Former::NotOurs);
        assert_eq!(after(replaced("something else\n")), Former::NotOurs);
        assert_eq!(
            after(replaced("kubecore 0.1.0\ninput 00\n\n00  0644  ../../etc\n")),
            Former::NotOurs
        );
        let pipe_like = after(|at| {
            fs::remove_file(at.join(Lock::PATH)).unwrap();
            fs::create_dir(at.join(Lock::PATH)).unwrap();
        });
        assert_eq!(pipe_like, Former::NotOurs);
    }
}
