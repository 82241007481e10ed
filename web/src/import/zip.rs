//! One file out of a zip: `cluster.yaml` at the top of one that [`kubecore::bundle::Archive`] wrote, or
//! that another program packed again.
//!
//! Our own, because the zip crate's reader wants the whole file in memory, and this one is refused or
//! read by its parts. The numbers are those of PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.4.
//! Whatever an archive says is only believed within bounds; names of other files are compared, and
//! never used.

use std::io::Read as _;
use std::ops::Range;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use kubecore::bundle::{Lock, SPEC};
use kubecore::format::zip::record::{END, ENTRY, FILE, LOCATOR, WIDE_END};
use kubecore::source::MAX_BYTES;

use super::Refused;

/// The longest name, further field or comment, in bytes.
const LONGEST_FIELD: u64 = 0xffff;

/// Everything behind the directory, as long as it can be, in bytes.
pub(super) const LONGEST_END: u64 =
    (WIDE_END.length + LOCATOR.length + END.length) as u64 + LONGEST_FIELD;

/// The longest directory that is looked through, in bytes: that of some 400 000 files.
const LONGEST_DIRECTORY: u64 = 48 * 1024 * 1024;

/// A number that stands elsewhere, as it is too large for its place.
const IN_64: u64 = 0xffff_ffff;

const IS_ENCRYPTED: u64 = 1;
const STORED: u64 = 0;
const DEFLATED: u64 = 8;

/// Where the directory lies in the file, by its end, which begins at `from`.
pub(super) fn directory(end: &[u8], from: u64) -> Result<Range<u64>, Refused> {
    // A comment may stand behind it, so it is looked for from the back.
    let at = (0..=end.len().saturating_sub(END.length))
        .rev()
        .find(|at| {
            let here = end.get(*at..).unwrap_or_default();
            here.starts_with(&END.sign)
                && number(here, 20, 2)
                    .is_some_and(|comment| here.len() as u64 == END.length as u64 + comment)
        })
        .ok_or(Refused::Damaged)?;
    let end_of_64 = at
        .checked_sub(LOCATOR.length)
        .filter(|at| end.get(*at..).is_some_and(|here| here.starts_with(&LOCATOR.sign)))
        .and_then(|at| at.checked_sub(WIDE_END.length));
    let (record, size, offset, limit) = match end_of_64 {
        Some(at) => (at, (40, 8), (48, 8), at),
        None => (at, (12, 4), (16, 4), at),
    };
    let here = end.get(record..).unwrap_or_default();
    if end_of_64.is_some() && !here.starts_with(&WIDE_END.sign) {
        return Err(Refused::Damaged);
    }
    let field = |(at, length)| number(here, at, length).ok_or(Refused::Damaged);
    let (size, offset) = (field(size)?, field(offset)?);
    let range = offset..offset.checked_add(size).ok_or(Refused::Damaged)?;
    if range.end > from + limit as u64 {
        return Err(Refused::Damaged);
    }
    if size > LONGEST_DIRECTORY { Err(Refused::TooMuch) } else { Ok(range) }
}

/// Where a `cluster.yaml` lies, and what becomes of its bytes.
#[derive(Debug)]
pub(super) struct Entry {
    offset: u64,
    packed: u64,
    length: u64,
    crc: u64,
    deflated: bool,
}

/// The `cluster.yaml` of a directory.
pub(super) fn entry(directory: &[u8]) -> Result<Entry, Refused> {
    let (mut rest, mut found, mut ours) = (directory, None, false);
    while !rest.is_empty() {
        let field = |at, length| number(rest, at, length).ok_or(Refused::Damaged);
        if !rest.starts_with(&ENTRY.sign) {
            return Err(Refused::Damaged);
        }
        let name_length = field(28, 2)?;
        let length = ENTRY.length as u64 + name_length + field(30, 2)? + field(32, 2)?;
        let here = bytes(rest, 0, length).ok_or(Refused::Damaged)?;
        let name = bytes(rest, ENTRY.length as u64, name_length).unwrap_or_default();
        ours |= name == Lock::PATH.as_bytes();
        if name == SPEC.as_bytes() && found.replace(here).is_some() {
            return Err(Refused::Several);
        }
        rest = rest.get(here.len()..).unwrap_or_default();
    }
    match found {
        Some(found) => Entry::read(found),
        None if ours => Err(Refused::OneMachine),
        None => Err(Refused::NoSpec),
    }
}

impl Entry {
    fn read(here: &[u8]) -> Result<Self, Refused> {
        let field = |at, length| number(here, at, length).ok_or(Refused::Damaged);
        if field(8, 2)? & IS_ENCRYPTED != 0 {
            return Err(Refused::Encrypted);
        }
        let deflated = match field(10, 2)? {
            STORED => false,
            DEFLATED => true,
            _ => return Err(Refused::OtherMethod),
        };
        let (packed, length, offset) = (field(20, 4)?, field(24, 4)?, field(42, 4)?);
        // Deflate never needs much more than it packs.
        if length > MAX_BYTES as u64 || packed > MAX_BYTES as u64 + LONGEST_FIELD {
            return Err(Refused::TooLong);
        }
        // Only what lies behind 4 GiB has its place elsewhere, and ours lies at the beginning.
        if offset == IN_64 {
            return Err(Refused::OtherMethod);
        }
        Ok(Self { offset, packed, length, crc: field(16, 4)?, deflated })
    }

    /// The part of a file of this length that holds it. How long its own header is stands only there.
    pub(super) fn range(&self, file: u64) -> Range<u64> {
        let most = FILE.length as u64 + 2 * LONGEST_FIELD + self.packed;
        self.offset.min(file)..(self.offset + most).min(file)
    }

    /// Its content, out of the part that [`Entry::range`] names.
    pub(super) fn unpack(&self, part: &[u8]) -> Result<Vec<u8>, Refused> {
        self.content(part).filter(|content| crc(content) == self.crc).ok_or(Refused::Damaged)
    }

    fn content(&self, part: &[u8]) -> Option<Vec<u8>> {
        if !part.starts_with(&FILE.sign) {
            return None;
        }
        let begin = FILE.length as u64 + number(part, 26, 2)? + number(part, 28, 2)?;
        let packed = bytes(part, begin, self.packed)?;
        let mut content = Vec::new();
        if self.deflated {
            // One byte more than it says: an archive that lies about it ends here.
            DeflateDecoder::new(packed).take(self.length + 1).read_to_end(&mut content).ok()?;
        } else {
            content.extend_from_slice(packed);
        }
        (content.len() as u64 == self.length).then_some(content)
    }
}

fn crc(content: &[u8]) -> u64 {
    let mut crc = Crc::new();
    crc.update(content);
    u64::from(crc.sum())
}

/// An unsigned number of up to eight bytes, the lowest first.
fn number(here: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = here.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn bytes(here: &[u8], at: u64, length: u64) -> Option<&[u8]> {
    let at = usize::try_from(at).ok()?;
    here.get(at..at.checked_add(usize::try_from(length).ok()?)?)
}
