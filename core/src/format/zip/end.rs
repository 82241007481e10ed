//! How an archive ends: all that is read of one here.

use std::io::{self, Read, Seek, SeekFrom};

use super::PLACE;
use super::record::{END, ENTRY, LOCATOR, Record, WIDE_END};

/// Whether this is an archive of [`Writer`](super::Writer) whose last file has that path. All else is left unread: the
/// directory of a large one takes hundreds of megabytes.
///
/// # Errors
/// Those of the reader.
pub fn ends_with(mut file: impl Read + Seek, path: &str) -> io::Result<bool> {
    let records = ENTRY.length + WIDE_END.length + LOCATOR.length + END.length;
    let most = records + path.len() + usize::from(PLACE);
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(most as u64)))?;
    let mut end = Vec::with_capacity(most);
    file.take(most as u64).read_to_end(&mut end)?;
    Ok(is_last(&end, path).is_some())
}

/// `None` if the file of that path is not the last.
fn is_last(end: &[u8], path: &str) -> Option<()> {
    let directory = before(end, END.length, END)?;
    let wide = before(directory, LOCATOR.length, LOCATOR)
        .and_then(|rest| before(rest, WIDE_END.length, WIDE_END));
    let directory = wide.unwrap_or(directory);
    let is_its = |more: &usize| {
        let length = ENTRY.length + path.len() + more;
        let begin = directory.len().checked_sub(length)?;
        before(directory, length, ENTRY)?;
        directory.get(begin + ENTRY.length..)?.starts_with(path.as_bytes()).then_some(())
    };
    [0, usize::from(PLACE)].iter().find_map(is_its)
}

/// What stands before the last bytes, of that length, if these begin as the record does.
fn before(bytes: &[u8], length: usize, record: Record) -> Option<&[u8]> {
    let (before, last) = bytes.split_at_checked(bytes.len().checked_sub(length)?)?;
    last.starts_with(&record.sign).then_some(before)
}
