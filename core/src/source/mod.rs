//! The text a user wrote, and where each thing in it stands.

mod mask;
mod path;
mod position;
mod reader;
mod tree;

pub(crate) use mask::SECRET_KEYS;
pub(crate) use path::{At, beginning};
pub use path::{FieldPath, Step};
pub use position::{Position, Span};
pub(crate) use reader::read;
pub(crate) use tree::{Entry, Node, Tree, Value};

use crate::diagnostic::{Code, Diagnostic, Report};

/// The longest `cluster.yaml` that is read, in bytes. A hundred thousand nodes written one by one
/// need about a third of it; with pools, a page is enough.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// One input file: its name as shown to the user, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line begins, in bytes: a message a line must not cost a walk from the top.
    lines: Vec<usize>,
}

impl Source {
    /// Wraps text that is already known to be UTF-8. A byte order mark is dropped.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text: String = text.into();
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let ends =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Self { name: name.into(), text, lines }
    }

    /// Wraps bytes as they come from a file, a pipe or a drop.
    ///
    /// # Errors
    /// KC0001 if the bytes are not UTF-8, KC0002 if there are more than [`MAX_BYTES`].
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Report> {
        if bytes.len() > MAX_BYTES {
            return Err(Report::from(too_long()));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let before = error.as_bytes().get(..valid).unwrap_or_default();
                Err(Report::from(not_utf8(&String::from_utf8_lossy(before), error.as_bytes())))
            }
        }
    }

    /// What messages call this input: a file name, or `<stdin>`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of one line, counted from 1, without its line end.
    pub fn line(&self, number: usize) -> Option<&str> {
        let index = number.checked_sub(1)?;
        let start = *self.lines.get(index)?;
        let end = self.lines.get(index + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).map(|line| line.trim_end_matches(['\n', '\r']))
    }

    /// Where `position` is, in bytes; `None` past the end of its line or of the text.
    pub fn offset(&self, position: Position) -> Option<usize> {
        let index = position.line.checked_sub(1)?;
        let start = *self.lines.get(index)?;
        let end = self.lines.get(index + 1).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end)?;
        let before = position.column.checked_sub(1)?;
        if line.get(..before).is_some_and(str::is_ascii) {
            return Some(start + before);
        }
        let places = line.char_indices().map(|(at, _)| at).chain([line.len()]);
        places.skip(before).map(|at| start + at).next()
    }
}

pub(crate) fn too_long() -> Diagnostic {
    Diagnostic::new(
        Code::TooLong,
        format!("the file is longer than {MAX_BYTES} bytes, the most that is read"),
    )
    .help("describe many alike machines with `pools` instead of one entry each")
}

fn not_utf8(before: &str, bytes: &[u8]) -> Diagnostic {
    let at = Position::end_of(before);
    let help = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this looks like UTF-16: save the file as UTF-8",
        [0x1f, 0x8b, ..] => "this looks like gzip: unpack it first",
        [b'P', b'K', ..] => "this looks like a zip archive: give the cluster.yaml itself",
        _ => "save the file as UTF-8",
    };
    let byte = bytes.get(before.len()).copied().unwrap_or_default();
    Diagnostic::new(Code::NotUtf8, format!("byte 0x{byte:02x} is not UTF-8"))
        .at(Span::point(at))
        .help(help)
}
