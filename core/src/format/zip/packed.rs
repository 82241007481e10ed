//! Content, packed.

use std::io;

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use zeroize::Zeroizing;

/// Content as it lies in an archive. It is overwritten when it is dropped, as it can hold a key.
#[derive(Clone)]
pub struct Packed {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// How many bytes these are. The three numbers have 32 bits in an archive.
    pub(super) size: u32,
    pub(super) length: u32,
    pub(super) crc32: u32,
}

impl Packed {
    /// What a directory holds.
    pub(super) fn nothing() -> Self {
        Self { bytes: Zeroizing::default(), size: 0, length: 0, crc32: 0 }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn packed_length(&self) -> u32 {
        self.size
    }

    pub(super) fn length(&self) -> u32 {
        self.length
    }

    pub(super) fn crc32(&self) -> u32 {
        self.crc32
    }
}

impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Packed({} bytes in {})", self.length, self.size)
    }
}

/// Packs one content after the other by deflate. Setting it up costs as much as packing a few KB does, so
/// it is kept. Equal content gives equal bytes, whatever came before.
#[derive(Default)]
pub struct Packer {
    /// Set up by the first content.
    deflate: Option<Compress>,
    /// Where packed content is made, before its length is known.
    made: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Packer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Packer")
    }
}

impl Packer {
    /// Packs.
    ///
    /// # Errors
    /// Content of 4 GiB or more.
    pub fn pack(&mut self, content: &[u8]) -> io::Result<Packed> {
        let length = number(content.len())?;
        let mut crc = Crc::new();
        crc.update(content);
        let deflate =
            self.deflate.get_or_insert_with(|| Compress::new(Compression::default(), false));
        deflate.reset();
        self.made.clear();
        // More than deflate needs for anything: it adds five bytes to each 16 KB that it cannot shorten.
        self.made.reserve(content.len() + content.len() / 1024 + 64);
        let done = deflate.compress_vec(content, &mut self.made, FlushCompress::Finish)?;
        if done != Status::StreamEnd {
            return Err(io::Error::other("deflate needs more room than it ever does"));
        }
        let bytes = Zeroizing::new(self.made.as_slice().to_vec());
        Ok(Packed { size: number(bytes.len())?, length, crc32: crc.sum(), bytes })
    }
}

pub(super) fn number(length: usize) -> io::Result<u32> {
    u32::try_from(length)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "content too long for a zip"))
}
