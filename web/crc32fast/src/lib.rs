//! CRC-32 as zip wants it: what it calls of the crate `crc32fast`, by the zlib-rs that packs its entries.
//!
//! The crate itself has 16 KB of tables that no compression makes smaller: of what the page loads, 2.5 %.
//! zlib-rs, which packs the entries, has tables of its own, and is as quick.

/// A checksum under way.
#[derive(Debug, Clone, Default)]
pub struct Hasher {
    state: u32,
}

impl Hasher {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on from the checksum of what came before. How much that was matters only for joining two.
    pub fn new_with_initial_len(state: u32, _amount: u64) -> Self {
        Self { state }
    }

    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.state = zlib_rs::crc32::crc32(self.state, bytes);
    }

    /// The checksum.
    pub fn finalize(self) -> u32 {
        self.state
    }
}

/// The checksum of these bytes.
pub fn hash(bytes: &[u8]) -> u32 {
    zlib_rs::crc32::crc32(0, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value of CRC-32/ISO-HDLC, as every list of checksums has it.
    #[test]
    fn it_is_the_checksum_of_zip() {
        assert_eq!((hash(b"123456789"), hash(b"")), (0xcbf4_3926, 0));
        let mut hasher = Hasher::new();
        hasher.update(b"1234");
        let mut rest = Hasher::new_with_initial_len(hasher.finalize(), 4);
        rest.update(b"56789");
        assert_eq!(rest.finalize(), 0xcbf4_3926);
    }
}
