//! A dictionary for libFuzzer: the words of what a target reads, so that it need not guess them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// More words make each of them rare.
const MOST: usize = 400;

/// Longer ones are values, not names.
const LONGEST: usize = 32;

/// The words that most inputs have, in libFuzzer's form.
pub fn dictionary<'i>(inputs: impl IntoIterator<Item = &'i [u8]>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for input in inputs {
        let Ok(text) = std::str::from_utf8(input) else { continue };
        let mut words: Vec<&str> = text.split(|sign| !is_of_word(sign)).collect();
        words.sort_unstable();
        words.dedup();
        for word in words.into_iter().filter(|word| (2..=LONGEST).contains(&word.len())) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    words.truncate(MOST);
    words.iter().fold(String::new(), |mut dictionary, (word, _)| {
        let _ = writeln!(dictionary, "\"{word}\"");
        dictionary
    })
}

/// Also what stands in numbers, addresses and paths.
fn is_of_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "_-.:/#@".contains(sign)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_of_most_inputs_come_first() {
        let inputs: [&[u8]; 3] =
            [b"name: a1\nip: 10.0.0.1\n", b"name: b\xff", b"name:\n  \"zz\"\n"];
        assert_eq!(super::dictionary(inputs), "\"name:\"\n\"10.0.0.1\"\n\"a1\"\n\"ip:\"\n\"zz\"\n");
    }
}
