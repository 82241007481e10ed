//! gzip, undone within limits.

use std::borrow::Cow;
use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{MAX_BYTES, Position, Span};

/// Why gzip could not be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    /// It is cut off, damaged, or no gzip.
    Damaged,
    /// It grows beyond [`MAX_BYTES`].
    TooLong,
}

/// The user-data as coreos-cloudinit read it: unpacked if it begins as gzip does.
///
/// # Errors
/// KC1202 if it is damaged, or grows beyond [`MAX_BYTES`].
pub fn unpack(user_data: &[u8]) -> Result<Cow<'_, [u8]>, Report> {
    if !user_data.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(user_data));
    }
    gunzip(user_data).map(Cow::Owned).map_err(|packed| {
        let found = Diagnostic::new(Code::CannotUnpack, packed.message("the user-data"));
        Report::from(found.at(Span::point(Position::START)).help("give it unpacked"))
    })
}

/// What gzip packed, of however many members.
pub(super) fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, Packed> {
    let mut out = Vec::new();
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let read = MultiGzDecoder::new(bytes).take(limit.saturating_add(1)).read_to_end(&mut out);
    match read {
        Err(_) => Err(Packed::Damaged),
        Ok(_) if out.len() > MAX_BYTES => Err(Packed::TooLong),
        Ok(_) => Ok(out),
    }
}

impl Packed {
    pub(super) fn message(self, what: &str) -> String {
        match self {
            Self::Damaged => format!("{what} is not whole gzip"),
            Self::TooLong => format!("{what} grows beyond {MAX_BYTES} bytes when unpacked"),
        }
    }
}
