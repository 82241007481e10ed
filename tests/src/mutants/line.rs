//! What can be wrong within a line.

use std::ops::Range;

use super::Kind;

/// A part of a line, and what stands there instead.
pub(super) struct Change {
    pub(super) kind: Kind,
    pub(super) at: Range<usize>,
    pub(super) to: String,
}

/// From this length on a word is a checksum, a key or packed data.
const LONG: usize = 32;

/// One change of each run of letters and digits: of each part of an address, a path, a name.
pub(super) fn changes(line: &str) -> Vec<Change> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, sign) in line.char_indices().chain([(line.len(), ' ')]) {
        if sign.is_ascii_alphanumeric() {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            found.push(change(&line[start..at], start..at));
        }
    }
    found
}

fn change(word: &str, at: Range<usize>) -> Change {
    let (kind, to) = if let Some(other) = opposite(word) {
        (Kind::Boolean, other.to_owned())
    } else if word.len() >= LONG {
        (Kind::Hash, other_sign(word))
    } else if let Ok(number) = word.parse::<u64>() {
        // As long as before, where it has leading zeros.
        (Kind::Number, format!("{:0width$}", number + 1, width = zeros(word)))
    } else {
        (Kind::Word, other_sign(word))
    };
    Change { kind, at, to }
}

fn zeros(word: &str) -> usize {
    if word.starts_with('0') { word.len() } else { 0 }
}

fn opposite(word: &str) -> Option<&'static str> {
    Some(match word {
        "true" => "false",
        "false" => "true",
        "yes" => "no",
        "no" => "yes",
        "on" => "off",
        "off" => "on",
        _ => return None,
    })
}

/// The sign in the middle is the next one of its kind.
fn other_sign(word: &str) -> String {
    let middle = word.len() / 2;
    let next = |sign: char| match sign {
        'z' => 'a',
        'Z' => 'A',
        '9' => '0',
        // A digit of a checksum stays one.
        'f' => 'e',
        'F' => 'E',
        other => char::from(other as u8 + 1),
    };
    let signs = word.chars().enumerate();
    signs.map(|(at, sign)| if at == middle { next(sign) } else { sign }).collect()
}
