//! Directories to try things on. Only in tests.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zeroize::Zeroizing;

use super::{Change, MARKER, Store};
use crate::failure::Failure;

/// A place where nothing is.
pub(super) fn scratch() -> (TempDir, PathBuf) {
    let scratch = tempfile::tempdir().unwrap();
    let dir = scratch.path().join("pki");
    (scratch, dir)
}

/// A directory with a marker, a certificate, and a machine with a key.
pub(super) fn store() -> (TempDir, PathBuf) {
    let (scratch, dir) = scratch();
    let changes = vec![
        change(MARKER, 0o644, "1"),
        change("ca.pem", 0o644, "old"),
        change("nodes/a/a-key.pem", 0o600, "old"),
    ];
    drop(Store::change(&dir).unwrap().commit(changes).unwrap());
    (scratch, dir)
}

pub(super) fn change(path: &str, mode: u32, text: &str) -> Change {
    Change { path: path.into(), mode, bytes: Zeroizing::new(text.into()) }
}

pub(super) fn directory(path: &Path, to: u32) {
    fs::create_dir(path).unwrap();
    set_mode(path, to);
}

pub(super) fn set_mode(path: &Path, to: u32) {
    fs::set_permissions(path, Permissions::from_mode(to)).unwrap();
}

pub(super) fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

/// Everything below a directory: kind and mode, and the bytes of a file.
pub(super) fn snapshot(dir: &Path) -> BTreeMap<String, (u32, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(directory) = waiting.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let metadata = fs::symlink_metadata(&path).unwrap();
            let bytes = if metadata.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            let name = path.strip_prefix(dir).unwrap().to_string_lossy().into_owned();
            found.insert(name, (metadata.permissions().mode(), bytes));
            if metadata.is_dir() {
                waiting.push(path);
            }
        }
    }
    found
}

/// The message of what has to fail.
pub(super) fn refused<T>(done: Result<T, Failure>) -> String {
    match done {
        Err(Failure::Other(text)) => text,
        Err(failure) => panic!("not for this reason: {failure:?}"),
        Ok(_) => panic!("this has to be refused"),
    }
}
