//! Content, packed.

use std::io;

use flate2::{Compression, Crc};
use zeroize::Zeroizing;

use crate::format::deflate::Deflate;

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

/// Packs one content after the other by deflate. Equal content gives equal bytes, whatever came before.
#[derive(Debug)]
pub struct Packer(Deflate);

impl Default for Packer {
    fn default() -> Self {
        Self(Deflate::new(Compression::default()))
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
        let bytes = Zeroizing::new(self.0.pack(content)?.to_vec());
        Ok(Packed { size: number(bytes.len())?, length, crc32: crc.sum(), bytes })
    }
}

pub(super) fn number(length: usize) -> io::Result<u32> {
    u32::try_from(length)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "content too long for a zip"))
}
