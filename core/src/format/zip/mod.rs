//! Zip archives, written from front to back: what is in an entry is packed before, so nothing has to be
//! filled in afterwards, and packing can be somebody else's work.
//!
//! Source: PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5. Where it leaves a choice, the one of the crate
//! `zip`, with which the tests compare byte for byte.

mod directory;
mod end;
mod packed;
pub mod record;
mod stream;
#[cfg(test)]
mod tests;

pub use end::ends_with;
pub use packed::{Packed, Packer};
pub use stream::Stream;

use std::io::{self, Write};

use self::directory::Directory;
use self::record::FILE;

/// An archive under way. It keeps no content, and of each entry a few bytes.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    /// How many bytes are written.
    at: u64,
    directory: Directory,
}

impl<W: Write> Writer<W> {
    /// Begins an archive.
    pub fn new(out: W) -> Self {
        Self { out, at: 0, directory: Directory::default() }
    }

    /// A file. Its path is relative, with `/` between parts; its mode is Unix's, without the type.
    ///
    /// # Errors
    /// Those of the writer, and a path of more than 65 535 bytes.
    pub fn file(&mut self, path: &str, mode: u32, content: &Packed) -> io::Result<()> {
        const REGULAR: u32 = 0o100_000;
        self.entry(&Entry { path, mode: REGULAR | mode, method: DEFLATED, content })
    }

    /// A directory, which needs an entry only where its mode matters. The path has no `/` at its end.
    ///
    /// # Errors
    /// As of a file.
    pub fn directory(&mut self, path: &str, mode: u32) -> io::Result<()> {
        const DIRECTORY: u32 = 0o040_000;
        let (path, content) = (format!("{path}/"), Packed::nothing());
        self.entry(&Entry {
            path: &path,
            mode: DIRECTORY | mode,
            method: STORED,
            content: &content,
        })
    }

    /// Writes the central directory and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(mut self) -> io::Result<W> {
        self.directory.write(self.at, &mut self.out)?;
        Ok(self.out)
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let known = entry.known()?;
        let mut header = Vec::with_capacity(FILE.length + entry.path.len());
        header.extend(FILE.sign);
        header.extend(&known);
        header.extend(0_u16.to_le_bytes()); // extra fields
        header.extend(entry.path.as_bytes());
        self.directory.add(entry, &known, self.at)?;
        let packed = entry.content.bytes();
        self.out.write_all(&header)?;
        self.out.write_all(packed)?;
        self.at += header.len() as u64 + packed.len() as u64;
        Ok(())
    }
}

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// What of the format a reader must know: 2.0 has deflate and directories, 4.5 has 64-bit places.
const VERSION: u16 = 20;

/// What the directory further says of an entry beyond 4 GiB: where it is, in bytes of a record.
const PLACE: u16 = 12;

/// What is said of an entry.
#[derive(Debug)]
struct Entry<'e> {
    path: &'e str,
    /// With the type.
    mode: u32,
    method: u16,
    content: &'e Packed,
}

impl Entry<'_> {
    /// What stands in both headers, from the version up to the length of the path.
    fn known(&self) -> io::Result<[u8; 24]> {
        /// The path is UTF-8, which for ASCII needs no saying.
        const UTF_8: u16 = 1 << 11;
        /// 1980-01-01, the first day there is, at midnight.
        const TIME: u16 = 0;
        const DATE: u16 = (1 << 5) | 1;
        let Self { path, method, content, .. } = self;
        let long = |_| io::Error::new(io::ErrorKind::InvalidInput, "a path too long for a zip");
        let path_length = u16::try_from(path.len()).map_err(long)?;
        let flags = if path.is_ascii() { 0 } else { UTF_8 };
        let mut known = [0; 24];
        let words = [VERSION, flags, *method, TIME, DATE];
        let numbers = [content.crc32(), content.packed_length(), content.length()];
        let bytes = words
            .into_iter()
            .flat_map(u16::to_le_bytes)
            .chain(numbers.into_iter().flat_map(u32::to_le_bytes))
            .chain(path_length.to_le_bytes());
        known.iter_mut().zip(bytes).for_each(|(place, byte)| *place = byte);
        Ok(known)
    }
}
