//! gzip (RFC 1952).

use flate2::{Compression, Crc};

use super::deflate::Deflate;

/// Signature, deflate, no flags, no time, "slowest algorithm", and "unknown" for the system: the same bytes give the
/// same, wherever and whenever.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];

/// Packs one content after the other, as short as it gets.
#[derive(Debug)]
pub struct Gzip(Deflate);

impl Default for Gzip {
    fn default() -> Self {
        Self(Deflate::new(Compression::best()))
    }
}

impl Gzip {
    /// Packs; `None` where the library cannot, of which no case is known.
    pub fn pack(&mut self, content: &[u8]) -> Option<Vec<u8>> {
        let mut crc = Crc::new();
        crc.update(content);
        let body = self.0.pack(content).ok()?;
        Some([&HEAD, body, &crc.sum().to_le_bytes(), &crc.amount().to_le_bytes()].concat())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::GzBuilder;

    use super::*;

    /// What the library's own writer makes of it.
    fn by_the_library(content: &[u8]) -> Vec<u8> {
        let header = GzBuilder::new().mtime(0).operating_system(255);
        let mut writer = header.write(Vec::new(), Compression::best());
        writer.write_all(content).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn it_is_what_the_library_writes_whatever_came_before() {
        let long: Vec<u8> =
            (0..200_000_u32).flat_map(|n| n.wrapping_mul(n).to_le_bytes()).collect();
        let mut gzip = Gzip::default();
        for content in [&b"hello"[..], b"", &[b' '; 4096], &long, b"hello"] {
            assert_eq!(gzip.pack(content).unwrap(), by_the_library(content), "{}", content.len());
        }
    }
}
