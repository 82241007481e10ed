//! What is to be written.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::read::{LONGEST, MOST, is_key};
use super::{Files, MARKER, name};
use crate::failure::Failure;

/// A file as it is to be.
pub(crate) struct Change {
    /// Below the directory, as in `Files`.
    pub(crate) path: String,
    /// 0o600, or 0o644 for what is no key.
    pub(crate) mode: u32,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
}

/// Refuses what could not be read back. Changes come from our own code, so that is a bug.
pub(super) fn check(files: &Files, changes: &[Change]) -> Result<(), Failure> {
    let bug = |why: &str| {
        Failure::Other(format!("this is a bug in kubecore, and nothing was written: {why}"))
    };
    let mut paths = BTreeSet::new();
    for change in changes {
        let path = change.path.as_str();
        let fault = |what: &str| Err(bug(&format!("{} {what}", path.escape_debug())));
        if !is_plain(path) {
            return fault("is no path below the directory");
        }
        if !paths.insert(path) {
            return fault("is given twice");
        }
        if change.bytes.len() as u64 > LONGEST {
            return fault("is too long");
        }
        match change.mode {
            0o600 => {}
            0o644 if !is_key(path, &change.bytes) => {}
            mode => return fault(&format!("may not have the mode {mode:o}")),
        }
    }
    if !files.contains_key(MARKER) && !paths.contains(MARKER) {
        return Err(bug("the first change has no marker"));
    }
    if files.len() + paths.iter().filter(|path| !files.contains_key(**path)).count() > MOST {
        return Err(Failure::Other(format!(
            "a directory of more than {MOST} files cannot be read back: make several clusters of it"
        )));
    }
    Ok(())
}

/// Whether it is a path that leads below the directory, fits on a line, and is not the store's own.
fn is_plain(path: &str) -> bool {
    let own = path == name::IGNORE || path == name::RECORD || name::target(path).is_some();
    let part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(char::is_control);
    !own && path.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::super::Store;
    use super::super::scene::{change, refused, scratch, snapshot, store};

    #[test]
    fn what_could_not_be_read_back_is_not_written() {
        let (_scratch, dir) = store();
        let before = snapshot(&dir);
        let plain = |path: &str| vec![change(path, 0o600, "")];
        let long = "x".repeat(1024 * 1024 + 1);
        for (changes, why) in [
            (plain(""), " is no path"),
            (plain("/etc/passwd"), "is no path"),
            (plain("nodes/../../a"), "is no path"),
            (plain("nodes//a"), "is no path"),
            (plain("nodes/a/"), "is no path"),
            (plain("./a"), "is no path"),
            (plain("a\nb"), r"a\nb is no path"),
            (plain(".gitignore"), "is no path"),
            (plain(".kubecore-commit"), "is no path"),
            (plain("nodes/.kubecore-new-a"), "is no path"),
            (vec![change("a", 0o600, "1"), change("a", 0o600, "2")], "a is given twice"),
            (vec![change("a", 0o600, &long)], "a is too long"),
            (vec![change("a", 0o755, "")], "the mode 755"),
            (vec![change("a-key.pem", 0o644, "")], "the mode 644"),
            (vec![change("a.pem", 0o644, "-----BEGIN PRIVATE KEY-----")], "the mode 644"),
            // These are seen on the way to the record.
            (plain("nodes/a"), "is a directory"),
            (plain("ca.pem/below"), "a part of this path is a file"),
            (vec![change("new", 0o600, ""), change("new/a", 0o600, "")], "is a directory"),
        ] {
            let text = refused(Store::change(&dir).unwrap().commit(changes));
            assert!(text.contains(why), "{text}");
            let mut after = snapshot(&dir);
            after.remove("new");
            assert_eq!(before, after, "{why}");
        }
    }

    #[test]
    fn the_first_change_brings_the_marker() {
        let (_scratch, dir) = scratch();
        let text = refused(Store::change(&dir).unwrap().commit(vec![change("a", 0o600, "")]));
        assert!(text.contains("no marker"), "{text}");
        assert!(snapshot(&dir).is_empty());
    }
}
