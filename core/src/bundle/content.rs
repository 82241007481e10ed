//! The content of a file.

use std::ops::Deref;

use zeroize::Zeroize as _;

/// Bytes. Those of a file that only root reads are overwritten in memory when nobody needs them
/// any more.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    bytes: Vec<u8>,
    secret: bool,
}

impl Content {
    pub(super) fn new(bytes: Vec<u8>, secret: bool) -> Self {
        Self { bytes, secret }
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Content {
    fn drop(&mut self) {
        if self.secret {
            self.bytes.zeroize();
        }
    }
}

/// A file can be long, and can hold a key.
impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Content({} bytes)", self.bytes.len())
    }
}
