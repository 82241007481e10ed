//! PEM, RFC 7468: base64 between two marker lines, and any text around them.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// One encoded object.
#[derive(Clone, PartialEq, Eq)]
pub struct Block {
    /// What it says to be: `CERTIFICATE`, `PRIVATE KEY`.
    pub label: String,
    /// What is encoded; nothing where it is encrypted.
    pub bytes: Zeroizing<Vec<u8>>,
    /// The line of its first marker, counted from 1.
    pub line: usize,
    /// It has the header lines of RFC 1421, which mark OpenSSL's old way to encrypt.
    pub encrypted: bool,
}

/// The content may be a key.
impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Block({}, line {})", self.label, self.line)
    }
}

/// Why a text is not PEM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A block begins in this line and does not end: the text was cut off.
    NoEnd(usize),
    /// This line ends a block that does not begin.
    NoBegin(usize),
    /// The block that begins in this line holds something that is not base64.
    NotBase64(usize),
}

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Every block of a text, in order. Lines may be of any length and end as they like; what stands
/// between blocks is skipped, as OpenSSL writes explanations there.
pub fn blocks(text: &str) -> Result<Vec<Block>, Fault> {
    let mut blocks = Vec::new();
    let mut open: Option<(Block, Vec<&str>)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if let Some(label) = marker(line, BEGIN) {
            if let Some((block, _)) = open {
                return Err(Fault::NoEnd(block.line));
            }
            let block = Block {
                label: label.to_owned(),
                bytes: Zeroizing::default(),
                line: number,
                encrypted: false,
            };
            open = Some((block, Vec::new()));
        } else if let Some(label) = marker(line, END) {
            let (mut block, body) = open.take().ok_or(Fault::NoBegin(number))?;
            if block.label != label {
                return Err(Fault::NoEnd(block.line));
            }
            if !block.encrypted {
                let bytes = STANDARD.decode(joined(&body).as_bytes());
                block.bytes = Zeroizing::new(bytes.map_err(|_| Fault::NotBase64(block.line))?);
            }
            blocks.push(block);
        } else if let Some((block, body)) = &mut open {
            // `Proc-Type: 4,ENCRYPTED`: base64 has no colon.
            if line.contains(':') {
                block.encrypted = true;
            }
            body.push(line);
        }
    }
    match open {
        Some((block, _)) => Err(Fault::NoEnd(block.line)),
        None => Ok(blocks),
    }
}

/// Writes one block, with lines of 64 characters.
pub fn write(label: &str, bytes: &[u8]) -> Zeroizing<String> {
    const WIDTH: usize = 64;
    let body = Zeroizing::new(STANDARD.encode(bytes));
    let mut out = Zeroizing::new(String::with_capacity(body.len() + body.len() / WIDTH + 128));
    out.push_str(BEGIN);
    out.push_str(label);
    out.push_str("-----\n");
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(WIDTH).unwrap_or((rest, ""));
        out.push_str(line);
        out.push('\n');
        rest = after;
    }
    out.push_str(END);
    out.push_str(label);
    out.push_str("-----\n");
    out
}

/// With all the room at once: growing would leave copies of a key behind.
fn joined(lines: &[&str]) -> Zeroizing<String> {
    let length = lines.iter().map(|line| line.len()).sum();
    let mut text = Zeroizing::new(String::with_capacity(length));
    for line in lines {
        text.push_str(line);
    }
    text
}

fn marker<'l>(line: &'l str, begin: &str) -> Option<&'l str> {
    line.strip_prefix(begin)?.strip_suffix(DASHES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for length in [0, 1, 47, 48, 49, 96, 500] {
            let bytes: Vec<u8> = (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect();
            let text = write("CERTIFICATE", &bytes);
            assert!(text.lines().all(|line| line.len() <= 64), "{}", *text);
            let read = blocks(&text).unwrap();
            assert_eq!((read.len(), read[0].line), (1, 1));
            assert_eq!((read[0].label.as_str(), &*read[0].bytes), ("CERTIFICATE", &bytes));
        }
    }

    #[test]
    fn text_around_blocks_and_foreign_line_ends_do_no_harm() {
        let one = write("CERTIFICATE", b"one").replace('\n', "\r\n");
        let two = write("X509 CRL", b"two").replace("dHdv", "dH\n  dv");
        let text = format!("Certificate:\n    Data: 1\n{one}\nfriendlyName: x\n{two}");
        let read = blocks(&text).unwrap();
        let seen: Vec<_> =
            read.iter().map(|b| (b.label.as_str(), b.bytes.as_slice(), b.line)).collect();
        assert_eq!(seen, [("CERTIFICATE", &b"one"[..], 3), ("X509 CRL", &b"two"[..], 8)]);
    }

    #[test]
    fn an_encrypted_block_is_known_by_its_headers() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n\
                    -----END RSA PRIVATE KEY-----\n";
        let read = blocks(text).unwrap();
        assert!(read[0].encrypted && read[0].bytes.is_empty());
    }

    #[test]
    fn what_is_cut_off_or_broken_is_said_with_its_line() {
        let whole = write("A", b"x");
        assert_eq!(blocks(&format!("\n{}", &whole[..20])), Err(Fault::NoEnd(2)));
        assert_eq!(blocks(&format!("{}\n{}", &whole[..20], *whole)), Err(Fault::NoEnd(1)));
        assert_eq!(blocks("-----END A-----\n"), Err(Fault::NoBegin(1)));
        assert_eq!(blocks(&whole.replace("END A", "END B")), Err(Fault::NoEnd(1)));
        assert_eq!(blocks(&whole.replace("eA==", "e%==")), Err(Fault::NotBase64(1)));
        assert_eq!(blocks("no block at all"), Ok(Vec::new()));
    }
}
