//! A rendered zip.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use kubecore::bundle::is_plain;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Found, Index, MOST, MOST_BYTES, bytes, hash, longest, shown, too_many};
use crate::failure::Failure;

/// An open zip.
pub(crate) struct Zip {
    path: PathBuf,
    archive: ZipArchive<BufReader<Metered<File>>>,
}

/// What the list at a zip's end says of a file besides its name, in bytes: far behind in a large zip, its place
/// takes twelve more.
pub(super) const RECORD: usize = 46 + 12;

/// The longest list of files that is read, in bytes.
pub(super) const LONGEST_LIST: u64 = (RECORD as u64 + 80) * MOST as u64;

const FILE_TYPE: u32 = 0o170_000;
const PLAIN_FILE: u32 = 0o100_000;
const DIRECTORY: u32 = 0o040_000;

impl Zip {
    pub(super) fn open(path: &Path, file: File) -> Result<Self, Failure> {
        // The reader believes what the zip says of its length: it gets no more than a list may have.
        let left = Rc::new(Cell::new(LONGEST_LIST));
        let metered = BufReader::new(Metered { inner: file, left: left.clone() });
        let archive = match ZipArchive::new(metered) {
            Ok(archive) => archive,
            Err(_) if left.get() == 0 => return Err(too_many(path)),
            Err(error) => return Err(damaged(path, &error)),
        };
        left.set(u64::MAX);
        let zip = Self { path: path.to_owned(), archive };
        if zip.archive.len() > MOST {
            return Err(too_many(path));
        }
        if zip.archive.has_duplicate_names() {
            return Err(refused(
                path,
                "names a file twice, and programs differ in which they take",
            ));
        }
        Ok(zip)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn index(&mut self) -> Result<Index, Failure> {
        self.index_within(MOST_BYTES)
    }

    fn index_within(&mut self, most: u64) -> Result<Index, Failure> {
        // Names and hashes one behind the other, and where each ends: kept in small pieces, they would lie between
        // the large ones that unpacking takes and gives back, so that a heap grows by some of those for each file.
        let (mut texts, mut ends) = (String::new(), Vec::with_capacity(self.archive.len()));
        let mut left = most;
        for number in 0..self.archive.len() {
            let path = self.path.clone();
            let mut entry = self.archive.by_index(number).map_err(|e| damaged(&path, &e))?;
            let name = entry.name().map_err(|e| damaged(&path, &e))?.into_owned();
            if !is_plain(name.strip_suffix('/').unwrap_or(&name)) {
                let why = format!("holds the name {}, which leads outside", shown(&name));
                return Err(refused(&path, &why));
            }
            // Programs that know no modes leave them at nothing.
            let mode = entry.unix_mode().filter(|mode| *mode != 0);
            let mut found = match mode.map(|mode| mode & FILE_TYPE) {
                _ if name.ends_with('/') => Found::Directory,
                Some(DIRECTORY) => Found::Directory,
                None | Some(PLAIN_FILE | 0) => {
                    // What is longer need not be unpacked to know that it is not ours.
                    let longest = longest(&name);
                    let sha256 = if entry.size() > longest {
                        None
                    } else {
                        let (sha256, length) = hash(&mut entry, longest)
                            .map_err(|e| damaged(&path, &ZipError::Io(e)))?;
                        left = left.saturating_sub(length);
                        sha256
                    };
                    Found::File { mode: mode.map(|mode| mode & 0o7777), sha256 }
                }
                Some(_) => Found::Other,
            };
            drop(entry);
            if left == 0 {
                return Err(refused(&self.path, "unpacks to more than any render does"));
            }
            texts.push_str(name.strip_suffix('/').unwrap_or(&name));
            let name = texts.len();
            if let Found::File { sha256: Some(sha256), .. } = &mut found {
                texts.push_str(&std::mem::take(sha256));
            }
            ends.push((name, texts.len(), found));
        }
        let mut index = Index::new();
        let mut begin = 0;
        for (name, end, mut found) in ends {
            if let Found::File { sha256: Some(sha256), .. } = &mut found {
                sha256.push_str(&texts[name..end]);
            }
            index.insert(texts[begin..name].to_owned(), found);
            begin = end;
        }
        Ok(index)
    }

    pub(super) fn read(&mut self, path: &str) -> Result<Vec<u8>, Failure> {
        let archive = self.path.clone();
        let entry = self.archive.by_name(path).map_err(|error| damaged(&archive, &error))?;
        bytes(entry, longest(path)).map_err(|error| damaged(&archive, &ZipError::Io(error)))
    }
}

fn refused(path: &Path, why: &str) -> Failure {
    let shown = path.display();
    Failure::Other(format!(
        "{shown} {why}: no zip of kubecore does, so nothing more of it was read"
    ))
}

fn damaged(path: &Path, error: &ZipError) -> Failure {
    let shown_path = path.display();
    // The library's words may quote the file's.
    let why = shown(&error.to_string().to_lowercase());
    Failure::Other(format!(
        "{shown_path} is no zip, or a damaged one ({why}): get it again from where it was written"
    ))
}

/// A file of which only so many bytes can be read.
struct Metered<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left.get()).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 && !buffer.is_empty() {
            return Err(io::Error::other("its list of files is too long"));
        }
        let read = self.inner.read(&mut buffer[..most])?;
        self.left.set(self.left.get() - read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Zip {
        let mut writer = ZipWriter::new(tempfile::tempfile().unwrap());
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        Zip::open(Path::new("a.zip"), writer.finish().unwrap()).unwrap_or_else(|_| panic!("a zip"))
    }

    fn why<T>(refused: Result<T, Failure>) -> String {
        let Err(Failure::Other(why)) = refused else { panic!("it is refused") };
        why
    }

    #[test]
    fn names_that_lead_outside_are_refused() {
        for name in ["../a", "/a", "a/../../b", "a\\..\\b", "./a", "a//b", "a\nb"] {
            let said = why(zip(&[("good", b""), (name, b"")]).index());
            assert!(said.contains("leads outside") && !said.contains('\n'), "{said}");
        }
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_unpacked() {
        let zeros = vec![0; 1 << 20];
        let mut bomb = zip(&[("a", &zeros), ("b", &zeros)]);
        assert!(why(bomb.index_within(1 << 20)).contains("unpacks to more"));
        assert_eq!(bomb.index_within(3 << 20).map_err(|_| ()).unwrap().len(), 2);
    }

    #[test]
    fn a_long_list_of_files_is_not_read_to_its_end() {
        let mut metered = Metered { inner: io::repeat(0), left: Rc::new(Cell::new(10)) };
        assert!(metered.read_to_end(&mut Vec::new()).is_err());
        assert_eq!(metered.left.get(), 0);
    }
}
