//! Bundles → zip.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{Artifact, Bundle, Lock};

/// A zip that takes one bundle after the other and keeps none. Equal bundles give equal bytes:
/// order is the caller's, time is 1980-01-01, modes are the files' own.
#[derive(Debug)]
pub struct Archive<W: Write + Seek> {
    zip: ZipWriter<W>,
    lock: Lock,
}

impl<W: Write + Seek> Archive<W> {
    /// Begins an archive, of which `lock` already says what it is made of.
    pub fn new(out: W, lock: Lock) -> Self {
        Self { zip: ZipWriter::new(out), lock }
    }

    /// Adds a bundle under its own name.
    pub fn add(&mut self, bundle: &Bundle) -> io::Result<()> {
        for artifact in bundle.artifacts() {
            file(&mut self.zip, &format!("{}/{}", bundle.name(), artifact.path), artifact)?;
        }
        self.lock.add(bundle);
        Ok(())
    }

    /// Adds a file beside the bundles, as [`spec`](super::spec) makes it.
    pub fn add_file(&mut self, file: &Artifact) -> io::Result<()> {
        self.lock.add_file(file);
        self::file(&mut self.zip, &file.path, file)
    }

    /// Adds the lock file and ends the archive.
    pub fn finish(self) -> io::Result<W> {
        let Self { mut zip, lock } = self;
        file(&mut zip, Lock::PATH, &lock.finish())?;
        Ok(zip.finish()?)
    }
}

fn file<W: Write + Seek>(
    zip: &mut ZipWriter<W>,
    path: &str,
    artifact: &Artifact,
) -> io::Result<()> {
    zip.start_file(path, options().unix_permissions(artifact.mode))?;
    zip.write_all(&artifact.bytes)
}

/// Files that belong to no bundle, as a zip by themselves, in directories that only their owner
/// enters: each is an entry of its own, as it would get the usual mode otherwise.
pub(crate) fn closed(files: impl IntoIterator<Item = Artifact>) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
    let mut made = BTreeSet::new();
    for artifact in files {
        let path = &artifact.path;
        for (end, _) in path.match_indices('/') {
            let directory = path.get(..end).unwrap_or_default();
            if made.insert(directory.to_owned()) {
                zip.add_directory(directory, options().unix_permissions(0o700))?;
            }
        }
        file(&mut zip, path, &artifact)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
}

/// Whether this is a zip that [`Archive`] wrote, by its lock file.
pub fn is_archive(file: impl Read + Seek) -> bool {
    ZipArchive::new(file).is_ok_and(|zip| zip.index_for_name(Lock::PATH).is_some())
}
