//! Text inside a block: plain, code, strong, links.

use std::fmt::{self, Write as _};

use crate::format::text::Text;

/// A run of text without line breaks. `From` a string makes plain text of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inline(String);

impl Inline {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only code.
    pub fn code_only(text: impl fmt::Display) -> Self {
        Self::new().code(text)
    }

    /// Adds plain text, in which no sign means anything.
    pub fn text(mut self, text: impl fmt::Display) -> Self {
        let escaped = escape(Text::escaped(text).as_str(), self.0.is_empty());
        self.0.push_str(&escaped);
        self
    }

    /// Adds code.
    pub fn code(mut self, text: impl fmt::Display) -> Self {
        let text = Text::escaped(text);
        let text = text.as_str();
        let fence = "`".repeat(longest_run(text) + 1);
        // One space on each side is taken off again; without it a backquote would join the fence.
        let at_end = |c| text.starts_with(c) || text.ends_with(c);
        let pad = if text.is_empty() || at_end('`') || at_end(' ') { " " } else { "" };
        let _ = write!(self.0, "{fence}{pad}{text}{pad}{fence}");
        self
    }

    /// Adds strong text.
    pub fn strong(mut self, text: impl fmt::Display) -> Self {
        let escaped = escape(Text::escaped(text).as_str(), false);
        let _ = write!(self.0, "**{escaped}**");
        self
    }

    /// Adds a link to a URL or file of ours.
    pub fn link(mut self, label: impl fmt::Display, target: &'static str) -> Self {
        let escaped = escape(Text::escaped(label).as_str(), false);
        let _ = write!(self.0, "[{escaped}](<{target}>)");
        self
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Self::new().text(text)
    }
}

impl From<String> for Inline {
    fn from(text: String) -> Self {
        Self::new().text(text)
    }
}

impl fmt::Display for Inline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The length of the longest run of backquotes.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// Puts a backslash before each sign that would mean something where it stands, and no other: the
/// file is also read as it is.
fn escape(text: &str, at_start: bool) -> String {
    // Most texts have no sign that could, which is seen quickest.
    let may_begin = |c: char| c.is_ascii_digit() || "#>-+=|".contains(c);
    let may_mean =
        |byte| matches!(byte, b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'~' | b'_' | b'&');
    let means_nothing = text.bytes().fold(true, |so_far, byte| so_far & !may_mean(byte));
    if means_nothing && !(at_start && text.starts_with(may_begin)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut starts = at_start;
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let means_something = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => !(is_word(before) && is_word(after)),
            '&' => is_word(after) || after == Some('#'),
            '#' | '>' | '-' | '+' | '=' | '|' => before.is_none() && starts,
            // `1.` begins a numbered list.
            '.' | ')' => starts && before.is_some() && matches!(after, None | Some(' ')),
            _ => false,
        };
        if means_something {
            out.push('\\');
        }
        out.push(c);
        // Still in the digits that may begin a numbered list?
        starts = starts && c.is_ascii_digit();
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_means_nothing() {
        for (text, expected) in [
            ("v1.4.0_coreos.0, 10.2.0.0/16 & more", "v1.4.0_coreos.0, 10.2.0.0/16 & more"),
            ("*a* _b_ [c](d) <e> `f` ~g~", "\\*a\\* \\_b\\_ \\[c\\](d) \\<e> \\`f\\` \\~g\\~"),
            ("# no heading", "\\# no heading"),
            ("a # b - c", "a # b - c"),
            ("- no item", "\\- no item"),
            ("12. no step", "12\\. no step"),
            ("1.4.0 is a release", "1.4.0 is a release"),
            ("&lt; &#60;", "\\&lt; \\&#60;"),
            ("a\n# b", "a\\\\n# b"),
        ] {
            assert_eq!(Inline::from(text).to_string(), expected);
        }
    }

    #[test]
    fn code_keeps_its_backquotes() {
        assert_eq!(Inline::code_only("a``b").to_string(), "```a``b```");
        assert_eq!(Inline::code_only("`").to_string(), "`` ` ``");
        assert_eq!(Inline::code_only("").to_string(), "`  `");
        assert_eq!(Inline::new().link("a]", "b").to_string(), "[a\\]](<b>)");
    }
}
