//! One line of text: the only shape in which a value enters a line-based format.

use std::fmt;

/// A single line: no newline, no other control character, nothing that a reader or a parser could
/// take for a line break.
///
/// [`Text::new`] refuses anything else and says where; [`Text::escaped`] writes it out visibly.
/// Both keep the same promise, so a writer of lines may trust a `Text`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text(String);

/// The character that keeps a string from being a [`Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText {
    /// The first character that is not allowed.
    pub character: char,
    /// Which character of the string it is, counted from 1.
    pub column: usize,
}

impl Text {
    /// Takes a string that is one clean line, and refuses any other.
    pub fn new(text: impl Into<String>) -> Result<Self, NotText> {
        let text = text.into();
        match text.chars().zip(1..).find(|(c, _)| breaks_line(*c)) {
            Some((character, column)) => Err(NotText { character, column }),
            None => Ok(Self(text)),
        }
    }

    /// Takes anything; what is not allowed becomes a visible escape such as `\n` or `\u{85}`.
    pub fn escaped(text: impl fmt::Display) -> Self {
        let text = text.to_string();
        // Most texts are visible ASCII, which is seen quicker than what breaks a line.
        let plain = text.bytes().fold(true, |so_far, byte| so_far & matches!(byte, b' '..=b'~'));
        if plain || !text.contains(breaks_line) {
            return Self(text);
        }
        let mut out = String::with_capacity(text.len() + 8);
        for c in text.chars() {
            if breaks_line(c) {
                out.extend(c.escape_default());
            } else {
                out.push(c);
            }
        }
        Self(out)
    }

    /// The line itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { character, column } = self;
        write!(f, "{} at character {column} cannot stand in a line of text", name(*character))
    }
}

impl std::error::Error for NotText {}

/// Whether `c` ends, hides or reorders a line for some reader.
///
/// Beside the control characters these are the line breaks of YAML 1.1 (U+2028, U+2029), the byte
/// order mark, the signs that reorder text on the screen, and those that have no width there.
pub(crate) fn breaks_line(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

fn name(c: char) -> String {
    match c {
        '\n' => "a line break".to_owned(),
        '\r' => "a carriage return".to_owned(),
        '\t' => "a tab".to_owned(),
        '\0' => "a NUL".to_owned(),
        _ => format!("U+{:04X}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_line_is_text() {
        assert_eq!(Text::new("kube-apiserver é 日本").unwrap().as_str(), "kube-apiserver é 日本");
    }

    #[test]
    fn the_first_bad_character_is_named() {
        let error = Text::new("ab\ncd\0").unwrap_err();
        assert_eq!(error, NotText { character: '\n', column: 3 });
        assert_eq!(error.to_string(), "a line break at character 3 cannot stand in a line of text");
        for (bad, name) in [("\t", "a tab"), ("\u{85}", "U+0085"), ("\u{202e}", "U+202E")] {
            assert!(Text::new(bad).unwrap_err().to_string().starts_with(name));
        }
    }

    #[test]
    fn an_escaped_line_is_text() {
        let nasty = "a\nb\r\t\0\u{7f}\u{85}\u{2028}\u{feff}";
        let escaped = Text::escaped(nasty);
        assert_eq!(escaped.as_str(), r"a\nb\r\t\u{0}\u{7f}\u{85}\u{2028}\u{feff}");
        assert_eq!(Text::new(escaped.as_str()), Ok(escaped));
    }
}
