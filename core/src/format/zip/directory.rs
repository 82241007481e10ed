//! The central directory: what is said of every entry once more, at the end.

use std::io::{self, Read as _, Write};

use flate2::read::DeflateDecoder;

use super::{CENTRAL, Entry, Packed, Packer, VERSION};

/// So many bytes are packed at a time.
const BLOCK: usize = 64 * 1024;

/// The records so far. Two million entries have 200 MB of them, which repeat each other: they are kept
/// packed.
#[derive(Debug, Default)]
pub(super) struct Directory {
    packer: Packer,
    packed: Vec<Packed>,
    /// The last ones, as they are.
    open: Vec<u8>,
    entries: u64,
    length: u64,
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
        let open = &mut self.open;
        let before = open.len();
        open.extend(CENTRAL);
        open.extend(MADE_BY.to_le_bytes());
        open.extend(known);
        open.extend(if far.is_some() { 12_u16 } else { 0 }.to_le_bytes());
        open.extend(NOTHING);
        open.extend((entry.mode << 16).to_le_bytes());
        open.extend(short.to_le_bytes());
        open.extend(entry.path.as_bytes());
        if let Some(at) = far {
            open.extend([1, 0, 8, 0]); // ZIP64, eight bytes
            open.extend(at.to_le_bytes());
        }
        self.length += (open.len() - before) as u64;
        self.entries += 1;
        if open.len() >= BLOCK {
            self.packed.push(self.packer.pack(open)?);
            open.clear();
        }
        Ok(())
    }

    /// Writes it where it begins, and the archive's end.
    pub(super) fn write(&self, at: u64, out: &mut impl Write) -> io::Result<()> {
        let mut block = Vec::with_capacity(2 * BLOCK);
        for packed in &self.packed {
            block.clear();
            DeflateDecoder::new(packed.bytes()).read_to_end(&mut block)?;
            out.write_all(&block)?;
        }
        out.write_all(&self.open)?;
        out.write_all(&self.end(at))
    }

    fn end(&self, at: u64) -> Vec<u8> {
        let Self { entries, length, .. } = self;
        let wide = *entries > u64::from(u16::MAX) || at.max(*length) > u64::from(u32::MAX);
        let mut end = Vec::with_capacity(98);
        if wide {
            /// ZIP64.
            const WIDE: u16 = 45;
            end.extend(b"PK\x06\x06");
            end.extend(44_u64.to_le_bytes()); // what follows of this record
            end.extend([WIDE, WIDE].into_iter().flat_map(u16::to_le_bytes));
            end.extend([0; 8]); // this disk, and that of the directory
            let numbers = [*entries, *entries, *length, at];
            end.extend(numbers.into_iter().flat_map(u64::to_le_bytes));
            end.extend(b"PK\x06\x07");
            end.extend([0; 4]); // the disk of the record above
            end.extend((at + length).to_le_bytes());
            end.extend(1_u32.to_le_bytes()); // disks
        }
        let count = u16::try_from(*entries).unwrap_or(u16::MAX);
        let length = if wide { u32::MAX } else { u32::try_from(*length).unwrap_or(u32::MAX) };
        end.extend(b"PK\x05\x06");
        end.extend([0; 4]); // this disk, and that of the directory
        end.extend([count, count].into_iter().flat_map(u16::to_le_bytes));
        end.extend(length.to_le_bytes());
        end.extend(u32::try_from(at).unwrap_or(u32::MAX).to_le_bytes());
        end.extend([0; 2]); // comment
        end
    }
}
