//! A rendered directory.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rustix::fs::{Mode, OFlags};

use super::{Found, Index, MOST, bytes, hash, longest, shown, too_many};
use crate::failure::Failure;

pub(super) fn index(top: &Path) -> Result<Index, Failure> {
    let mut index = Index::new();
    // Not by recursion: how deep directories nest is somebody else's choice.
    let mut open = vec![String::new()];
    while let Some(below) = open.pop() {
        let failed =
            |error: io::Error| Failure::io(shown(&top.join(&below).to_string_lossy()), &error);
        for entry in fs::read_dir(top.join(&below)).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let Ok(name) = entry.file_name().into_string() else {
                let lossy = entry.file_name().to_string_lossy().into_owned();
                index.insert(format!("{below}{lossy}"), Found::Other);
                continue;
            };
            let path = format!("{below}{name}");
            let found = look(top, &path)
                .map_err(|error| Failure::io(shown(&top.join(&path).to_string_lossy()), &error))?;
            if found == Found::Directory {
                open.push(format!("{path}/"));
            }
            index.insert(path, found);
            if index.len() > MOST {
                return Err(too_many(top));
            }
        }
    }
    Ok(index)
}

fn look(top: &Path, path: &str) -> io::Result<Found> {
    let metadata = fs::symlink_metadata(top.join(path))?;
    if metadata.is_dir() {
        return Ok(Found::Directory);
    }
    if !metadata.is_file() {
        return Ok(Found::Other);
    }
    let mode = Some(metadata.permissions().mode() & 0o7777);
    // What is longer need not be read to know that it is not ours.
    let longest = longest(path);
    let sha256 = if metadata.len() > longest { None } else { hash(plain(top, path)?, longest)?.0 };
    Ok(Found::File { mode, sha256 })
}

pub(super) fn read(top: &Path, path: &str) -> Result<Vec<u8>, Failure> {
    plain(top, path)
        .and_then(|file| bytes(file, longest(path)))
        .map_err(|error| Failure::io(shown(&top.join(path).to_string_lossy()), &error))
}

/// Opens what was a plain file a moment ago: should it be a link or a pipe by now, it is an error and no
/// wait.
fn plain(top: &Path, path: &str) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(top.join(path), flags, Mode::empty())?))
}
