//! A single value as a person would write it.

use std::net::Ipv6Addr;

use crate::format::yaml::scalar;

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// On a line, after a colon or a dash.
    Block,
    /// Between brackets, where commas and brackets mean something.
    Flow,
}

/// A value on one line, plain where nobody can mistake it.
pub(super) fn in_line(text: &str, around: Around) -> String {
    let safe = around == Around::Block || !text.contains([',', '[', ']', '{', '}']);
    if safe && (scalar::is_plain(text) || is_meant(text)) {
        return text.to_owned();
    }
    scalar::quoted_for_people(text)
}

/// A value in the kind of quotes that `old` begins with.
pub(super) fn like(old: Option<u8>, text: &str, around: Around) -> String {
    match old {
        Some(b'"') => scalar::quoted_for_people(text),
        Some(b'\'') if text.chars().all(|c| !c.is_control() && !scalar::is_unprintable(c)) => {
            ["'", &text.replace('\'', "''"), "'"].concat()
        }
        _ => in_line(text, around),
    }
}

/// A key.
pub(super) fn key(text: &str, around: Around) -> String {
    let safe = around == Around::Block || !text.contains([',', '[', ']', '{', '}']);
    if safe && scalar::is_plain(text) { text.to_owned() } else { scalar::quoted_for_people(text) }
}

/// What needs no quotes although some reader takes it for more than text: truth values and whole
/// numbers, as fields that want them are written; versions, which have too many dots for a number;
/// and IPv6 addresses with `::`, which no time of day has.
fn is_meant(text: &str) -> bool {
    let is_version = || {
        let parts: Vec<&str> = text.split('.').collect();
        parts.len() > 2 && parts.iter().all(|part| is_digits(part))
    };
    let is_address = || text.contains("::") && text.parse::<Ipv6Addr>().is_ok();
    matches!(text, "true" | "false") || is_whole_number(text) || is_version() || {
        text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && is_address()
            && !text.ends_with(':')
    }
}

/// A decimal number that every reader can hold and none takes for octal.
fn is_whole_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits)
        && digits.len() < 19
        && (digits == "0" || !digits.starts_with('0'))
        && text != "-0"
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
