//! Lines, blanks and comments of a text, by bytes.

/// Where the line of `at` begins.
pub(super) fn start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |line_break| line_break + 1)
}

/// Where the line of `at` ends, before its line break.
pub(super) fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the line after that of `at` begins; `None` in the last line.
pub(super) fn next(text: &str, at: usize) -> Option<usize> {
    text.get(at..)?.find('\n').map(|line_break| at + line_break + 1)
}

/// The line of `at`, without its line break.
pub(super) fn line(text: &str, at: usize) -> &str {
    text.get(start(text, at)..end(text, at)).unwrap_or_default()
}

/// Whether the line before the one of `at` is there and blank.
pub(super) fn blank_above(text: &str, at: usize) -> bool {
    let start = start(text, at);
    start > 0 && line(text, start - 1).trim().is_empty()
}

/// How far in `at` stands, in bytes.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - start(text, at)
}

/// Whether nothing but blanks stands before `at` in its line.
pub(super) fn opens(text: &str, at: usize) -> bool {
    text.get(start(text, at)..at).is_some_and(|before| before.trim().is_empty())
}

/// Whether nothing but blanks and a comment stand after `at` in its line.
pub(super) fn closes(text: &str, at: usize) -> bool {
    let rest = text.get(at..end(text, at)).unwrap_or_default();
    rest.trim().is_empty() || (rest.starts_with([' ', '\t']) && rest.trim().starts_with('#'))
}

/// The first byte from `at` on that is no blank, line break or comment.
pub(super) fn skip(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        at += blanks;
        let begins =
            blanks > 0 || text.get(..at).is_none_or(|b| b.is_empty() || b.ends_with(['\n', ' ']));
        if !(begins && byte(text, at) == Some(b'#')) {
            return at;
        }
        at = end(text, at);
    }
}

pub(super) fn byte(text: &str, at: usize) -> Option<u8> {
    text.as_bytes().get(at).copied()
}

/// The line break a text uses.
pub(super) fn line_break(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// The end of the last line, from that of `at` on, that is further in than `column`: a comment that
/// speaks of what stands above it, or what the tree leaves out.
pub(super) fn tail(text: &str, at: usize, column: usize) -> usize {
    let mut last = end(text, at);
    while let Some(next) = next(text, last) {
        let line = line(text, next);
        if line.trim().is_empty() || indent(line) <= column {
            break;
        }
        last = end(text, next);
    }
    last
}

/// The beginning of the first of the comment lines that stand right above that of `at` and as far
/// in as it; of its own line if there is none. What is before `floor` is something else.
pub(super) fn lead(text: &str, at: usize, floor: usize) -> usize {
    let column = column(text, at);
    let mut first = start(text, at);
    while first > floor {
        let above = start(text, first - 1);
        let line = line(text, above);
        if above < floor || !is_comment(line) || indent(line) != column {
            break;
        }
        first = above;
    }
    first
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
