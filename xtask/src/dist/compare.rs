//! Whether two builds gave the same bytes, and where they differ if not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::archive::{Entry, unpacked};

/// Every difference of two directories, a line each.
pub(super) fn differences(one: &Path, another: &Path) -> Result<Vec<String>, String> {
    let (one, another) = (files(one)?, files(another)?);
    let mut found = Vec::new();
    for name in one.keys().chain(another.keys()).collect::<BTreeSet<_>>() {
        let (Some(a), Some(b)) = (one.get(name), another.get(name)) else {
            found.push(format!("{name} is in one alone"));
            continue;
        };
        if a == b {
            continue;
        }
        match (unpacked(a), unpacked(b)) {
            (Some(a), Some(b)) => found.extend(within(name, &a, &b)),
            _ => found.push(format!("{name}: {}", place(a, b))),
        }
    }
    Ok(found)
}

fn files(directory: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let names = super::names(directory)?.into_iter();
    names.map(|name| super::read(&directory.join(&name)).map(|bytes| (name, bytes))).collect()
}

fn within(archive: &str, one: &[Entry], another: &[Entry]) -> Vec<String> {
    let by_path = |entries: &[Entry]| -> BTreeMap<String, Vec<u8>> {
        entries.iter().map(|entry| (entry.path.clone(), entry.bytes.clone())).collect()
    };
    let (one, another) = (by_path(one), by_path(another));
    let mut found = Vec::new();
    for path in one.keys().chain(another.keys()).collect::<BTreeSet<_>>() {
        match (one.get(path), another.get(path)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => found.push(format!("{archive}: {path}: {}", place(a, b))),
            _ => found.push(format!("{archive}: {path} is in one alone")),
        }
    }
    if found.is_empty() {
        found.push(format!("{archive}: the same files, with other times or modes"));
    }
    found
}

/// The first byte that differs, with what is around it.
fn place(one: &[u8], another: &[u8]) -> String {
    let same = one.iter().zip(another).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let part = &bytes[same.saturating_sub(16)..bytes.len().min(same + 48)];
        part.escape_ascii().to_string()
    };
    let count = one.iter().zip(another).filter(|(a, b)| a != b).count();
    format!(
        "{} and {} bytes, the first of {count} that differ at {same}:\n  {}\n  {}",
        one.len(),
        another.len(),
        around(one),
        around(another)
    )
}

#[cfg(test)]
mod tests {
    use std::{env, fs, process};

    use super::super::archive::packed;
    use super::*;

    #[test]
    fn a_difference_is_told_by_file_and_place() {
        let top = env::temp_dir().join(format!("kubecore-compare-{}", process::id()));
        let (one, another) = (top.join("one"), top.join("another"));
        for (place, text) in [(&one, "at /a/b"), (&another, "at /a/c")] {
            fs::create_dir_all(place).unwrap();
            let entries = [Entry::file("same", "same"), Entry::file("program", text)];
            fs::write(place.join("it.tar.gz"), packed("it", 0, &entries).unwrap()).unwrap();
            fs::write(place.join("it.json"), "{}").unwrap();
        }
        let found = differences(&one, &another).unwrap();
        assert_eq!(
            found,
            [
                "it.tar.gz: it/program: 7 and 7 bytes, the first of 1 that differ at 6:\n  at /a/b\n  at /a/c"
            ]
        );
        fs::write(another.join("more"), "").unwrap();
        fs::copy(one.join("it.tar.gz"), another.join("it.tar.gz")).unwrap();
        assert_eq!(differences(&one, &another).unwrap(), ["more is in one alone"]);
        fs::remove_dir_all(&top).unwrap();
    }
}
