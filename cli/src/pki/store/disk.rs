//! Every operation that changes the disk, below an open directory. A run may be killed before each.

use std::fs::{File, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;

use rustix::fs::{AtFlags, Mode, OFlags};
use rustix::io::Errno;

#[cfg(test)]
use super::fault;
use super::root::{PRIVATE, Root};
use crate::failure::Failure;

/// Makes a directory where none is. Modes are ours: the umask has no say in them.
pub(super) fn make_directory(root: &Root, path: &str) -> Result<(), Failure> {
    #[cfg(test)]
    fault::step("make", path)?;
    let made = match rustix::fs::mkdirat(root.at(), path, PRIVATE) {
        Ok(()) => rustix::fs::chmodat(root.at(), path, PRIVATE, AtFlags::empty()),
        Err(Errno::EXIST) => Ok(()),
        Err(error) => Err(error),
    };
    made.map_err(|error| failed(root, path, "made", error))
}

/// Writes a file that is not there yet. Until it is whole, nobody else can read it.
pub(super) fn write(
    root: &Root,
    path: &str,
    mode: u32,
    bytes: &[u8],
    settled: bool,
) -> Result<(), Failure> {
    let failed = |error: io::Error| failed(root, path, "written", error);
    #[cfg(test)]
    fault::step("create", path)?;
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::WRONLY | OFlags::CLOEXEC;
    let file = rustix::fs::openat(root.at(), path, flags, Mode::RUSR | Mode::WUSR);
    let mut file = File::from(file.map_err(|error| failed(error.into()))?);
    #[cfg(test)]
    fault::step("write", path)?;
    file.write_all(bytes).map_err(failed)?;
    #[cfg(test)]
    fault::step("chmod", path)?;
    file.set_permissions(Permissions::from_mode(mode)).map_err(failed)?;
    if settled {
        #[cfg(test)]
        fault::step("sync", path)?;
        file.sync_all().map_err(failed)?;
    }
    Ok(())
}

/// Moves a file over another.
pub(super) fn rename(root: &Root, from: &str, to: &str) -> Result<(), Failure> {
    #[cfg(test)]
    fault::step("rename", to)?;
    rustix::fs::renameat(root.at(), from, root.at(), to)
        .map_err(|error| failed(root, to, "written", error))
}

/// Removes a file, if it is there.
pub(super) fn remove(root: &Root, path: &str) -> Result<(), Failure> {
    #[cfg(test)]
    fault::step("remove", path)?;
    match rustix::fs::unlinkat(root.at(), path, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(failed(root, path, "removed", error)),
    }
}

fn failed(root: &Root, path: &str, done: &str, error: impl Into<io::Error>) -> Failure {
    Failure::io(format_args!("{} cannot be {done}", root.shown(path)), &error.into())
}
