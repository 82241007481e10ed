//! What a render wrote, read back: a directory or a zip, from anywhere.
//!
//! Whoever made it may mean harm, so nothing it says is believed beyond bounds: names that lead outside,
//! links, files without end and zips that unpack to more than a disk are refused or named, and what is in
//! memory at once is one file and a line for each.

mod directory;
mod zip;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use kubecore::bundle::{Hash, Lock};
use kubecore::format::zip::record::begins_archive;
use kubecore::spec::MAX_NODES;

use crate::failure::Failure;

/// A rendered cluster.
pub(crate) enum Rendered {
    Directory(PathBuf),
    Zip(zip::Zip),
}

/// What lies at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// A plain file.
    File {
        /// Unix mode without the file type; `None` where the zip holds none.
        mode: Option<u32>,
        /// SHA-256 in hexadecimal; `None` if it is longer than any file of a render.
        sha256: Option<String>,
    },
    /// A directory.
    Directory,
    /// A link, a pipe, a device.
    Other,
}

/// Everything below the top, by path.
pub(crate) type Index = BTreeMap<String, Found>;

/// The most files that are looked at: forty for each machine of the largest cluster. With its keys, a worker
/// has some thirty.
const MOST: usize = 40 * MAX_NODES as usize;

/// No file of a render is longer, in bytes, but the lock file.
const LONGEST: u64 = 64 * 1024 * 1024;

/// The longest lock file, in bytes: a line of some 120 for each file.
pub(crate) const LONGEST_LOCK: u64 = 160 * MOST as u64;

/// What a zip may unpack to altogether, in bytes: that of the largest cluster has some 10 GB.
const MOST_BYTES: u64 = 32 * 1024 * 1024 * 1024;

/// Opens what `path` names.
pub(crate) fn open(path: &Path) -> Result<Rendered, Failure> {
    let shown = path.display();
    let failed = |error: io::Error| Failure::io(format_args!("{shown} cannot be read"), &error);
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Ok(Rendered::Directory(path.to_owned()));
    }
    if !metadata.is_file() {
        return Err(no_bundle(path, "is neither a directory nor a file"));
    }
    let file = File::open(path).map_err(failed)?;
    Ok(Rendered::Zip(zip::Zip::open(path, file)?))
}

/// Whether `path` is a directory, or begins as a zip does. What cannot be read is neither.
pub(crate) fn looks_rendered(path: &Path) -> bool {
    let Ok(metadata) = fs::metadata(path) else { return false };
    metadata.is_dir() || metadata.is_file() && begins_as_zip(path).unwrap_or_default()
}

fn begins_as_zip(path: &Path) -> io::Result<bool> {
    let mut begin = [0; 4];
    File::open(path)?.read_exact(&mut begin)?;
    Ok(begins_archive(&begin))
}

impl Rendered {
    /// Looks at everything.
    pub(crate) fn index(&mut self) -> Result<Index, Failure> {
        match self {
            Self::Directory(path) => directory::index(path),
            Self::Zip(zip) => zip.index(),
        }
    }

    /// The file at `path`.
    pub(crate) fn read(&mut self, path: &str) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Directory(top) => directory::read(top, path),
            Self::Zip(zip) => zip.read(path),
        }
    }

    /// The lock file's text. Without one it is no render.
    pub(crate) fn lock(&mut self, index: &Index) -> Result<String, Failure> {
        let path = self.path().to_owned();
        if !matches!(index.get(Lock::PATH), Some(Found::File { sha256: Some(_), .. })) {
            return Err(no_bundle(&path, "has no kubecore.lock"));
        }
        let text = String::from_utf8(self.read(Lock::PATH)?).ok();
        text.filter(|text| Lock::read(text).is_some()).ok_or_else(|| {
            no_bundle(&path, "has a kubecore.lock that is damaged or of another version")
        })
    }

    fn path(&self) -> &Path {
        match self {
            Self::Directory(path) => path,
            Self::Zip(zip) => zip.path(),
        }
    }
}

