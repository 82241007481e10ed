//! Content that comes piece by piece and is kept packed.

use std::io::{self, Read as _, Write};

use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use zeroize::Zeroizing;

use super::Packed;
use super::packed::number;

/// So many bytes are packed at a time, and unpacked: deflate's bytes differ a little with where it is given
/// less, and must not with how pieces came.
const BLOCK: usize = 64 * 1024;

/// Content under way. The same content packs to the same bytes, whatever pieces it came in.
#[derive(Default)]
pub struct Stream {
    /// Set up once there is more than a block.
    packed: Option<DeflateEncoder<Vec<u8>>>,
    /// What comes behind that, as it is.
    open: Vec<u8>,
    crc: Crc,
    length: u64,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stream({} bytes)", self.length)
    }
}

impl Stream {
    /// Begins with what is there already.
    pub fn new(begin: Vec<u8>) -> Self {
        let mut crc = Crc::new();
        crc.update(&begin);
        Self { packed: None, length: begin.len() as u64, open: begin, crc }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// None: what it packs is kept in memory.
    pub fn add(&mut self, piece: &[u8]) -> io::Result<()> {
        self.length += piece.len() as u64;
        self.crc.update(piece);
        self.open.extend_from_slice(piece);
        self.pack(self.open.len() / BLOCK * BLOCK)
    }

    /// How many bytes came.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// All of it as content of an archive.
    ///
    /// # Errors
    /// Content of 4 GiB or more.
    pub fn finish(mut self) -> io::Result<Packed> {
        self.pack(self.open.len())?;
        let Self { packed, crc, length, .. } = self;
        let bytes = packed.unwrap_or_else(encoder).finish()?;
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        Ok(Packed {
            size: number(bytes.len())?,
            length: number(length)?,
            crc32: crc.sum(),
            bytes: Zeroizing::new(bytes),
        })
    }

    /// Writes all of it as it came.
    ///
    /// # Errors
    /// Those of the writer.
    pub(super) fn unpack(self, out: &mut impl Write) -> io::Result<()> {
        if let Some(packed) = self.packed {
            let packed = packed.finish()?;
            let mut unpacked = DeflateDecoder::new(packed.as_slice());
            let mut block = Vec::with_capacity(BLOCK);
            while unpacked.by_ref().take(BLOCK as u64).read_to_end(&mut block)? > 0 {
                out.write_all(&block)?;
                block.clear();
            }
        }
        out.write_all(&self.open)
    }

    /// Packs so many bytes of those that are open.
    fn pack(&mut self, bytes: usize) -> io::Result<()> {
        let Self { packed, open, .. } = self;
        for block in open.drain(..bytes).as_slice().chunks(BLOCK) {
            packed.get_or_insert_with(encoder).write_all(block)?;
        }
        Ok(())
    }
}

fn encoder() -> DeflateEncoder<Vec<u8>> {
    DeflateEncoder::new(Vec::new(), Compression::default())
}
