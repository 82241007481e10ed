//! The PKI directory, as files.

use std::io;

use super::Files;
use crate::bundle::{Artifact, PLAIN, PRIVATE, closed};

/// The mode of a file in it: keys are for their owner alone.
pub fn mode(path: &str) -> u32 {
    if path.ends_with("-key.pem") { PRIVATE } else { PLAIN }
}

/// The directory as a zip that unpacks to `pki/`, for whoever has no file system to write to.
pub fn zip(files: &Files) -> io::Result<Vec<u8>> {
    let artifact = |(path, bytes): (&String, &zeroize::Zeroizing<Vec<u8>>)| {
        Artifact::new(format!("pki/{path}"), mode(path), bytes.as_slice())
    };
    closed(files.iter().map(artifact))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn directories_of_keys_are_their_owners_alone() {
        let files: Files = ["ca-key.pem", "nodes/a/a-worker.pem", "nodes/b/b-worker.pem"]
            .into_iter()
            .map(|path| (path.to_owned(), b"key".to_vec().into()))
            .collect();
        let bytes = zip(&files).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let entries: Vec<(String, u32)> = (0..archive.len())
            .map(|index| {
                let entry = archive.by_index(index).unwrap();
                (entry.name().unwrap().into_owned(), entry.unix_mode().unwrap() & 0o777)
            })
            .collect();
        let expected = [
            ("pki/", 0o700),
            ("pki/ca-key.pem", 0o600),
            ("pki/nodes/", 0o700),
            ("pki/nodes/a/", 0o700),
            ("pki/nodes/a/a-worker.pem", 0o644),
            ("pki/nodes/b/", 0o700),
            ("pki/nodes/b/b-worker.pem", 0o644),
        ];
        assert_eq!(entries, expected.map(|(path, mode)| (path.to_owned(), mode)));
    }
}
