//! A rendered cluster as a directory.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::{Path, PathBuf};

use kubecore::bundle::{Artifact, Bundle, Lock, PLAIN};

use super::former::{self, Former};
use super::place::{Place, place, touched};
use super::swap::{exchange, into_empty, into_free};
use super::threads::{Bundles, in_order};
use super::{Beside, PREFIX, Readers, Written, parent};
use crate::failure::Failure;
use crate::report::note;

/// Writes every bundle below `target`, and `spec` beside them, all or nothing.
pub(crate) fn write(
    target: &Path,
    force: bool,
    readers: Readers,
    beside: Beside,
    bundles: &impl Bundles,
) -> Result<Written, Failure> {
    let shown = target.display();
    let place = place(target, force)?;
    // Where a directory is left, `..` in its name is settled before anything is made.
    let target = match place {
        Place::Free => target.to_owned(),
        Place::Empty | Place::Former => {
            fs::canonicalize(target).map_err(|error| Failure::io(&shown, &error))?
        }
    };
    let failed = |error: io::Error| Failure::io(format_args!("{shown} cannot be written"), &error);
    let made =
        tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent(&target)?).map_err(failed)?;
    // Whatever the umask, we must get in, to fill it or to remove it.
    fs::set_permissions(made.path(), Permissions::from_mode(0o700)).map_err(failed)?;
    let files = fill(made.path(), readers, beside, bundles, &failed)?;
    match place {
        Place::Free => into_free(made.path(), &target).map_err(failed)?,
        Place::Empty => into_empty(made.path(), &target).map_err(failed)?,
        Place::Former => replace(made.path(), &target, &failed)?,
    }
    // It is in its place now; there is nothing left to clean up.
    let _ = made.keep();
    Ok(Written { place: shown.to_string(), files })
}

fn fill(
    top: &Path,
    readers: Readers,
    Beside { lock, spec }: Beside,
    bundles: &impl Bundles,
    failed: &(dyn Fn(io::Error) -> Failure + Sync),
) -> Result<usize, Failure> {
    let mut count = 1;
    let mut lines = BufWriter::new(create(&top.join(Lock::PATH), PLAIN).map_err(failed)?);
    lines.write_all(lock.head().as_bytes()).map_err(failed)?;
    if let Some(spec) = &spec {
        files(top, [spec]).map_err(failed)?;
        count += 1;
        lines.write_all(Lock::line(spec).as_bytes()).map_err(failed)?;
    }
    let worker = || {
        |bundle: &Bundle| {
            files(&top.join(bundle.name()), bundle.artifacts()).map_err(failed)?;
            Ok((Lock::lines(bundle), bundle.artifacts().len()))
        }
    };
    in_order(bundles, worker, |(own, files)| {
        count += files;
        lines.write_all(own.as_bytes()).map_err(failed)
    })?;
    lines.flush().map_err(failed)?;
    // Until now it was ours alone.
    fs::set_permissions(top, Permissions::from_mode(readers.of(DIRECTORY))).map_err(failed)?;
    Ok(count)
}

/// Puts `made` in the place of the former render and removes that.
fn replace(
    made: &Path,
    target: &Path,
    failed: &dyn Fn(io::Error) -> Failure,
) -> Result<(), Failure> {
    let taken = exchange(made, target).map_err(failed)?;
    // Rendering takes a while, and somebody may have worked in the directory since we looked.
    let refusal = match former::inspect(&taken.old) {
        Ok(Former::Untouched) => None,
        Ok(Former::NotOurs) => Some("was replaced while rendering: look at it first".into()),
        Ok(Former::Touched(names)) => Some(touched(&names)),
        Err(error) => Some(format!("cannot be read any more: {error}")),
    };
    if let Some(why) = refusal {
        taken.put_back().map_err(failed)?;
        return Err(Failure::Other(format!("{} {why}", target.display())));
    }
    if fs::remove_dir_all(&taken.old).is_err() {
        note(&format!(
            "the former render could not be removed, and lies in {}",
            taken.old.display()
        ));
    }
    Ok(())
}

/// Modes are part of what is rendered: the umask has no say in them.
const DIRECTORY: u32 = 0o755;

/// Writes the files of a bundle, or whatever lies below one directory. Their order is that of paths, so
/// most lie beside the one before.
fn files<'a>(below: &Path, artifacts: impl IntoIterator<Item = &'a Artifact>) -> io::Result<()> {
    let mut last = PathBuf::new();
    for artifact in artifacts {
        let path = below.join(&artifact.path);
        if let Some(parent) = path.parent().filter(|parent| **parent != last) {
            directory(parent)?;
            parent.clone_into(&mut last);
        }
        create(&path, artifact.mode)?.write_all(&artifact.bytes)?;
    }
    Ok(())
}

/// Makes a file of this mode.
fn create(path: &Path, mode: u32) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    // To look is cheaper than to change, and there is seldom something to change.
    if file.metadata()?.mode() & 0o7777 != mode {
        file.set_permissions(Permissions::from_mode(mode))?;
    }
    Ok(file)
}

/// Makes a directory and those above it, where they are missing.
fn directory(path: &Path) -> io::Result<()> {
    let attempt = || DirBuilder::new().mode(DIRECTORY).create(path);
    match (attempt(), path.parent()) {
        (Err(error), _) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
        (Err(error), Some(parent)) if error.kind() == ErrorKind::NotFound => {
            directory(parent)?;
            // Another thread can have been quicker.
            match attempt() {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
                made => made?,
            }
        }
        (made, _) => made?,
    }
    if fs::metadata(path)?.mode() & 0o7777 == DIRECTORY {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(DIRECTORY))
}

#[cfg(test)]
mod tests {
    use super::super::tests::beside;
    use super::super::threads::tests::While;
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_added_while_rendering_is_kept() {
        let scratch = tempfile::tempdir().unwrap();
        let target = scratch.path().join("out");
        let nothing = While { count: 0, happens: || Ok(()) };
        write(&target, false, Readers::Everybody, beside(), &nothing).unwrap();
        let added = || {
            fs::write(target.join("mine"), "keep me").unwrap();
            Ok(())
        };
        let bundles = While { count: 1, happens: added };
        let refused = write(&target, true, Readers::Everybody, beside(), &bundles);
        assert!(matches!(refused, Err(Failure::Other(text)) if text.contains("(mine)")));
        assert_eq!(names(&target), ["kubecore.lock", "mine"]);
        assert_eq!(names(scratch.path()), ["out"]);
    }

    #[test]
    fn what_takes_the_free_place_while_rendering_is_kept() {
        let scratch = tempfile::tempdir().unwrap();
        let target = scratch.path().join("out");
        let taken = || {
            fs::create_dir(&target).unwrap();
            Ok(())
        };
        let bundles = While { count: 1, happens: taken };
        assert!(write(&target, true, Readers::Everybody, beside(), &bundles).is_err());
        assert_eq!((names(&target), names(scratch.path())), (vec![], vec!["out".to_owned()]));
    }

    #[test]
    fn rendering_that_gives_up_leaves_nothing() {
        let scratch = tempfile::tempdir().unwrap();
        let bundles = While { count: 9, happens: || Err(Failure::Spec) };
        let target = scratch.path().join("out");
        let refused = write(&target, false, Readers::Everybody, beside(), &bundles);
        assert!(matches!(refused, Err(Failure::Spec)));
        assert_eq!(names(scratch.path()), [""; 0]);
    }
}
