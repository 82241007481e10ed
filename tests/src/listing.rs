//! Lists of facts, one a line.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{home, workspace};

/// The lines of `<name>.txt` below this package's folder, without comments (`#`) and empty lines.
pub fn read(name: &str) -> BTreeSet<String> {
    lines(&home().join(format!("{name}.txt")))
}

/// The same of a list that the check has, too.
pub fn checked(name: &str) -> BTreeSet<String> {
    lines(&checks().join(format!("{name}.txt")))
}

fn checks() -> PathBuf {
    workspace().join("core/data/check")
}

fn lines(path: &Path) -> BTreeSet<String> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut found = BTreeSet::new();
    for line in lines {
        assert!(found.insert(line.to_owned()), "{}: {line} stands twice", path.display());
    }
    found
}

/// The names of the check's lists in `folder`, sorted.
pub fn names(folder: &str) -> Vec<String> {
    let path = checks().join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".txt").map(str::to_owned))
        .collect();
    names.sort();
    names
}
