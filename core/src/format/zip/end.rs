//! How an archive ends: all that is read of one here.

use std::io::{self, Read, Seek, SeekFrom};

use super::CENTRAL;

/// How the records behind the directory begin: its end, that of a large one, and where the latter is.
pub(super) const END: [u8; 4] = *b"PK\x05\x06";
pub(super) const WIDE_END: [u8; 4] = *b"PK\x06\x06";
pub(super) const LOCATOR: [u8; 4] = *b"PK\x06\x07";

/// Their lengths, in bytes, without a comment.
const END_LENGTH: usize = 22;
const WIDE_END_LENGTH: usize = 56;
const LOCATOR_LENGTH: usize = 20;

/// What is said of an entry besides its path, and where it is in a large archive.
const RECORD: usize = 46;
const PLACE: usize = 12;

/// Whether this is an archive of [`Writer`](super::Writer) whose last file has that path. All else is left unread: the
/// directory of a large one takes hundreds of megabytes.
///
/// # Errors
/// Those of the reader.
pub fn ends_with(mut file: impl Read + Seek, path: &str) -> io::Result<bool> {
    let most = RECORD + path.len() + PLACE + WIDE_END_LENGTH + LOCATOR_LENGTH + END_LENGTH;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(most as u64)))?;
    let mut end = Vec::with_capacity(most);
    file.take(most as u64).read_to_end(&mut end)?;
    Ok(is_last(&end, path).is_some())
}

/// `None` if the file of that path is not the last.
fn is_last(end: &[u8], path: &str) -> Option<()> {
    let directory = before(end, END, END_LENGTH)?;
    let wide = before(directory, LOCATOR, LOCATOR_LENGTH)
        .and_then(|rest| before(rest, WIDE_END, WIDE_END_LENGTH));
    let directory = wide.unwrap_or(directory);
    let is_its = |more: &usize| {
        let length = RECORD + path.len() + more;
        let begin = directory.len().checked_sub(length)?;
        before(directory, CENTRAL, length)?;
        directory.get(begin + RECORD..)?.starts_with(path.as_bytes()).then_some(())
    };
    [0, PLACE].iter().find_map(is_its)
}

/// What stands before the last bytes, of that length, if these begin so.
fn before(bytes: &[u8], sign: [u8; 4], length: usize) -> Option<&[u8]> {
    let (before, last) = bytes.split_at_checked(bytes.len().checked_sub(length)?)?;
    last.starts_with(&sign).then_some(before)
}
