//! Strings as YAML scalars: plain, in double quotes, or as a literal block.

use std::fmt::Write as _;

use crate::format::text::breaks_line;

/// A string in double quotes.
///
/// `$` is written `\x24`, because coreos-cloudinit replaces `$private_ipv4` in the text of the
/// whole file and its own escape, a backslash, is no valid escape between double quotes.
pub(super) fn quoted(text: &str, out: &mut String) {
    escape(text, |c| c == '$', out);
}

/// A string in double quotes, for a file that nothing replaces words in.
pub(crate) fn quoted_for_people(text: &str) -> String {
    let mut out = String::new();
    escape(text, |_| false, &mut out);
    out
}

/// In double quotes; what is `hidden` is written as its code.
fn escape(text: &str, hidden: fn(char) -> bool, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if hidden(c) || breaks_line(c) || is_unprintable(c) => {
                let code = u32::from(c);
                let _ = match code {
                    0..=0xff => write!(out, "\\x{code:02x}"),
                    0x100..=0xffff => write!(out, "\\u{code:04x}"),
                    _ => write!(out, "\\U{code:08x}"),
                };
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Whether `text` is several lines (or one with its line end) that a literal block can hold.
pub(crate) fn fits_block(text: &str) -> bool {
    text.contains('\n')
        && text.contains(|c| c != '\n')
        && (is_ascii_lines(text)
            || !text
                .contains(|c| (breaks_line(c) && !matches!(c, '\n' | '\t')) || is_unprintable(c)))
}

/// Whether there is nothing but visible ASCII, blanks and line ends: a quick answer for nearly every text.
fn is_ascii_lines(text: &str) -> bool {
    // Without an end in between, so that many bytes are looked at together.
    text.bytes().fold(true, |so_far, byte| so_far & matches!(byte, b'\n' | b'\t' | b' '..=b'~'))
}

/// Writes a literal block with its header, without the last line end. `indent` is that of its lines.
///
/// It is only used two further in than its parent, as the indicator `2` says where the reader
/// could not find out by itself.
pub(crate) fn block(text: &str, indent: usize, out: &mut String) {
    // A line has some thirty signs; where they have less, it grows.
    out.reserve(text.len() + (text.len() / 32 + 2) * indent);
    out.push('|');
    if text.starts_with([' ', '\t', '\n']) {
        out.push('2');
    }
    let body = match text.strip_suffix('\n') {
        None => {
            out.push('-');
            text
        }
        // Blank lines at the end would be cut off.
        Some(body) if body.ends_with('\n') => {
            out.push('+');
            body
        }
        Some(body) => body,
    };
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            spaces(indent, out);
            out.push_str(line);
        }
    }
}

/// So many spaces.
pub(super) fn spaces(width: usize, out: &mut String) {
    const SPACES: &str = "                ";
    match SPACES.get(..width) {
        Some(spaces) => out.push_str(spaces),
        None => out.extend(std::iter::repeat_n(' ', width)),
    }
}

/// Whether every dialect reads `text` without quotes as this string.
pub(crate) fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let opens = first.is_ascii_alphanumeric()
        || matches!(first, '/' | '_' | '.' | '(' | '^')
        // A dash opens a list only before a space; `---` is a document marker.
        || (first == '-' && text.len() > 1 && text != "---" && !text.starts_with("- "));
    // Of a text of few bytes, a look at each pair of them is quicker than a search.
    let ends_early = |pair: &[u8]| matches!(pair, b": " | b" #");
    opens
        && !text.ends_with([' ', ':'])
        && text.bytes().fold(true, |so_far, byte| so_far & matches!(byte, b' '..=b'~'))
        && !text.as_bytes().windows(2).any(ends_early)
        && text != "..."
        && !is_word_of_yaml(text)
        && !is_like_a_number(text)
}

/// What YAML 1.1 or 1.2 reads as a truth value, as nothing, or as a float without digits.
fn is_word_of_yaml(text: &str) -> bool {
    const WORDS: [&str; 13] =
        ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".inf", ".nan", "."];
    let word = text.trim_start_matches(['+', '-']);
    word.len() <= "false".len() && WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether some dialect may read a number, a date or a time of day (`10:30` is sexagesimal).
/// Generous: quotes do no harm. A dotted address is none to any reader.
fn is_like_a_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-', '.']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_hexdigit() || "xoXO+-._:, TtZz".contains(c))
        && text.parse::<std::net::Ipv4Addr>().is_err()
}

/// What YAML does not count among its printable characters, beside the control characters.
pub(crate) fn is_unprintable(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
}
