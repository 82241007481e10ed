//! Files that are nearly right.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kubecore::pki::{Files, MARKER};
use kubecore_tests::dice::Dice;

/// Files of a small directory, the first three of which are whole without the others.
pub(crate) const PLACES: [&str; 5] = [MARKER, "ca.pem", "ca-key.pem", "admin.pem", "admin-key.pem"];

/// A file that is right.
pub(crate) struct Sample {
    /// Where it stands.
    place: &'static str,
    bytes: Vec<u8>,
    /// What its blocks hold.
    blocks: Vec<(String, Vec<u8>)>,
}

impl Sample {
    /// Where to put what became of it: mostly where it would be right.
    pub(crate) fn place(&self, dice: &mut Dice) -> &'static str {
        if dice.below(4) > 0 { self.place } else { PLACES[dice.below(PLACES.len())] }
    }
}

/// A file of each kind.
pub(crate) fn samples(files: &Files) -> Vec<Sample> {
    let own = PLACES.into_iter().map(|place| (place, files[place].to_vec()));
    let others = [
        ("ca.pem", "chain.pem"),
        ("ca-key.pem", "chain-key.pem"),
        ("ca-key.pem", "p384-pkcs8-key.pem"),
        ("ca-key.pem", "encrypted-key.pem"),
        ("ca-key.pem", "openssh-key.pem"),
        ("ca.pem", "csr.pem"),
    ];
    let folder = kubecore_tests::home().join("pki");
    let others =
        others.map(|(place, file)| (place, std::fs::read(folder.join(file)).expect("a sample")));
    let sample =
        |(place, bytes): (&'static str, Vec<u8>)| Sample { place, blocks: blocks(&bytes), bytes };
    own.chain(others).map(sample).collect()
}

/// Something that is nearly a sample, or not at all.
pub(crate) fn input<'s>(samples: &'s [Sample], dice: &mut Dice) -> (&'s Sample, Vec<u8>) {
    let sample = &samples[dice.below(samples.len())];
    let bytes = match dice.below(8) {
        0 => arbitrary(dice),
        1 | 2 => mutated(&sample.bytes, samples, dice),
        3 => sample.blocks.first().map(|(_, der)| mutated(der, samples, dice)).unwrap_or_default(),
        // Behind the base64, where most of the readers are.
        _ => repacked(sample, samples, dice),
    };
    (sample, bytes)
}

fn arbitrary(dice: &mut Dice) -> Vec<u8> {
    let length = dice.below(400);
    let printable = dice.below(2) == 0;
    (0..length).map(|_| if printable { b' ' + dice.byte() % 95 } else { dice.byte() }).collect()
}

fn repacked(sample: &Sample, samples: &[Sample], dice: &mut Dice) -> Vec<u8> {
    let hurt = dice.below(sample.blocks.len());
    let mut text = String::new();
    for (number, (label, der)) in sample.blocks.iter().enumerate() {
        let der = if number == hurt { mutated(der, samples, dice) } else { der.clone() };
        text += &pem(label, &der);
    }
    text.into_bytes()
}

fn mutated(bytes: &[u8], samples: &[Sample], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(bytes.len());
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            2 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = dice.byte();
                }
            }
            // A length that is huge, of the form that DER has for it.
            3 => {
                let lengths: [&[u8]; 5] = [
                    &[0x84, 0xff, 0xff, 0xff, 0xff],
                    &[0x82, 0xff, 0xff],
                    &[0x80],
                    &[0xff],
                    &[0x88; 9],
                ];
                let length = lengths[dice.below(lengths.len())];
                let end = (at + length.len().min(1 + dice.below(5))).min(bytes.len());
                bytes.splice(at..end, length.iter().copied());
            }
            // A piece of itself once more.
            4 => {
                let end = (at + dice.below(60)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            // A piece less.
            5 => {
                let end = (at + dice.below(60)).min(bytes.len());
                bytes.drain(at..end);
            }
            // The end of another.
            _ => {
                let other = &samples[dice.below(samples.len())];
                let from = match other.blocks.first() {
                    Some((_, der)) if dice.below(2) == 0 => der,
                    _ => &other.bytes,
                };
                bytes.truncate(at);
                bytes.extend_from_slice(&from[dice.below(from.len())..]);
            }
        }
    }
    bytes
}

/// Read and written here and not by the program.
pub(crate) fn blocks(pem: &[u8]) -> Vec<(String, Vec<u8>)> {
    let text = std::str::from_utf8(pem).expect("a sample is text");
    let parts = text.split("-----BEGIN ").skip(1);
    let block = |part: &str| {
        let (label, rest) = part.split_once("-----").expect("a label");
        let (body, _) = rest.split_once("-----END").expect("an end");
        let body: String = body.split_whitespace().collect();
        (label.to_owned(), STANDARD.decode(body).expect("base64"))
    };
    parts.map(block).collect()
}

pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}
