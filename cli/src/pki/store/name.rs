//! Names in the directory that are the store's own.

use std::collections::BTreeSet;

/// The record of a change that is made, but not yet everywhere in place.
pub(super) const RECORD: &str = ".kubecore-commit";

/// Keeps the directory out of git.
pub(super) const IGNORE: &str = ".gitignore";

/// Everything.
pub(super) const IGNORE_ALL: &str = "*\n";

/// How the names of temporary files begin.
const NEW: &str = ".kubecore-new-";

/// Where a new file lies until it takes its place: `nodes/.kubecore-new-a.pem` for `nodes/a.pem`.
pub(super) fn temporary(target: &str) -> String {
    match target.rsplit_once('/') {
        Some((directory, name)) => format!("{directory}/{NEW}{name}"),
        None => format!("{NEW}{target}"),
    }
}

/// The file whose place a temporary one is to take; `None` if the name is not a temporary one's.
pub(super) fn target(path: &str) -> Option<String> {
    match path.rsplit_once('/') {
        Some((directory, name)) => name.strip_prefix(NEW).map(|name| format!("{directory}/{name}")),
        None => path.strip_prefix(NEW).map(str::to_owned),
    }
}

/// Every directory on the way to these files, the topmost, which is empty here, first.
pub(super) fn directories<'p>(paths: impl Iterator<Item = &'p str>) -> BTreeSet<&'p str> {
    let above = |path: &'p str| path.match_indices('/').filter_map(|(slash, _)| path.get(..slash));
    paths.flat_map(above).chain([""]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_name_leads_back_to_its_target() {
        for path in ["a.pem", "nodes/a/a-key.pem", RECORD] {
            assert_eq!(target(&temporary(path)).unwrap(), path);
            assert_eq!(target(path), None);
        }
        assert_eq!(temporary("nodes/a"), "nodes/.kubecore-new-a");
        assert_eq!(target(".kubecore-new-nodes/a"), None);
    }

    #[test]
    fn directories_come_before_what_is_in_them() {
        let found = directories(["b/c/d", "b/e", "a"].into_iter());
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["", "b", "b/c"]);
    }
}
