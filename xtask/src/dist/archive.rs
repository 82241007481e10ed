//! `.tar.gz` files that depend on nothing but what is in them: in order, with one time and nobody's name.

use std::io::{self, Read as _};
use std::path::Path;

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// `/`-separated, below the archive's own directory.
    pub(super) path: String,
    pub(super) executable: bool,
    pub(super) bytes: Vec<u8>,
}

impl Entry {
    pub(super) fn file(path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.to_owned(), executable: false, bytes: bytes.into() }
    }

    pub(super) fn program(path: &str, bytes: Vec<u8>) -> Self {
        Self { executable: true, ..Self::file(path, bytes) }
    }

    /// The files of a directory that has no other in it.
    pub(super) fn all(directory: &Path) -> Result<Vec<Self>, String> {
        let names = super::names(directory)?.into_iter();
        names.map(|name| Ok(Self::file(&name, super::read(&directory.join(&name))?))).collect()
    }
}

/// All entries below a directory `name`, each of `time`, which is in seconds.
///
/// # Errors
/// A path that tar has no place for, or that stands twice.
pub(super) fn packed(name: &str, time: u64, entries: &[Entry]) -> Result<Vec<u8>, String> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    if let Some(pair) = sorted.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return Err(format!("{} would be packed twice", pair[0].path));
    }
    let written = || -> io::Result<Vec<u8>> {
        // Neither a name nor a time, and 255 for any system.
        let gzip = GzBuilder::new().operating_system(255).write(Vec::new(), Compression::best());
        let mut tar = tar::Builder::new(gzip);
        for entry in sorted {
            let mut header = tar::Header::new_ustar();
            header.set_path(format!("{name}/{}", entry.path))?;
            header.set_mode(if entry.executable { PROGRAM } else { PLAIN });
            header.set_size(entry.bytes.len() as u64);
            header.set_mtime(time);
            header.set_uid(0);
            header.set_gid(0);
            header.set_cksum();
            tar.append(&header, entry.bytes.as_slice())?;
        }
        tar.into_inner()?.finish()
    };
    written().map_err(|error| format!("{name}: {error}"))
}

const PLAIN: u32 = 0o644;
const PROGRAM: u32 = 0o755;

/// What [`packed`] wrote, with whole paths.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Vec<Entry>> {
    let read = |mut file: tar::Entry<'_, GzDecoder<&[u8]>>| -> io::Result<Entry> {
        let mut entry = Entry::file(&file.path()?.to_string_lossy(), Vec::new());
        entry.executable = file.header().mode()? == PROGRAM;
        file.read_to_end(&mut entry.bytes)?;
        Ok(entry)
    };
    let mut tar = tar::Archive::new(GzDecoder::new(bytes));
    let all = tar.entries().ok()?.map(|file| file.and_then(read));
    all.collect::<io::Result<_>>().ok()
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::{env, fs, process};

    use super::*;
    use crate::process::answer;

    fn entries() -> Vec<Entry> {
        vec![
            Entry::program("run", b"#!/bin/sh\n".to_vec()),
            Entry::file("docs/a.md", "x".repeat(512)),
            Entry::file("docs/empty", ""),
        ]
    }

    #[test]
    fn order_and_place_do_not_matter() {
        let packed = |entries: &[Entry]| packed("it-1", 1_700_000_000, entries).unwrap();
        let mut other = entries();
        other.reverse();
        assert_eq!(packed(&entries()), packed(&other));
        let mut changed = entries();
        changed[0].executable = false;
        assert_ne!(packed(&entries()), packed(&changed));
    }

    #[test]
    fn tar_reads_what_is_packed() {
        let file = env::temp_dir().join(format!("kubecore-archive-{}.tar.gz", process::id()));
        fs::write(&file, packed("it-1", 1_700_000_000, &entries()).unwrap()).unwrap();
        let mut tar = Command::new("tar");
        tar.args(["--list", "--verbose", "--numeric-owner", "--utc", "--full-time", "--file"]);
        let listed = answer(tar.arg(&file)).unwrap();
        fs::remove_file(&file).unwrap();
        let lines: Vec<Vec<&str>> =
            listed.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(
            lines[0],
            ["-rw-r--r--", "0/0", "512", "2023-11-14", "22:13:20", "it-1/docs/a.md"]
        );
        assert_eq!(lines[1][2..], ["0", "2023-11-14", "22:13:20", "it-1/docs/empty"]);
        assert_eq!(lines[2][0], "-rwxr-xr-x");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn what_is_packed_is_read_again() {
        let read = unpacked(&packed("it-1", 0, &entries()).unwrap()).unwrap();
        assert_eq!(read.len(), 3);
        assert_eq!(read[2].path, "it-1/run");
        assert!(read[2].executable && !read[0].executable);
        assert_eq!(read[0].bytes, entries()[1].bytes);
        assert!(unpacked(b"nothing").is_none());
    }

    #[test]
    fn what_has_no_place_is_refused() {
        assert!(packed("it", 0, &[Entry::file(&"a".repeat(200), "")]).is_err());
        assert!(packed("it", 0, &[Entry::file("a", ""), Entry::file("a", "b")]).is_err());
    }
}
