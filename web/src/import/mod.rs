//! A `cluster.yaml` from elsewhere: a file of it, a zip of everything that was downloaded before, or
//! text that is pasted.
//!
//! Of a file only the parts are read that are needed, by [`Import`], so that one of gigabytes is
//! refused as fast as any other. Nothing of a zip is unpacked but its `cluster.yaml`. [`browser`] gets
//! files out of what a browser tells.
//!
//! ```
//! use kubecore_web::import::{Refused, read};
//!
//! let imported = read(b"kubecore: v1\nname: demo\n").unwrap();
//! assert_eq!((imported.text.as_str(), imported.secrets), ("kubecore: v1\nname: demo\n", None));
//! assert_eq!(read(&[0; 100]), Err(Refused::NotText));
//! ```

pub mod browser;
mod fault;
mod zip;

pub use fault::Refused;

use std::ops::Range;

use kubecore::document::left_out;
use kubecore::format::zip::record::{FILE, begins_archive};
use kubecore::source::{MAX_BYTES, Source};

use zip::Entry;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The `cluster.yaml`.
    pub text: String,
    /// The secrets that are missing in it, as it is a copy made for others: fields, or other words.
    pub secrets: Option<String>,
}

/// A file that is being read.
#[derive(Debug)]
pub struct Import {
    length: u64,
    next: Next,
}

/// What the next bytes are.
#[derive(Debug)]
enum Next {
    Begin,
    Whole,
    ZipEnd(u64),
    ZipDirectory,
    ZipEntry(Entry),
}

/// What happens next.
#[derive(Debug)]
pub enum Step {
    /// These bytes of the file are wanted.
    Read(Import, Range<u64>),
    /// Nothing more.
    Done(Imported),
}

impl Import {
    /// Begins to read a file of this length, in bytes.
    pub fn begin(length: u64) -> Step {
        let import = Self { length, next: Next::Begin };
        Step::Read(import, 0..length.min(FILE.sign.len() as u64))
    }

    /// Goes on with the bytes that were wanted.
    pub fn go_on(self, bytes: Vec<u8>) -> Result<Step, Refused> {
        let length = self.length;
        let read = |next, range| Ok(Step::Read(Self { length, next }, range));
        match self.next {
            Next::Begin if begins_archive(&bytes) => {
                let from = length.saturating_sub(zip::LONGEST_END);
                read(Next::ZipEnd(from), from..length)
            }
            Next::Begin if length > MAX_BYTES as u64 => Err(Refused::TooLong),
            Next::Begin => read(Next::Whole, 0..length),
            Next::Whole => text_of(bytes).map(Step::Done),
            Next::ZipEnd(from) => read(Next::ZipDirectory, zip::directory(&bytes, from)?),
            Next::ZipDirectory => {
                let entry = zip::entry(&bytes)?;
                let range = entry.range(length);
                read(Next::ZipEntry(entry), range)
            }
            Next::ZipEntry(entry) => text_of(entry.unpack(&bytes)?).map(Step::Done),
        }
    }
}

/// Reads a file that is in memory.
pub fn read(file: &[u8]) -> Result<Imported, Refused> {
    let mut step = Import::begin(file.len() as u64);
    loop {
        let (import, range) = match step {
            Step::Read(import, range) => (import, range),
            Step::Done(imported) => return Ok(imported),
        };
        let range = usize::try_from(range.start).ok().zip(usize::try_from(range.end).ok());
        let bytes = range.and_then(|(start, end)| file.get(start..end)).ok_or(Refused::Damaged)?;
        step = import.go_on(bytes.to_vec())?;
    }
}

/// Reads what was pasted.
pub fn text(text: String) -> Result<Imported, Refused> {
    text_of(text.into_bytes())
}

fn text_of(bytes: Vec<u8>) -> Result<Imported, Refused> {
    if bytes.len() > MAX_BYTES {
        return Err(Refused::TooLong);
    }
    let utf16 = matches!(bytes.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if !utf16 && bytes.contains(&0) {
        return Err(Refused::NotText);
    }
    let source =
        Source::from_bytes("", bytes).map_err(|report| match report.diagnostics().first() {
            Some(found) => Refused::NotUtf8(found.help.clone()),
            None => Refused::NotText,
        })?;
    if source.text().trim().is_empty() {
        return Err(Refused::Empty);
    }
    let (secrets, text) = left_out(source.text());
    Ok(Imported { text: text.to_owned(), secrets: secrets.map(str::to_owned) })
}

#[cfg(test)]
mod tests;
