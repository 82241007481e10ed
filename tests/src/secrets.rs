//! Looks for private keys in files, however they are written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::tree::hex;

/// What makes a private key private: the number of an ECDSA key, or a prime of an RSA key. Every way to write the key
/// has these bytes in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Out of a key in PEM, as `EC PRIVATE KEY`, `RSA PRIVATE KEY` or `PRIVATE KEY`.
    pub fn of(pem: &str) -> Self {
        let der = unpacked(pem.as_bytes()).remove(0);
        let mut values = values(content(&der).0);
        if pem.starts_with("-----BEGIN PRIVATE KEY-----") {
            // RFC 5958: version, algorithm, and one of the other two.
            values = self::values(content(&values.swap_remove(2)).0);
        }
        // RFC 5915: version, number, …; RFC 8017: version, modulus, two exponents, first prime, …
        let secret = match values.len() {
            ..5 => values.swap_remove(1),
            _ => values.swap_remove(4),
        };
        assert!(secret.len() >= 32, "{} bytes are no secret", secret.len());
        Self(secret)
    }

    /// How often it stands in `file`: as it is, in hexadecimal, in base64, and in base64 within base64.
    pub fn count(&self, file: &[u8]) -> usize {
        let hex = hex(&self.0);
        let here = times(file, &self.0) + times(&file.to_ascii_lowercase(), hex.as_bytes());
        here + unpacked(file).iter().map(|inner| self.count(inner)).sum::<usize>()
    }
}

fn times(file: &[u8], wanted: &[u8]) -> usize {
    file.windows(wanted.len()).filter(|window| *window == wanted).count()
}

/// What stands in a file in base64: in a word, or in lines of which nothing else is in.
pub fn unpacked(file: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(file);
    let (mut runs, mut run) = (Vec::new(), String::new());
    for line in text.lines().chain([""]) {
        let line = line.trim();
        if !line.is_empty() && line.bytes().all(is_base64) {
            run.push_str(line);
            continue;
        }
        runs.push(std::mem::take(&mut run));
        let words = line.split(|c: char| !u8::try_from(c).is_ok_and(is_base64));
        runs.extend(words.filter(|word| word.len() >= 40).map(str::to_owned));
    }
    runs.retain(|run| run.len() >= 40);
    runs.iter().filter_map(|run| STANDARD.decode(run).ok()).collect()
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// The contents of DER values that follow each other.
fn values(mut der: &[u8]) -> Vec<Vec<u8>> {
    let mut values = Vec::new();
    while !der.is_empty() {
        let (value, rest) = content(der);
        values.push(value.to_vec());
        der = rest;
    }
    values
}

/// The content of a DER value, and what follows it.
fn content(der: &[u8]) -> (&[u8], &[u8]) {
    let (length, begin) = match usize::from(der[1]) {
        short @ 0..0x80 => (short, 2),
        long => {
            let count = long - 0x80;
            let bytes = der[2..2 + count].iter();
            (bytes.fold(0, |length, byte| length << 8 | usize::from(*byte)), 2 + count)
        }
    };
    der[begin..].split_at(length)
}

#[cfg(test)]
mod tests {
    use kubecore::format::x509::{KeyForm, KeyKind, PrivateKey};

    use super::*;

    #[test]
    fn a_key_is_found_however_it_is_written() {
        for kind in [KeyKind::EcdsaP256, KeyKind::Rsa2048] {
            let key = PrivateKey::generate(kind, &[5; 32]).unwrap();
            let other =
                PrivateKey::generate(kind, &[6; 32]).unwrap().to_pem(KeyForm::Traditional).unwrap();
            let secret = Secret::of(&key.to_pem(KeyForm::Traditional).unwrap());
            assert_eq!(Secret::of(&key.to_pem(KeyForm::Pkcs8).unwrap()), secret);
            assert_eq!(secret.count(other.as_bytes()), 0);
            for form in [KeyForm::Traditional, KeyForm::Pkcs8] {
                let pem = key.to_pem(form).unwrap();
                let der = unpacked(pem.as_bytes()).remove(0);
                let indented = pem.replace('\n', "\n      ");
                for file in [
                    pem.as_bytes().to_vec(),
                    der.clone(),
                    format!("write_files:\n  - content: |\n      {indented}").into_bytes(),
                    format!("client-key-data: {}\n", STANDARD.encode(pem.as_bytes())).into_bytes(),
                    format!("key: \"{}\"\n", STANDARD.encode(&der)).into_bytes(),
                    format!("number: {}\n", STANDARD.encode(&secret.0)).into_bytes(),
                    hex(&der).to_uppercase().into_bytes(),
                ] {
                    assert_eq!(secret.count(&file), 1, "{}", String::from_utf8_lossy(&file));
                }
                assert_eq!(secret.count(format!("{}{}", *pem, *pem).as_bytes()), 2);
            }
        }
    }
}
