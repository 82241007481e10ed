//! The record of a change: which files are new, each with the hash of its content.
//!
//! ```text
//! kubecore-pki commit 1
//! HASH  ca.pem
//! HASH  nodes/a/a-key.pem
//! HASH
//! ```
//!
//! The last line is the hash of what is above it. The record is moved into place whole, so one that
//! does not end like that was damaged. A file's hash tells the new one from what it replaces.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kubecore::bundle::sha256;

use super::change::Change;

/// Hash by path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record(BTreeMap<String, String>);

const HEADER: &str = "kubecore-pki commit 1";

impl Record {
    pub(super) fn new(changes: &[Change]) -> Self {
        Self(changes.iter().map(|change| (change.path.clone(), sha256(&change.bytes))).collect())
    }

    /// `None` if it is not as it was written.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (above, last) = text.strip_suffix('\n')?.rsplit_once('\n')?;
        let above = format!("{above}\n");
        if sha256(above.as_bytes()) != last {
            return None;
        }
        let files = above.strip_prefix(HEADER)?.strip_prefix('\n')?.lines();
        let file =
            |line: &str| line.split_once("  ").map(|(hash, path)| (path.into(), hash.into()));
        files.map(file).collect::<Option<_>>().map(Self)
    }

    pub(super) fn render(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for (path, hash) in &self.0 {
            let _ = writeln!(text, "{hash}  {path}");
        }
        let last = sha256(text.as_bytes());
        let _ = writeln!(text, "{last}");
        text
    }

    /// The files, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether these bytes are what it has for `path`; so is anything where it has nothing.
    pub(super) fn agrees(&self, path: &str, bytes: &[u8]) -> bool {
        self.0.get(path).is_none_or(|hash| *hash == sha256(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::change;
    use super::*;

    #[test]
    fn it_is_read_as_it_was_written_and_not_otherwise() {
        let record = Record::new(&[change("b/c", 0o600, "1"), change("a", 0o644, "2")]);
        assert_eq!(record.paths().collect::<Vec<_>>(), ["a", "b/c"]);
        let text = record.render();
        assert_eq!(Record::parse(&text), Some(record));
        for end in 0..text.len() {
            assert_eq!(Record::parse(&text[..end]), None, "{end}");
        }
        assert_eq!(Record::parse(&text.replace("b/c", "b/d")), None);
        assert_eq!(Record::parse(&format!("{text}\n")), None);
    }

    #[test]
    fn content_is_compared_where_there_is_a_hash() {
        let record = Record::new(&[change("a", 0o600, "1")]);
        assert!(record.agrees("a", b"1") && record.agrees("b", b"2"));
        assert!(!record.agrees("a", b"2"));
    }
}
