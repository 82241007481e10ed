//! How systemd quotes words: systemd.syntax(7), "Quoting", and systemd.unit(5), "Specifiers".

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::format::hole::{Filler, fill};
use crate::format::text::breaks_line;

/// Doubles `%`, which otherwise begins a specifier, and spells the specifiers that are wanted.
pub(in crate::format) fn percent(text: &str) -> Cow<'_, str> {
    doubled(text, '%', &[Filler::Specifier])
}

/// Doubles `$`, which otherwise begins a variable, and spells the variables that are wanted. Only
/// command lines expand variables.
pub(super) fn dollar(text: &str) -> Cow<'_, str> {
    doubled(text, '$', &[Filler::Variable, Filler::Words])
}

/// Most texts have no such sign, and no hole, which is not ASCII.
fn doubled<'t>(text: &'t str, sign: char, fillers: &[Filler]) -> Cow<'t, str> {
    if text.is_ascii() && !text.contains(sign) {
        return Cow::Borrowed(text);
    }
    let text = text.replace(sign, &String::from_iter([sign; 2]));
    let spelled =
        |text: String, filler: &Filler| fill(&text, *filler, |name, _| Some(filler.spelled(name)));
    Cow::Owned(fillers.iter().fold(text, spelled))
}

/// One word as it is, or in double quotes if it could be read as anything else.
pub(super) fn word(text: &str) -> Cow<'_, str> {
    if needs_quotes(text) {
        Cow::Owned(format!("\"{}\"", inside_quotes(text)))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a bare `text` would be split, unquoted, or dropped.
///
/// `#` and `;` open a comment when a continuation line begins with them.
pub(super) fn needs_quotes(text: &str) -> bool {
    // Without an end in between, so that many bytes are looked at together.
    let is_bare = |byte| matches!(byte, b'!'..=b'~') & !matches!(byte, b'"' | b'\'' | b'\\');
    let bare = text.bytes().fold(true, |so_far, byte| so_far & is_bare(byte));
    text.is_empty()
        || text.starts_with(['#', ';'])
        || !bare && text.contains(|c| matches!(c, ' ' | '"' | '\'' | '\\') || breaks_line(c))
}

/// `text` with C escapes, to stand between double quotes. The result has no line break.
pub(in crate::format) fn inside_quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_ascii_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(c));
            }
            // Every line break outside ASCII is in the basic plane, so four digits do.
            c if breaks_line(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Splits a value into words as systemd does: white space parts, quotes and escapes are undone.
/// `None` for an open quote or an escape that systemd does not know.
pub(super) fn split(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut current: Option<String> = None;
    let mut quote = None;
    let mut rest = text.chars();
    loop {
        let plain = rest.as_str().find([' ', '\t', '"', '\'', '\\']).unwrap_or(rest.as_str().len());
        let (run, behind) = rest.as_str().split_at_checked(plain)?;
        rest = behind.chars();
        if !run.is_empty() {
            current.get_or_insert_default().push_str(run);
        }
        let Some(c) = rest.next() else { break };
        match (c, quote) {
            (' ' | '\t', None) => words.extend(current.take()),
            ('"' | '\'', None) => {
                quote = Some(c);
                current.get_or_insert_default();
            }
            (c, Some(open)) if c == open => quote = None,
            ('\\', _) => current.get_or_insert_default().push(unescape(&mut rest)?),
            (c, _) => current.get_or_insert_default().push(c),
        }
    }
    words.extend(current);
    quote.is_none().then_some(words)
}

fn unescape(rest: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        's' => ' ',
        c @ ('"' | '\'' | '\\') => c,
        'x' => hex(rest, 2)?,
        'u' => hex(rest, 4)?,
        'U' => hex(rest, 8)?,
        _ => return None,
    })
}

fn hex(rest: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let mut code = 0;
    for _ in 0..digits {
        code = code * 16 + rest.next()?.to_digit(16)?;
    }
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_bare() {
        for plain in ["--api-servers=http://127.0.0.1:8080", "a=b,c:d", "é", "{x}", "a;b#c"] {
            assert_eq!(word(plain), plain);
        }
    }

    #[test]
    fn other_words_are_quoted() {
        assert_eq!(word(""), "\"\"");
        assert_eq!(word("a b"), "\"a b\"");
        assert_eq!(word("say \"hi\" \\"), "\"say \\\"hi\\\" \\\\\"");
        assert_eq!(word("a\nExecStart=/bin/evil"), "\"a\\nExecStart=/bin/evil\"");
        assert_eq!(word("\0\u{85}"), "\"\\x00\\u0085\"");
        assert_eq!(word("#x"), "\"#x\"");
        assert_eq!(word(";"), "\";\"");
    }

    #[test]
    fn splitting_undoes_quoting() {
        for nasty in ["", "a b", "\"'\\", "\n\t\r\0\u{7f}\u{2028}", "#", "plain"] {
            assert_eq!(split(&word(nasty)), Some(vec![nasty.to_owned()]));
        }
        assert_eq!(split(" a  b\t'c d'e "), Some(vec!["a".into(), "b".into(), "c de".into()]));
        assert_eq!(split("\"open"), None);
        assert_eq!(split(r"\q"), None);
    }
}
