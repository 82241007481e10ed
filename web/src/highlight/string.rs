//! Quoted strings.

/// The length of the quoted string that `text` begins with, both quotes counted; all of `text` if it does not
/// end. Only in double quotes does a backslash mean something.
pub(super) fn length(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(quote) = chars.next() else { return 0 };
    end(chars.as_str(), quote).map_or(text.len(), |end| end + 1)
}

/// The length of what is left of a string, its quote counted, if it ends.
pub(super) fn end(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Some(at + 1);
        }
        if c == '\\' && quote == '"' {
            chars.next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_string_ends_at_its_own_quote() {
        assert_eq!(length(r#""a\"'b" c"#), 7);
        assert_eq!(length(r"'a\' b"), 4);
        assert_eq!(length("\"a\\"), 3);
        assert_eq!(length("'é"), 3);
    }
}
