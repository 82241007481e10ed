//! A tree of files in memory, and how two of them differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::diff;

/// Path with `/` → the file there.
pub type Tree = BTreeMap<String, File>;

/// A file: what chmod and cat would show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Permission bits.
    pub mode: u32,
    /// Content.
    pub bytes: Vec<u8>,
}

impl File {
    /// The content as text; the program renders nothing else.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("a rendered file is UTF-8")
    }
}

/// Every regular file below `root`; an absent `root` is an empty tree.
pub fn read(root: &Path) -> Tree {
    let mut tree = Tree::new();
    walk(root, "", &mut tree);
    tree
}

/// One finding for each file that only one tree has, or that differs.
pub fn compare(expected: &Tree, actual: &Tree) -> Vec<String> {
    let paths: BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    paths
        .into_iter()
        .filter_map(|path| difference(path, expected.get(path), actual.get(path)))
        .collect()
}

/// Paths that only one tree has, or that differ.
pub fn changed<'t>(before: &'t Tree, after: &'t Tree) -> BTreeSet<&'t str> {
    let paths = before.keys().chain(after.keys()).map(String::as_str);
    paths.filter(|path| before.get(*path) != after.get(*path)).collect()
}

/// A golden tree: `expected/**`, and the modes in `expected.modes`, because git keeps only one bit of them.
pub fn read_golden(case: &Path) -> Tree {
    let mut tree = read(&case.join("expected"));
    let list = match fs::read_to_string(case.join("expected.modes")) {
        Ok(list) => list,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => panic!("{}: {error}", case.display()),
    };
    let modes: BTreeMap<&str, u32> = list
        .lines()
        .map(|line| line.split_once(' ').expect("expected.modes has lines `0644 path`"))
        .map(|(mode, path)| (path, u32::from_str_radix(mode, 8).expect("an octal mode")))
        .collect();
    for (path, file) in &mut tree {
        // A file without a mode gets one that no rendered file has, and so is told apart.
        file.mode = modes.get(path.as_str()).copied().unwrap_or_default();
    }
    let absent: Vec<&&str> = modes.keys().filter(|path| !tree.contains_key(**path)).collect();
    assert!(
        absent.is_empty(),
        "{}: expected.modes names {absent:?}, which are not there",
        case.display()
    );
    tree
}

/// Writes `tree` below `root`, modes and all.
pub fn write(root: &Path, tree: &Tree) {
    for (path, file) in tree {
        let target = root.join(path.trim_start_matches('/'));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder can be made");
        fs::write(&target, &file.bytes).expect("a file can be written");
        set_mode(&target, file.mode);
    }
}

/// Replaces the golden tree by `actual`.
pub fn write_golden(case: &Path, actual: &Tree) {
    let expected = case.join("expected");
    if expected.exists() {
        fs::remove_dir_all(&expected).unwrap();
    }
    let mut modes = String::new();
    for (path, file) in actual {
        let target = expected.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(&target, &file.bytes).unwrap();
        writeln!(modes, "{:04o} {path}", file.mode).unwrap();
    }
    fs::write(case.join("expected.modes"), modes).unwrap();
}

fn difference(path: &str, expected: Option<&File>, actual: Option<&File>) -> Option<String> {
    match (expected, actual) {
        (Some(_), None) => Some(format!("{path}: expected, but not rendered")),
        (None, Some(_)) => Some(format!("{path}: rendered, but not expected")),
        (Some(a), Some(b)) if a.bytes != b.bytes => {
            let (a, b) = (String::from_utf8_lossy(&a.bytes), String::from_utf8_lossy(&b.bytes));
            Some(format!("{path}: differs\n{}", diff::lines(&a, &b)))
        }
        (Some(a), Some(b)) if a.mode != b.mode => {
            Some(format!("{path}: mode {:04o} expected, {:04o} rendered", a.mode, b.mode))
        }
        _ => None,
    }
}

fn walk(folder: &Path, prefix: &str, tree: &mut Tree) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return,
        Err(error) => panic!("{}: {error}", folder.display()),
    };
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().expect("a file name is UTF-8");
        let path = format!("{prefix}{name}");
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{path}/"), tree);
        } else {
            let file =
                File { mode: mode_of(&entry.path()), bytes: fs::read(entry.path()).unwrap() };
            tree.insert(path, file);
        }
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode can be set");
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) {}

#[cfg(unix)]
fn mode_of(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[cfg(not(unix))]
fn mode_of(_: &Path) -> u32 {
    0o644
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Two digits for each byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes it");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, u32, &str)]) -> Tree {
        files
            .iter()
            .map(|(path, mode, text)| {
                ((*path).to_owned(), File { mode: *mode, bytes: text.as_bytes().to_vec() })
            })
            .collect()
    }

    #[test]
    fn every_kind_of_difference_is_found() {
        let golden = tree(&[
            ("a", 0o644, "x\n"),
            ("b", 0o644, "x\n"),
            ("c", 0o644, "x\n"),
            ("same", 0o644, "x\n"),
        ]);
        let actual = tree(&[
            ("b", 0o755, "x\n"),
            ("c", 0o644, "y\n"),
            ("d", 0o644, "x\n"),
            ("same", 0o644, "x\n"),
        ]);
        let found = compare(&golden, &actual);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].starts_with("a: expected, but not rendered"));
        assert!(found[1].contains("mode 0644 expected, 0755 rendered"));
        assert!(found[2].contains("-x") && found[2].contains("+y"));
        assert!(found[3].starts_with("d: rendered, but not expected"));
    }

    #[test]
    fn a_golden_comes_back_as_it_was_written() {
        let scratch = tempfile::tempdir().unwrap();
        let written = tree(&[("nodes/a/install.sh", 0o755, "#!/bin/sh\n"), ("lock", 0o644, "")]);
        write_golden(scratch.path(), &written);
        assert_eq!(read_golden(scratch.path()), written);
        write_golden(scratch.path(), &tree(&[("lock", 0o600, "")]));
        assert_eq!(read_golden(scratch.path()), tree(&[("lock", 0o600, "")]));
    }
}
