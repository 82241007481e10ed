//! `data:` URLs, by which a file's bytes stand in a config.
//!
//! Sources: `base/util/url.go` of coreos/butane 0.29, and vincent-petithory/dataurl 1.0.0.

use std::collections::BTreeMap;
use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::bufread::MultiGzDecoder;

use super::{Config, Contents};
use crate::format::gzip::Gzip;
use crate::order;

/// What stands before the bytes when they are in base64.
const BASE64: &str = "data:;base64,";

/// What Butane says of a source that is packed.
pub(super) const GZIP: &str = "gzip";

/// What a packed source and that word take at the least: gzip's head and tail and an empty deflate are 20
/// bytes, and 28 signs in base64.
const LEAST_PACKED: usize = BASE64.len() + 28 + GZIP.len();

/// The most that a packed file may unpack to here, in bytes; a few bytes can become gigabytes.
const LARGEST: u64 = 64 << 20;

/// The shortest URL for `bytes`, and whether they are packed in it.
///
/// Butane's choice: percent signs unless base64 is shorter, and gzip in base64 if that is shorter still
/// with the word that must then be said. How short gzip gets is the library's affair, so that
/// Butane may choose otherwise where the lengths are nearly the same.
pub(super) fn encode(bytes: &[u8], gzip: &mut Gzip) -> (String, bool) {
    let mut url = escaped(bytes);
    let base64 = in_base64(bytes);
    if base64.len() < url.len() {
        url = base64;
    }
    if url.len() <= LEAST_PACKED {
        return (url, false);
    }
    match gzip.pack(bytes).map(|packed| in_base64(&packed)) {
        Some(packed) if packed.len() + GZIP.len() < url.len() => (packed, true),
        _ => (url, false),
    }
}

/// The URLs of a config's contents, by content: another config that has some of them need not make them
/// again. Whether it does so cannot be seen in it.
#[derive(Debug, Default)]
pub struct DataUrls(BTreeMap<Vec<u8>, (String, bool)>);

impl DataUrls {
    /// Those of all contents in `config`.
    pub fn of(config: &Config) -> Self {
        Self::default().missing(config)
    }

    /// Those of contents in `config` that are not among these.
    pub(super) fn missing(&self, config: &Config) -> Self {
        let mut gzip = Gzip::default();
        let contents =
            config.files.iter().flat_map(|file| file.contents.iter().chain(&file.append));
        let inline = contents.filter_map(|contents| match contents {
            Contents::Inline(bytes) if self.get(bytes).is_some() => None,
            Contents::Inline(bytes) => Some((bytes.clone(), encode(bytes, &mut gzip))),
            Contents::Remote(_) => None,
        });
        Self(order::map(inline))
    }

    pub(super) fn get(&self, bytes: &[u8]) -> Option<&(String, bool)> {
        self.0.get(bytes)
    }
}

/// The bytes of a `data:` URL, still packed if they are.
pub(super) fn decode(url: &str) -> Result<Vec<u8>, &'static str> {
    let Some((kind, data)) = url.strip_prefix("data:").and_then(|rest| rest.split_once(',')) else {
        return Err("a data URL is `data:`, a comma, and the data");
    };
    if kind.split(';').any(|part| part == "base64") {
        STANDARD.decode(data).map_err(|_| "the data are not base64")
    } else {
        unescaped(data)
    }
}

/// What gzip packed.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::new();
    match MultiGzDecoder::new(bytes).take(LARGEST + 1).read_to_end(&mut out) {
        Ok(length) if length as u64 > LARGEST => Err("it unpacks to more than 64 MiB"),
        Ok(_) => Ok(out),
        Err(_) => Err("it does not unpack with gzip"),
    }
}

fn in_base64(bytes: &[u8]) -> String {
    let mut url = String::from(BASE64);
    STANDARD.encode_string(bytes, &mut url);
    url
}

fn escaped(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or_default();
    let mut url = String::from("data:,");
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    url
}

fn unescaped(data: &str) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::with_capacity(data.len());
    let mut bytes = data.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let mut half = || bytes.next().and_then(|byte| char::from(byte).to_digit(16));
                let code = half().zip(half()).map(|(high, low)| high << 4 | low);
                let code = code.and_then(|code| u8::try_from(code).ok());
                code.ok_or("behind `%` stand two hex digits")?
            }
            byte if byte.is_ascii() => byte,
            _ => return Err("a character that is not ASCII is written with `%`"),
        });
    }
    Ok(out)
}