fn no_bundle(path: &Path, why: &str) -> Failure {
    let remedy = "give a directory or zip that `kubecore-cli render` wrote";
    Failure::Other(format!("{} {why}: {remedy}", path.display()))
}

/// A name as it may be shown: others may have chosen it.
pub(crate) fn shown(name: &str) -> String {
    const MOST: usize = 300;
    let mut shown: String = name.chars().take(MOST).flat_map(char::escape_debug).collect();
    if name.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    // Quotes need no escape: nothing stands around a name.
    shown.replace("\\'", "'").replace("\\\"", "\"")
}

/// The longest that a file of a render can be at this path.
fn longest(path: &str) -> u64 {
    if path == Lock::PATH { LONGEST_LOCK } else { LONGEST }
}

/// SHA-256 of all there is to read, and how many bytes that were; `None` for the hash if there are
/// more than `longest`.
fn hash(from: impl Read, longest: u64) -> io::Result<(Option<String>, u64)> {
    let mut from = from.take(longest + 1);
    let mut hasher = Hash::default();
    // Not on the heap, where what is kept of each file would come to lie behind it.
    let mut buffer = [0; 8 * 1024];
    let mut length = 0;
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.add(&buffer[..read]);
        length += read as u64;
    }
    Ok(((length <= longest).then(|| hasher.finish()), length))
}

/// Everything up to `longest`.
fn bytes(from: impl Read, longest: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(longest).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn too_many(path: &Path) -> Failure {
    let shown = path.display();
    Failure::Other(format!(
        "{shown} holds more than {MOST} files, and the largest cluster has fewer: nothing was compared; \
         look whether it is the directory or zip that was meant"
    ))
}

#[cfg(test)]
mod tests {
    use kubecore::bundle::Bundle;
    use kubecore::compile;
    use kubecore::profile::Renderer;
    use kubecore::source::Source;
    use kubecore::spec::{Profile, Role, Topology, example};

    use super::*;

    #[test]
    fn a_file_without_end_is_read_up_to_the_limit() {
        assert_eq!(hash(io::repeat(0), 100).unwrap(), (None, 101));
        let (hash, length) = hash(&b"unit"[..], 4).unwrap();
        assert_eq!((hash, length), (Some(kubecore::bundle::sha256(b"unit")), 4));
    }

    /// Of every system, as many workers as there can be machines.
    #[test]
    fn the_largest_cluster_is_within_the_limits() {
        let nodes = u64::from(MAX_NODES);
        for profile in Profile::ALL.iter().copied() {
            let text = example(profile, Topology::HighAvailability);
            let plan = compile(&Source::new("c.yaml", text)).plan.unwrap();
            let of_machine = |bundle: Bundle| {
                let lines = Lock::lines(&bundle);
                let files = bundle.artifacts();
                let names: usize =
                    files.iter().map(|file| bundle.name().len() + 1 + file.path.len()).sum();
                let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
                [files.len(), lines.len(), zip::RECORD * files.len() + names, bytes]
                    .map(|count| count as u64)
            };
            let renderer = Renderer::new(&plan);
            let bundles = plan.of_role(Role::Worker).map(|node| renderer.node(node));
            for [files, lock, list, bytes] in bundles.map(of_machine) {
                // Keys come on top.
                assert!((files + 10) * nodes <= MOST as u64, "{profile}: {files} files");
                assert!(
                    (lock + 1_500) * nodes <= LONGEST_LOCK,
                    "{profile}: {lock} bytes of lock file"
                );
                assert!(
                    (list + 1_500) * nodes <= zip::LONGEST_LIST,
                    "{profile}: {list} bytes of list"
                );
                assert!((bytes + 50_000) * nodes <= MOST_BYTES, "{profile}: {bytes} bytes");
            }
        }
    }

    #[test]
    fn a_name_cannot_break_its_line() {
        assert_eq!(shown("a\nb\u{1b}[31m it's \"c\""), "a\\nb\\u{1b}[31m it's \"c\"");
        assert_eq!(shown(&"a".repeat(1000)).chars().count(), 301);
    }
}
