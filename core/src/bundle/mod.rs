//! What one machine needs, as files; and what the cluster needs once.

mod archive;
mod content;
mod lock;
mod packer;

pub(crate) use archive::closed;
pub use archive::{Archive, is_archive};
pub use content::Content;
pub use lock::{Entry, Lock, Locked};
pub use packer::{Packed, Packer};

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::document::without_secrets;
use crate::order;

/// Files that may be read by everybody.
pub const PLAIN: u32 = 0o644;
/// Files that only root reads.
pub const PRIVATE: u32 = 0o600;
/// Programs.
pub const PROGRAM: u32 = 0o755;

/// Whether nobody but its owner may do anything with a file of this mode.
pub const fn is_closed(mode: u32) -> bool {
    const OTHERS: u32 = 0o077;
    mode & OTHERS == 0
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it lies in its bundle: relative, `/` between parts, no `..`.
    pub path: String,
    /// Unix mode, without the file type.
    pub mode: u32,
    /// Its content. Files that many machines share are shared in memory, too.
    pub bytes: Arc<Content>,
    /// SHA-256 of the content, in hexadecimal: worked out once, also for shared files.
    sha256: Arc<str>,
}

impl Artifact {
    /// A file.
    pub fn new(path: impl Into<String>, mode: u32, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Vec<u8> = bytes.into();
        let sha256 = sha256(&bytes).into();
        let bytes = Content::new(bytes, mode == PRIVATE);
        Self { path: path.into(), mode, bytes: bytes.into(), sha256 }
    }

    /// SHA-256 of the content, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// The files of one machine (`nodes/worker-1`) or of the cluster (`cluster`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    name: String,
    artifacts: Vec<Artifact>,
}

impl Bundle {
    /// Puts files in the order of their paths and adds `SHA256SUMS` over them.
    pub fn new(name: impl Into<String>, mut artifacts: Vec<Artifact>) -> Self {
        order::sort_by(&mut artifacts, |a, b| a.path.cmp(&b.path));
        let mut sums = String::new();
        for Artifact { path, sha256, .. } in &artifacts {
            sums.push_str(sha256);
            sums.push_str("  ");
            sums.push_str(path);
            sums.push('\n');
        }
        let at = artifacts.partition_point(|artifact| artifact.path.as_str() < SUMS);
        artifacts.insert(at, Artifact::new(SUMS, PLAIN, sums));
        Self { name: name.into(), artifacts }
    }

    /// Its directory in the rendered tree: `nodes/<node>` or `cluster`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its files, in the order of their paths.
    pub fn artifacts(&self) -> &[Artifact] {
        &self.artifacts
    }

    /// As it is, but for one file, whatever `SHA256SUMS` says of it.
    #[must_use]
    pub fn with(mut self, artifact: Artifact) -> Self {
        self.artifacts.retain(|other| other.path != artifact.path);
        let at = self.artifacts.partition_point(|other| other.path < artifact.path);
        self.artifacts.insert(at, artifact);
        self
    }

    /// The file at `path`.
    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.artifacts.iter().find(|artifact| artifact.path == path)
    }
}

/// Whether a path is relative, with `/` between parts, and leads nowhere else on any system.
pub fn is_plain(path: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.split('/').all(is_part) && !path.contains(['\\', '\0', '\n', '\r'])
}

/// The file that lists a bundle's other files, as `sha256sum -c` reads it.
pub const SUMS: &str = "SHA256SUMS";

/// The copy of the `cluster.yaml` that lies beside all its bundles.
pub const SPEC: &str = "cluster.yaml";

/// That copy: whoever has what was rendered can change it and render again. It holds no secret.
pub fn spec(text: &str) -> Artifact {
    Artifact::new(SPEC, PLAIN, without_secrets(text))
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hash = Hash::default();
    hash.add(bytes);
    hash.finish()
}

/// SHA-256 of what comes piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Hash(Sha256);

impl Hash {
    /// Takes the next piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash, in hexadecimal.
    pub fn finish(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |value: u8| DIGITS.get(usize::from(value)).copied().map_or('0', char::from);
        self.0.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}
