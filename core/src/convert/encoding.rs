//! What `content` of a file stands for: `encoding`, in each of its spellings.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::block::{Block, Text, begins_with};
use super::outcome::Outcome;
use super::unpack::gunzip;
use crate::diagnostic::{Code, Diagnostic};

/// The bytes of a file; none without `content`. `None` if they cannot be known, which is reported.
pub(super) fn bytes(file: &Block<'_>, out: &mut Outcome<'_>) -> Option<Vec<u8>> {
    let Some(content) = file.text("content") else { return Some(Vec::new()) };
    let encoding = file.text("encoding").map(|text| text.value).unwrap_or_default();
    let (packed, in_base64) = match encoding.as_str() {
        "" => (false, false),
        "b64" | "base64" => (false, true),
        "gz" | "gzip" => (true, false),
        "gz+b64" | "gz+base64" | "gzip+b64" | "gzip+base64" => (true, true),
        // Reported with the other values that coreos-cloudinit refused.
        _ => return None,
    };
    match decode(&content, packed, in_base64, out) {
        Ok(bytes) => Some(bytes),
        Err((message, help)) => {
            let found = Diagnostic::new(Code::CannotUnpack, message);
            out.push(found.at(content.span()).path(content.path).help(help));
            None
        }
    }
}

fn decode(
    content: &Text<'_>,
    packed: bool,
    in_base64: bool,
    out: &Outcome<'_>,
) -> Result<Vec<u8>, (String, &'static str)> {
    const BASE64: &str = "write base64 with the signs `+` and `/`, and `=` at its end; \
                          it may be broken into lines";
    let is_binary = begins_with(out.source(), content.span(), "!!binary");
    let mut bytes = if is_binary {
        from_base64(&content.value, BASE64)?
    } else {
        content.value.clone().into_bytes()
    };
    if in_base64 {
        bytes = from_base64(&String::from_utf8_lossy(&bytes), BASE64)?;
    }
    if packed {
        let help = if in_base64 || is_binary {
            "pack the file anew: `gzip -9 < FILE | base64`"
        } else {
            "gzip is no text: write it in base64, with `encoding: gzip+base64`"
        };
        bytes = gunzip(&bytes).map_err(|fault| (fault.message("the content"), help))?;
    }
    Ok(bytes)
}

/// Line breaks count as nothing, as in Go's decoder.
fn from_base64(text: &str, help: &'static str) -> Result<Vec<u8>, (String, &'static str)> {
    let joined: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    STANDARD.decode(joined).map_err(|_| ("the content is not base64".to_owned(), help))
}
