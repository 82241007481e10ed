//! A rendered cluster as a directory.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use kubecore::bundle::{Artifact, Lock};
use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::former::{self, Former};
use super::{Producer, Written, parent};
use crate::failure::Failure;

/// Writes every bundle below `target`, all or nothing.
pub(crate) fn write(
    target: &Path,
    force: bool,
    produce: impl Producer,
) -> Result<Written, Failure> {
    let shown = target.display();
    let place = place(target, force)?;
    // Where a directory is left, `..` and links in its name are settled before anything is made.
    let target = match place {
        Place::Free => target.to_owned(),
        Place::Empty | Place::Former => {
            fs::canonicalize(target).map_err(|error| Failure::io(&shown, &error))?
        }
    };
    let beside = tempfile::Builder::new()
        .prefix(".kubecore-")
        .tempdir_in(parent(&target)?)
        .map_err(|error| Failure::io(format_args!("{shown} cannot be written"), &error))?;
    let failed = |error: &io::Error| Failure::io(format_args!("writing {shown}"), error);
    let mut lock = Lock::default();
    let mut files = 1;
    produce(&mut |bundle| {
        let folder = beside.path().join(bundle.name());
        for artifact in bundle.artifacts() {
            file(&folder, artifact).map_err(|error| failed(&error))?;
        }
        files += bundle.artifacts().len();
        lock.add(bundle);
        Ok(())
    })?;
    file(beside.path(), &lock.finish()).map_err(|error| failed(&error))?;
    fs::set_permissions(beside.path(), Permissions::from_mode(0o755))
        .map_err(|error| failed(&error))?;
    settle(beside.path(), &target, place).map_err(|error| failed(&error))?;
    if place != Place::Former {
        // It is in its place now; there is nothing left to clean up.
        let _ = beside.keep();
    }
    Ok(Written { place: shown.to_string(), files })
}

/// What is at the target now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Free,
    Empty,
    Former,
}

fn place(target: &Path, force: bool) -> Result<Place, Failure> {
    let shown = target.display();
    let refuse = |why: String| Err(Failure::Other(format!("{shown} {why}")));
    let metadata = match fs::metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return if target.is_symlink() {
                refuse("is a link to nowhere: remove it, or choose another directory".into())
            } else {
                Ok(Place::Free)
            };
        }
        Err(error) => return Err(Failure::io(&shown, &error)),
    };
    if !metadata.is_dir() {
        return refuse("is a file: choose a directory, or use --zip".into());
    }
    let unreadable = |error: io::Error| Failure::io(&shown, &error);
    if fs::read_dir(target).map_err(&unreadable)?.next().is_none() {
        return Ok(Place::Empty);
    }
    match former::inspect(target).map_err(&unreadable)? {
        Former::Untouched if force => Ok(Place::Former),
        Former::Untouched => refuse("holds a former render: --force replaces it".into()),
        Former::NotOurs => {
            refuse("is not empty, and not a former render: choose another directory".into())
        }
        Former::Touched(files) => {
            let named = files.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
            let more = match files.len() {
                0..=3 => String::new(),
                n => format!(" and {} more", n - 3),
            };
            refuse(format!(
                "holds files that were added or changed since it was rendered ({named}{more}): \
                 move them away, or choose another directory"
            ))
        }
    }
}

fn file(folder: &Path, artifact: &Artifact) -> io::Result<()> {
    let path = folder.join(&artifact.path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(artifact.mode).open(&path)?;
    file.write_all(&artifact.bytes)?;
    // The mode is part of what is rendered: the umask has no say in it.
    file.set_permissions(Permissions::from_mode(artifact.mode))
}

/// Moves what was made to where it belongs, in one step where the file system can.
fn settle(made: &Path, target: &Path, place: Place) -> io::Result<()> {
    let flags = match place {
        // An empty directory gives way to a rename by itself.
        Place::Empty => return fs::rename(made, target),
        Place::Free => RenameFlags::NOREPLACE,
        Place::Former => RenameFlags::EXCHANGE,
    };
    match renameat_with(CWD, made, CWD, target, flags) {
        Ok(()) => Ok(()),
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            in_steps(made, target, place)
        }
        Err(error) => Err(error.into()),
    }
}

/// For file systems that cannot exchange: the former render is kept until the new one is there.
fn in_steps(made: &Path, target: &Path, place: Place) -> io::Result<()> {
    if place == Place::Free {
        return fs::rename(made, target);
    }
    let old = made.with_extension("old");
    fs::rename(target, &old)?;
    match fs::rename(made, target) {
        Ok(()) => fs::remove_dir_all(&old),
        Err(error) => {
            fs::rename(&old, target)?;
            Err(error)
        }
    }
}
