//! `kubecore.lock`: what one render wrote, and from what.
//!
//! ```text
//! kubecore 0.1.0
//! input 9f86d081…
//! kubernetes v1.36.4
//!
//! 2c26b46b…  0644  nodes/worker-1/README.md
//! ```
//!
//! No hash in it is of a secret alone. One of a file that holds a short password helps who guesses it:
//! the lock file is kept with the files that it names.

use std::fmt::{Display, Write as _};

use super::{Artifact, Bundle, is_plain};

/// What the lock file of a render begins with. A line for each file follows as they come: there can be
/// millions, so that nobody keeps them all.
#[derive(Debug, Clone)]
pub struct Lock {
    head: String,
}

/// What a lock file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked<'t> {
    /// The version of kubecore that wrote it.
    pub version: &'t str,
    /// SHA-256 of the spec that it was rendered from, without its secrets: of [`super::spec`].
    pub input: &'t str,
    /// What else was noted: a word, and the rest of its line.
    pub notes: Vec<(&'t str, &'t str)>,
    /// Every file, in the order they were written.
    pub files: Vec<Entry<'t>>,
}

/// A file of a render.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'t> {
    /// Where it lies below the top: relative, `/` between parts, no `..`.
    pub path: &'t str,
    /// Unix mode, without the file type.
    pub mode: u32,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: &'t str,
}

const VERSION: &str = "kubecore";
const INPUT: &str = "input";

impl Lock {
    /// Its path at the top of the rendered tree.
    pub const PATH: &'static str = "kubecore.lock";

    /// The first line, by which a former render is known.
    pub const HEADER: &'static str = concat!("kubecore ", env!("CARGO_PKG_VERSION"));

    /// Begins with what all follows from, as [`super::spec`] makes it.
    pub fn new(spec: &Artifact) -> Self {
        let head = [Self::HEADER, "\n", INPUT, " ", spec.sha256(), "\n"].concat();
        Self { head }
    }

    /// Notes what the render was made of: `key` is one word, `value` the rest of the line.
    #[must_use]
    pub fn note(mut self, key: &str, value: impl Display) -> Self {
        let _ = writeln!(self.head, "{key} {value}");
        self
    }

    /// Everything before the first file's line, once all is noted.
    pub fn head(self) -> String {
        self.head + "\n"
    }

    /// The lines of a bundle's files.
    pub fn lines(bundle: &Bundle) -> String {
        let mut lines = String::new();
        for artifact in bundle.artifacts() {
            line(&[bundle.name(), "/", &artifact.path], artifact, &mut lines);
        }
        lines
    }

    /// The line of a file beside the bundles.
    pub fn line(file: &Artifact) -> String {
        let mut own = String::new();
        line(&[&file.path], file, &mut own);
        own
    }

    /// What a lock file says; `None` if it is none of ours, or was damaged.
    pub fn read(text: &str) -> Option<Locked<'_>> {
        let mut lines = text.lines();
        let mut notes = lines.by_ref().take_while(|line| !line.is_empty()).map(word);
        let (VERSION, version) = notes.next()?? else { return None };
        let (INPUT, input) = notes.next()?? else { return None };
        let notes = notes.collect::<Option<_>>()?;
        let files = lines.map(Entry::read).collect::<Option<_>>()?;
        is_sha256(input).then_some(Locked { version, input, notes, files })
    }
}

impl<'t> Entry<'t> {
    fn read(line: &'t str) -> Option<Self> {
        let (sha256, rest) = line.split_once("  ")?;
        let (mode, path) = rest.split_once("  ")?;
        let mode = u32::from_str_radix(mode, 8).ok().filter(|mode| *mode <= 0o7777)?;
        (is_sha256(sha256) && is_plain(path)).then_some(Self { path, mode, sha256 })
    }
}

fn line(path: &[&str], file: &Artifact, out: &mut String) {
    let _ = write!(out, "{}  {:04o}  ", file.sha256(), file.mode);
    out.extend(path.iter().copied().chain(["\n"]));
}

fn word(line: &str) -> Option<(&str, &str)> {
    line.split_once(' ')
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{PRIVATE, sha256};

    #[test]
    fn what_is_written_is_read() {
        let spec = super::super::spec("kubecore: v1\n");
        let head = Lock::new(&spec).note("machine", "a worker 10.0.0.1").head();
        let bundle = Bundle::new("nodes/a", vec![Artifact::new("rootfs/etc/key", PRIVATE, "k")]);
        let text = [head, Lock::line(&spec), Lock::lines(&bundle)].concat();
        let read = Lock::read(&text).unwrap();
        assert_eq!((read.version, read.input), (env!("CARGO_PKG_VERSION"), spec.sha256()));
        assert_eq!(read.notes, [("machine", "a worker 10.0.0.1")]);
        let paths: Vec<&str> = read.files.iter().map(|file| file.path).collect();
        assert_eq!(paths, ["cluster.yaml", "nodes/a/SHA256SUMS", "nodes/a/rootfs/etc/key"]);
        let key = read.files[2];
        assert_eq!((key.mode, key.sha256), (PRIVATE, sha256(b"k").as_str()));
    }

    #[test]
    fn what_is_damaged_is_not_read() {
        let good = format!("kubecore 0.1.0\ninput {0}\n\n{0}  0644  a/b\n", sha256(b""));
        assert!(Lock::read(&good).is_some());
        for (from, to) in [
            ("kubecore ", "other "),
            ("input ", "output "),
            ("  0644", "  9"),
            ("  0644", "  100644"),
            ("a/b", "../b"),
            ("a/b", "/b"),
            ("a/b", "a//b"),
            ("  a/b", ""),
            ("e3b0", "E3B0"),
            ("e3b0", ""),
        ] {
            assert_eq!(Lock::read(&good.replace(from, to)), None, "{from} {to}");
        }
        assert_eq!(Lock::read(""), None);
    }
}
