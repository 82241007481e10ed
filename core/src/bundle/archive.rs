//! Bundles → zip.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, Write};

use super::{Artifact, Bundle, Lock, PLAIN, Packed, Packer};
use crate::format::zip;

/// A zip that takes one bundle after the other and keeps none. Equal bundles give equal bytes:
/// order is the caller's, time is 1980-01-01, modes are the files' own.
#[derive(Debug)]
pub struct Archive<W> {
    zip: zip::Writer<W>,
    packer: Packer,
    lock: zip::Stream,
}

impl<W: Write> Archive<W> {
    /// Begins an archive, of which `lock` already says what it is made of.
    pub fn new(out: W, lock: Lock) -> Self {
        let lock = zip::Stream::new(lock.head().into_bytes());
        Self { zip: zip::Writer::new(out), packer: Packer::default(), lock }
    }

    /// Adds a bundle under its own name.
    pub fn add(&mut self, bundle: &Bundle) -> io::Result<()> {
        let packed = self.packer.pack(bundle)?;
        self.add_packed(&packed)
    }

    /// Adds a bundle that another packer has packed.
    pub fn add_packed(&mut self, bundle: &Packed) -> io::Result<()> {
        for file in &bundle.files {
            self.zip.file(&file.path, file.mode, &file.content)?;
        }
        self.lock.add(bundle.lines.as_bytes())
    }

    /// Adds a file beside the bundles, as [`spec`](super::spec) makes it.
    pub fn add_file(&mut self, file: &Artifact) -> io::Result<()> {
        self.lock.add(Lock::line(file).as_bytes())?;
        self::file(&mut self.zip, &mut self.packer, file)
    }

    /// Adds the lock file and ends the archive.
    pub fn finish(self) -> io::Result<W> {
        let Self { mut zip, lock, .. } = self;
        zip.file(Lock::PATH, PLAIN, &lock.finish()?)?;
        zip.finish()
    }
}

fn file<W: Write>(
    zip: &mut zip::Writer<W>,
    packer: &mut Packer,
    artifact: &Artifact,
) -> io::Result<()> {
    let content = packer.content(artifact)?;
    zip.file(&artifact.path, artifact.mode, &content)
}

/// Files that belong to no bundle, as a zip by themselves, in directories that only their owner
/// enters: each is an entry of its own, as it would get the usual mode otherwise.
pub(crate) fn closed(files: impl IntoIterator<Item = Artifact>) -> io::Result<Vec<u8>> {
    let (mut zip, mut packer) = (zip::Writer::new(Vec::new()), Packer::default());
    let mut made = BTreeSet::new();
    for artifact in files {
        let path = &artifact.path;
        for (end, _) in path.match_indices('/') {
            let directory = path.get(..end).unwrap_or_default();
            if made.insert(directory.to_owned()) {
                zip.directory(directory, 0o700)?;
            }
        }
        file(&mut zip, &mut packer, &artifact)?;
    }
    zip.finish()
}

/// Whether this is a zip that [`Archive`] wrote: its lock file is the last.
pub fn is_archive(file: impl Read + Seek) -> bool {
    zip::ends_with(file, Lock::PATH).unwrap_or_default()
}
