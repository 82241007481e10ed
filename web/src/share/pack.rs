//! Bytes ⇄ the characters of a link: zlib (RFC 1950) in base64url without padding (RFC 4648).
//!
//! zlib's checksum costs six characters more than bare deflate, and notices a link that was cut or
//! changed on the way.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::Refused;

/// The most that is unpacked, in bytes: some hundred times what a link of that length is made from.
const MOST: u64 = 1024 * 1024;

pub(super) fn pack(bytes: &[u8]) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Memory takes everything.
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(packed)
}

pub(super) fn unpack(text: &str) -> Result<Vec<u8>, Refused> {
    let packed = URL_SAFE_NO_PAD.decode(text).map_err(|_| Refused::Damaged)?;
    let mut bytes = Vec::new();
    let mut decoder = ZlibDecoder::new(packed.as_slice()).take(MOST + 1);
    decoder.read_to_end(&mut bytes).map_err(|_| Refused::Damaged)?;
    if bytes.len() as u64 > MOST {
        return Err(Refused::TooMuch);
    }
    let read = decoder.into_inner().total_in();
    if read == packed.len() as u64 { Ok(bytes) } else { Err(Refused::Damaged) }
}
