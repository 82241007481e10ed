//! Texts one after the other, each behind its length: what two programs of ours say to each other.
//!
//! Not JSON, as its reader takes 40 KB of a program, tables for floating-point numbers among them.

use zeroize::Zeroizing;

/// Writes what a [`Reader`] reads in the same order. What it holds is overwritten when it is dropped, as
/// private keys may be in it; not where it grew from.
#[derive(Default)]
pub struct Writer {
    bytes: Zeroizing<Vec<u8>>,
}

impl Writer {
    /// One text.
    pub fn text(&mut self, text: &str) {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Yes or no.
    pub fn flag(&mut self, flag: bool) {
        self.text(if flag { "yes" } else { "" });
    }

    /// A text, or none.
    pub fn option(&mut self, text: Option<&str>) {
        self.flag(text.is_some());
        self.text(text.unwrap_or_default());
    }

    /// Any number of texts.
    pub fn list<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        for text in texts {
            self.option(Some(text));
        }
        self.option(None);
    }

    /// All that was written.
    pub fn finish(self) -> Zeroizing<Vec<u8>> {
        self.bytes
    }
}

/// A secret may be in it.
impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Writer(…)")
    }
}

/// Reads what a [`Writer`] wrote; `None` of anything else.
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// From the beginning.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// One text.
    pub fn text(&mut self) -> Option<&'b str> {
        let (length, rest) = self.rest.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (text, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    /// Yes or no.
    pub fn flag(&mut self) -> Option<bool> {
        Some(!self.text()?.is_empty())
    }

    /// A text, or none.
    pub fn option(&mut self) -> Option<Option<&'b str>> {
        let is_there = self.flag()?;
        let text = self.text()?;
        Some(is_there.then_some(text))
    }

    /// Any number of texts.
    pub fn list(&mut self) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        while let Some(text) = self.option()? {
            texts.push(text.to_owned());
        }
        Some(texts)
    }

    /// Whether all was read.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }
}

/// A secret may be in it.
impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Zeroizing<Vec<u8>> {
        let mut writer = Writer::default();
        writer.text("é");
        writer.option(None);
        writer.option(Some(""));
        writer.list(["a", "", "b"].into_iter());
        writer.flag(true);
        writer.finish()
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = written();
        let mut reader = Reader::new(&bytes);
        assert_eq!(reader.text(), Some("é"));
        assert_eq!((reader.option(), reader.option()), (Some(None), Some(Some(""))));
        assert_eq!(reader.list().unwrap(), ["a", "", "b"]);
        assert!(!reader.is_done());
        assert_eq!(reader.flag(), Some(true));
        assert!(reader.is_done());
        assert_eq!(reader.text(), None);
    }

    #[test]
    fn what_is_cut_off_or_no_text_is_none() {
        let bytes = written();
        for end in 0..bytes.len() {
            let mut reader = Reader::new(&bytes[..end]);
            let all = (|| {
                reader.text()?;
                reader.option()?;
                reader.option()?;
                reader.list()?;
                reader.flag()
            })();
            assert_eq!(all, None, "{end} bytes");
        }
        assert_eq!(Reader::new(&u64::MAX.to_le_bytes()).text(), None);
        assert_eq!(Reader::new(&[1, 0, 0, 0, 0, 0, 0, 0, 0xff]).text(), None);
    }
}
