//! `Cargo.lock`: the checksum of each crate that comes from a registry.

use std::collections::BTreeMap;
use std::path::Path;

use super::tree::Id;

const FILE: &str = "Cargo.lock";

/// SHA-256 by crate.
pub(super) type Lock = BTreeMap<Id, String>;

pub(super) fn read(root: &Path) -> Result<Lock, String> {
    let text = super::read(&root.join(FILE))?;
    Ok(parsed(&String::from_utf8_lossy(&text)))
}

fn parsed(text: &str) -> Lock {
    let mut lock = Lock::new();
    for package in text.split("[[package]]").skip(1) {
        let value = |key: &str| {
            let line =
                package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
            Some(line.trim_matches('"').to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) =
            (value("name"), value("version"), value("checksum"))
        {
            lock.insert([name, version], sum);
        }
    }
    lock
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_have_no_checksum() {
        let text = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\
                    source = \"registry\"\nchecksum = \"00ff\"\n\n[[package]]\nname = \"b\"\nversion = \"0.1.0\"\n";
        let lock = parsed(text);
        assert_eq!(lock.len(), 1);
        assert_eq!(lock[&["a".to_owned(), "1.0.0".to_owned()]], "00ff");
    }
}
