//! A rendered cluster as a directory.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use kubecore::bundle::Artifact;

use super::former::{self, Former};
use super::place::{Place, place, touched};
use super::swap::{exchange, into_empty, into_free};
use super::{Beside, PREFIX, Producer, Readers, Written, parent};
use crate::failure::Failure;
use crate::report::note;

/// Writes every bundle below `target`, and what is `beside` them, all or nothing.
pub(crate) fn write(
    target: &Path,
    force: bool,
    readers: Readers,
    beside: Beside,
    produce: impl Producer,
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
    let files = fill(made.path(), readers, beside, produce, &failed)?;
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
    Beside { mut lock, spec }: Beside,
    produce: impl Producer,
    failed: &dyn Fn(io::Error) -> Failure,
) -> Result<usize, Failure> {
    let mut files = 1;
    if let Some(spec) = &spec {
        file(top, spec).map_err(failed)?;
        files += 1;
        lock.add_file(spec);
    }
    produce(&mut |bundle| {
        let below = top.join(bundle.name());
        for artifact in bundle.artifacts() {
            file(&below, artifact).map_err(failed)?;
        }
        files += bundle.artifacts().len();
        lock.add(bundle);
        Ok(())
    })?;
    file(top, &lock.finish()).map_err(failed)?;
    // Until now it was ours alone.
    fs::set_permissions(top, Permissions::from_mode(readers.of(DIRECTORY))).map_err(failed)?;
    Ok(files)
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

fn file(below: &Path, artifact: &Artifact) -> io::Result<()> {
    let path = below.join(&artifact.path);
    if let Some(parent) = path.parent() {
        directory(parent)?;
    }
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(artifact.mode).open(&path)?;
    file.write_all(&artifact.bytes)?;
    file.set_permissions(Permissions::from_mode(artifact.mode))
}

/// Makes a directory and those above it, where they are missing.
fn directory(path: &Path) -> io::Result<()> {
    match (fs::create_dir(path), path.parent()) {
        (Err(error), _) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
        (Err(error), Some(parent)) if error.kind() == ErrorKind::NotFound => {
            directory(parent)?;
            fs::create_dir(path)?;
        }
        (made, _) => made?,
    }
    fs::set_permissions(path, Permissions::from_mode(DIRECTORY))
}

#[cfg(test)]
mod tests {
    use kubecore::bundle::{Lock, spec};

    use super::*;

    fn beside() -> Beside {
        Beside { lock: Lock::new(&spec("")), spec: None }
    }

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
        write(&target, false, Readers::Everybody, beside(), |_| Ok(())).unwrap();
        let refused = write(&target, true, Readers::Everybody, beside(), |_| {
            fs::write(target.join("mine"), "keep me").unwrap();
            Ok(())
        });
        assert!(matches!(refused, Err(Failure::Other(text)) if text.contains("(mine)")));
        assert_eq!(names(&target), ["kubecore.lock", "mine"]);
        assert_eq!(names(scratch.path()), ["out"]);
    }

    #[test]
    fn what_takes_the_free_place_while_rendering_is_kept() {
        let scratch = tempfile::tempdir().unwrap();
        let target = scratch.path().join("out");
        let refused = write(&target, true, Readers::Everybody, beside(), |_| {
            fs::create_dir(&target).unwrap();
            Ok(())
        });
        assert!(refused.is_err());
        assert_eq!((names(&target), names(scratch.path())), (vec![], vec!["out".to_owned()]));
    }

    #[test]
    fn a_producer_that_gives_up_leaves_nothing() {
        let scratch = tempfile::tempdir().unwrap();
        let refused =
            write(&scratch.path().join("out"), false, Readers::Everybody, beside(), |_| {
                Err(Failure::Spec)
            });
        assert!(matches!(refused, Err(Failure::Spec)));
        assert_eq!(names(scratch.path()), [""; 0]);
    }
}
