//! Addresses and names as words of a text.

/// `word` in `text`, not as a part of a longer address or name.
pub fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after: Vec<char> = text[at + word.len()..].chars().take(2).collect();
        let goes_on = match after[..] {
            ['.', next] => part(next),
            [next, ..] => next != '.' && part(next),
            [] => false,
        };
        !before.is_some_and(part) && !goes_on
    })
}

#[test]
fn words_are_told_apart() {
    for (text, found) in [
        ("10.3.0.1", true),
        ("10.3.0.10", false),
        ("110.3.0.1", false),
        ("a=10.3.0.1.", true),
        ("10.3.0.1.5", false),
        ("\"10.3.0.1\"", true),
    ] {
        assert_eq!(has_word(text, "10.3.0.1"), found, "{text}");
    }
}
