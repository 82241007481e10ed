//! Is this directory a former render, whole and unchanged? Only then may it be replaced.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use kubecore::bundle::{Lock, SUMS, sha256};

/// What stands in the way of replacing a directory.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Former {
    /// Nothing: every file is as we wrote it.
    Untouched,
    /// There is no lock file of ours.
    NotOurs,
    /// These files are not ours, or not as we wrote them.
    Touched(Vec<String>),
}

/// Looks at every file below `directory`.
pub(super) fn inspect(directory: &Path) -> io::Result<Former> {
    let Ok(text) = fs::read_to_string(directory.join(Lock::PATH)) else {
        return Ok(Former::NotOurs);
    };
    let Some(bundles) = Lock::read(&text) else { return Ok(Former::NotOurs) };
    let mut ours: BTreeMap<String, String> = BTreeMap::new();
    for entry in bundles {
        let sums = fs::read_to_string(directory.join(entry.bundle).join(SUMS)).unwrap_or_default();
        for (hash, path) in sums.lines().filter_map(|line| line.split_once("  ")) {
            ours.insert(format!("{}/{path}", entry.bundle), hash.into());
        }
        ours.insert(format!("{}/{SUMS}", entry.bundle), entry.sums.into());
    }
    let mut touched = Vec::new();
    walk(directory, "", &mut |path, file| {
        let hash = match file {
            Some(file) => sha256(&fs::read(file)?),
            None => String::new(),
        };
        if path != Lock::PATH && ours.get(path) != Some(&hash) {
            touched.push(path.to_owned());
        }
        Ok(())
    })?;
    touched.sort();
    Ok(if touched.is_empty() { Former::Untouched } else { Former::Touched(touched) })
}

/// Calls `visit` for everything that is not a directory: with its file if it is a plain one.
fn walk(
    directory: &Path,
    prefix: &str,
    visit: &mut dyn FnMut(&str, Option<&Path>) -> io::Result<()>,
) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{name}/"), visit)?;
        } else {
            visit(&name, kind.is_file().then(|| entry.path()).as_deref())?;
        }
    }
    Ok(())
}
