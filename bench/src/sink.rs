//! A writer without a disk.

use std::io::{self, Write};

/// Takes everything and keeps nothing but the length.
#[derive(Debug, Default)]
pub(crate) struct Sink(pub(crate) u64);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
