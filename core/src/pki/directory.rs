//! The PKI directory, as files.

use std::io;

use super::Files;
use crate::bundle::{Artifact, PLAIN, PRIVATE, loose};

/// The mode of a file in it: keys are for their owner alone.
pub fn mode(path: &str) -> u32 {
    if path.ends_with("-key.pem") { PRIVATE } else { PLAIN }
}

/// The directory as a zip that unpacks to `pki/`, for whoever has no file system to write to.
pub fn zip(files: &Files) -> io::Result<Vec<u8>> {
    let artifact = |(path, bytes): (&String, &zeroize::Zeroizing<Vec<u8>>)| {
        Artifact::new(format!("pki/{path}"), mode(path), bytes.as_slice())
    };
    loose(files.iter().map(artifact))
}
