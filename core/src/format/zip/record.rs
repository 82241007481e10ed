//! The records of an archive: how each begins, and its length in bytes without the parts that vary.
//!
//! Source: PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.14 to 4.3.16.

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Its first bytes.
    pub sign: [u8; 4],
    /// Its length in bytes, without paths, further fields and comments.
    pub length: usize,
}

/// Before the content of a file.
pub const FILE: Record = Record { sign: *b"PK\x03\x04", length: 30 };

/// The same file in the directory at the end.
pub const ENTRY: Record = Record { sign: *b"PK\x01\x02", length: 46 };

/// Behind the directory, where numbers are too large for [`END`].
pub const WIDE_END: Record = Record { sign: *b"PK\x06\x06", length: 56 };

/// Where [`WIDE_END`] is.
pub const LOCATOR: Record = Record { sign: *b"PK\x06\x07", length: 20 };

/// The last one.
pub const END: Record = Record { sign: *b"PK\x05\x06", length: 22 };

/// Whether a file that begins so is an archive: with a file's record, or if it has none, with its end.
pub fn begins_archive(begin: &[u8]) -> bool {
    [FILE, END].iter().any(|record| begin.starts_with(&record.sign))
}
