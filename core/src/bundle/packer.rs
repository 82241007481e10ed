//! Bundles, packed for an archive.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use super::{Artifact, Bundle, Lock, PRIVATE};
use crate::format::zip;

/// A bundle as an archive takes it.
#[derive(Debug, Clone)]
pub struct Packed {
    pub(super) files: Vec<PackedFile>,
    /// What the lock file says of them.
    pub(super) lines: String,
}

impl Packed {
    /// How many files it has.
    pub fn files(&self) -> usize {
        self.files.len()
    }
}

/// One of its files.
#[derive(Debug, Clone)]
pub(super) struct PackedFile {
    /// From the top of the archive.
    pub(super) path: String,
    pub(super) mode: u32,
    pub(super) content: Arc<zip::Packed>,
}

/// Packs bundles, one after the other. What many machines have in common is packed once. Equal bundles
/// give equal bytes, whatever came before: several packers can share the work.
#[derive(Debug, Default)]
pub struct Packer {
    deflate: zip::Packer,
    /// What was last packed of each path: its hash, and what came of it.
    known: BTreeMap<String, (Arc<str>, Arc<zip::Packed>)>,
}

/// So many paths are remembered. A machine has some dozens of files, and those of machines of one role
/// have the same paths, but for a few with names in them.
const PATHS: usize = 512;

impl Packer {
    /// Packs a bundle under its own name.
    pub fn pack(&mut self, bundle: &Bundle) -> io::Result<Packed> {
        let file = |artifact: &Artifact| {
            let path = [bundle.name(), "/", &artifact.path].concat();
            Ok(PackedFile { path, mode: artifact.mode, content: self.content(artifact)? })
        };
        let files = bundle.artifacts().iter().map(file).collect::<io::Result<_>>()?;
        Ok(Packed { files, lines: Lock::lines(bundle) })
    }

    /// Packs one file.
    pub(super) fn content(&mut self, artifact: &Artifact) -> io::Result<Arc<zip::Packed>> {
        let Self { deflate, known } = self;
        let Artifact { path, mode, bytes, sha256 } = artifact;
        if let Some((hash, packed)) = known.get(path)
            && hash == sha256
        {
            return Ok(packed.clone());
        }
        let packed = Arc::new(deflate.pack(bytes)?);
        // A key is nowhere for longer than it has to.
        if *mode == PRIVATE {
            known.remove(path);
        } else if let Some(place) = known.get_mut(path) {
            *place = (sha256.clone(), packed.clone());
        } else if known.len() < PATHS {
            known.insert(path.clone(), (sha256.clone(), packed.clone()));
        }
        Ok(packed)
    }
}
