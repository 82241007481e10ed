//! Moving what was made into place, in one step where the file system can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

/// Moves `made` to where nothing is.
pub(super) fn into_free(made: &Path, target: &Path) -> io::Result<()> {
    match renameat_with(CWD, made, CWD, target, RenameFlags::NOREPLACE) {
        Err(error) if unsupported(error) => fs::rename(made, target),
        done => Ok(done?),
    }
}

/// Moves `made` over an empty directory, which gives way to a rename by itself.
pub(super) fn into_empty(made: &Path, target: &Path) -> io::Result<()> {
    fs::rename(made, target)
}

/// A former render that was taken out of its place, and is still there.
#[derive(Debug)]
pub(super) struct Taken<'p> {
    /// Where it is now.
    pub(super) old: PathBuf,
    made: &'p Path,
    target: &'p Path,
}

/// Puts `made` where `target` is, and gives `target` back.
pub(super) fn exchange<'p>(made: &'p Path, target: &'p Path) -> io::Result<Taken<'p>> {
    match renameat_with(CWD, made, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(Taken { old: made.to_owned(), made, target }),
        Err(error) if unsupported(error) => in_steps(made, target),
        Err(error) => Err(error.into()),
    }
}

impl Taken<'_> {
    /// Undoes the exchange.
    pub(super) fn put_back(self) -> io::Result<()> {
        if self.old == self.made {
            return Ok(renameat_with(CWD, self.made, CWD, self.target, RenameFlags::EXCHANGE)?);
        }
        fs::rename(self.target, self.made)?;
        fs::rename(&self.old, self.target)
    }
}

/// For file systems that cannot exchange: the former render is kept until the new one is there.
fn in_steps<'p>(made: &'p Path, target: &'p Path) -> io::Result<Taken<'p>> {
    let old = made.with_extension("old");
    fs::rename(target, &old)?;
    match fs::rename(made, target) {
        Ok(()) => Ok(Taken { old, made, target }),
        Err(error) => {
            fs::rename(&old, target)?;
            Err(error)
        }
    }
}

fn unsupported(error: Errno) -> bool {
    matches!(error, Errno::INVAL | Errno::NOSYS | Errno::NOTSUP)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory with `made/new` and `target/old`.
    fn scene() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let scratch = tempfile::tempdir().unwrap();
        let (made, target) = (scratch.path().join("made"), scratch.path().join("target"));
        fs::create_dir_all(made.join("new")).unwrap();
        fs::create_dir_all(target.join("old")).unwrap();
        (scratch, made, target)
    }

    #[test]
    fn both_ways_of_exchanging_can_be_undone() {
        for way in [exchange, in_steps] {
            let (scratch, made, target) = scene();
            let taken = way(&made, &target).unwrap();
            assert!(target.join("new").is_dir() && taken.old.join("old").is_dir());
            taken.put_back().unwrap();
            assert!(target.join("old").is_dir() && made.join("new").is_dir());
            assert_eq!(fs::read_dir(scratch.path()).unwrap().count(), 2);
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_former_render_in_its_place() {
        let (_scratch, made, target) = scene();
        fs::remove_dir_all(&made).unwrap();
        assert!(in_steps(&made, &target).is_err());
        assert!(target.join("old").is_dir());
    }

    #[test]
    fn what_came_in_between_is_not_replaced() {
        let (_scratch, made, target) = scene();
        assert!(into_free(&made, &target).is_err());
        assert!(into_empty(&made, &target).is_err());
        assert!(target.join("old").is_dir() && made.join("new").is_dir());
    }
}
