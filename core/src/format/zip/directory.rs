//! The central directory: what is said of every entry once more, at the end.

use std::io::{self, Write};

use super::record::{END, ENTRY, LOCATOR, WIDE_END};
use super::{Entry, PLACE, Stream, VERSION};

/// The records so far. Two million entries have 200 MB of them, which repeat each other: they are kept
/// packed.
#[derive(Debug, Default)]
pub(super) struct Directory {
    records: Stream,
    entries: u64,
}

impl Directory {
    /// Notes an entry that begins at `at`.
    pub(super) fn add(&mut self, entry: &Entry<'_>, known: &[u8], at: u64) -> io::Result<()> {
        /// Unix, whose modes are meant.
        const MADE_BY: u16 = (3 << 8) | VERSION;
        /// No comment, the first disk, no attributes of its own.
        const NOTHING: [u8; 6] = [0; 6];
        let (short, far) = match u32::try_from(at) {
            Ok(at) if at != u32::MAX => (at, None),
            _ => (u32::MAX, Some(at)),
        };
        let mut record = Vec::with_capacity(ENTRY.length + entry.path.len() + usize::from(PLACE));
        record.extend(ENTRY.sign);
        record.extend(MADE_BY.to_le_bytes());
        record.extend(known);
        record.extend(if far.is_some() { PLACE } else { 0 }.to_le_bytes());
        record.extend(NOTHING);
        record.extend((entry.mode << 16).to_le_bytes());
        record.extend(short.to_le_bytes());
        record.extend(entry.path.as_bytes());
        if let Some(at) = far {
            record.extend([1, 0, 8, 0]); // ZIP64, eight bytes
            record.extend(at.to_le_bytes());
        }
        self.entries += 1;
        self.records.add(&record)
    }

    /// Writes it where it begins, and the archive's end.
    pub(super) fn write(self, at: u64, out: &mut impl Write) -> io::Result<()> {
        let end = self.end(at);
        self.records.unpack(out)?;
        out.write_all(&end)
    }

    fn end(&self, at: u64) -> Vec<u8> {
        let (entries, length) = (self.entries, self.records.length());
        let wide = entries > u64::from(u16::MAX) || at.max(length) > u64::from(u32::MAX);
        let mut end = Vec::with_capacity(WIDE_END.length + LOCATOR.length + END.length);
        if wide {
            /// ZIP64.
            const WIDE: u16 = 45;
            end.extend(WIDE_END.sign);
            end.extend(44_u64.to_le_bytes()); // what follows of this record
            end.extend([WIDE, WIDE].into_iter().flat_map(u16::to_le_bytes));
            end.extend([0; 8]); // this disk, and that of the directory
            let numbers = [entries, entries, length, at];
            end.extend(numbers.into_iter().flat_map(u64::to_le_bytes));
            end.extend(LOCATOR.sign);
            end.extend([0; 4]); // the disk of the record above
            end.extend((at + length).to_le_bytes());
            end.extend(1_u32.to_le_bytes()); // disks
        }
        let count = u16::try_from(entries).unwrap_or(u16::MAX);
        let length = if wide { u32::MAX } else { u32::try_from(length).unwrap_or(u32::MAX) };
        end.extend(END.sign);
        end.extend([0; 4]); // this disk, and that of the directory
        end.extend([count, count].into_iter().flat_map(u16::to_le_bytes));
        end.extend(length.to_le_bytes());
        end.extend(u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes());
        end.extend([0; 2]); // comment
        end
    }
}
