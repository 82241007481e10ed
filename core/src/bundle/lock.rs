//! `kubecore.lock`: what one render wrote.

use std::fmt::Write as _;

use super::{Artifact, Bundle, PLAIN, SUMS};

/// Collects the bundles of one render. Each is named with the hash of its `SHA256SUMS`, which in
/// turn names the hash of each file.
#[derive(Debug, Clone, Default)]
pub struct Lock {
    lines: String,
}

impl Lock {
    /// Its path at the top of the rendered tree.
    pub const PATH: &'static str = "kubecore.lock";

    /// The first line, by which a former render is known.
    pub const HEADER: &'static str = concat!("kubecore ", env!("CARGO_PKG_VERSION"));

    /// Notes one bundle.
    pub fn add(&mut self, bundle: &Bundle) {
        let sums = bundle.get(SUMS).map(Artifact::sha256).unwrap_or_default();
        let _ = writeln!(self.lines, "{sums}  {}", bundle.name());
    }

    /// Notes a file beside the bundles.
    pub fn add_file(&mut self, file: &Artifact) {
        let _ = writeln!(self.lines, "{}  {}", file.sha256(), file.path);
    }

    /// The file, once every bundle is noted.
    pub fn finish(self) -> Artifact {
        Artifact::new(Self::PATH, PLAIN, format!("{}\n{}", Self::HEADER, self.lines))
    }

    /// What a lock file notes; `None` if the file is none of ours.
    pub fn read(text: &str) -> Option<Vec<Entry<'_>>> {
        let mut lines = text.lines();
        lines.next()?.strip_prefix("kubecore ")?;
        lines
            .map(|line| line.split_once("  ").map(|(sha256, name)| Entry { name, sha256 }))
            .collect()
    }
}

/// A line of the lock file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The bundle's name, or [`SPEC`](super::SPEC).
    pub name: &'t str,
    /// SHA-256 of the bundle's `SHA256SUMS`, or of the file.
    pub sha256: &'t str,
}
