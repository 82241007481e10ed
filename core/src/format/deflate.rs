//! Deflate (RFC 1951), of which gzip and zip are made.

use std::io;

use flate2::{Compress, Compression, FlushCompress, Status};
use zeroize::Zeroizing;

/// Packs one content after the other. Setting it up costs as much as packing a few KB does, so it is kept.
/// Equal content gives equal bytes, whatever came before.
pub struct Deflate {
    level: Compression,
    /// Set up by the first content.
    state: Option<Compress>,
    /// Where packed content is made, before its length is known; it may hold a key.
    made: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Deflate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Deflate({})", self.level.level())
    }
}

impl Deflate {
    /// With so much effort.
    pub fn new(level: Compression) -> Self {
        Self { level, state: None, made: Zeroizing::default() }
    }

    /// Packs. What comes back is there until the next content.
    ///
    /// # Errors
    /// Those of the library, of which no content is known that leads to one.
    pub fn pack(&mut self, content: &[u8]) -> io::Result<&[u8]> {
        self.made.clear();
        // More than deflate needs for anything: it adds five bytes to each 16 KB that it cannot shorten.
        self.made.reserve(content.len() + content.len() / 1024 + 64);
        if let Some(state) = &mut self.state {
            state.reset();
        }
        let state = self.state.get_or_insert_with(|| Compress::new(self.level, false));
        match state.compress_vec(content, &mut self.made, FlushCompress::Finish)? {
            Status::StreamEnd => Ok(&self.made),
            _ => Err(io::Error::other("deflate needs more room than it ever does")),
        }
    }
}
