//! Bundles → zip.

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
    /// Begins an archive.
    pub fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out), lock: Lock::default() }
    }

    /// Adds a bundle under its own name.
    pub fn add(&mut self, bundle: &Bundle) -> io::Result<()> {
        for artifact in bundle.artifacts() {
            self.file(&format!("{}/{}", bundle.name(), artifact.path), artifact)?;
        }
        self.lock.add(bundle);
        Ok(())
    }

    /// Adds a file beside the bundles, as [`spec`](super::spec) makes it.
    pub fn add_file(&mut self, file: &Artifact) -> io::Result<()> {
        self.lock.add_file(file);
        self.file(&file.path, file)
    }

    /// Adds the lock file and ends the archive.
    pub fn finish(mut self) -> io::Result<W> {
        let lock = std::mem::take(&mut self.lock).finish();
        self.file(Lock::PATH, &lock)?;
        Ok(self.zip.finish()?)
    }

    fn file(&mut self, path: &str, artifact: &Artifact) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(artifact.mode);
        self.zip.start_file(path, options)?;
        self.zip.write_all(&artifact.bytes)
    }
}

/// Files that belong to no bundle, as a zip by themselves.
pub(crate) fn loose(files: impl IntoIterator<Item = Artifact>) -> io::Result<Vec<u8>> {
    let mut archive = Archive::new(io::Cursor::new(Vec::new()));
    for artifact in files {
        archive.file(&artifact.path, &artifact)?;
    }
    Ok(archive.zip.finish()?.into_inner())
}

/// Whether this is a zip that [`Archive`] wrote, by its lock file.
pub fn is_archive(file: impl Read + Seek) -> bool {
    ZipArchive::new(file).is_ok_and(|zip| zip.index_for_name(Lock::PATH).is_some())
}
