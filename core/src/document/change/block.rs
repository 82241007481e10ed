//! Keys and elements that stand on lines of their own.

use crate::document::layout::Layout;
use crate::document::lines;
use crate::document::splice::Splice;

/// The bytes of a key or an element with everything that is its own: whole lines, without the
/// last one's line break.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Lines {
    /// What begins at `start`, a key or a dash, and whose value ends at `end`; `None` if something
    /// else stands on its lines.
    pub(super) fn of(layout: Layout<'_>, start: usize, end: usize) -> Option<Self> {
        let text = layout.text();
        if !lines::opens(text, start) || !lines::closes(text, end) {
            return None;
        }
        let tail = lines::tail(text, end, lines::column(text, start));
        Some(Self { start: lines::start(text, start), end: tail })
    }

    /// Takes the lines away, and blank ones below if that leaves them below others.
    fn cut(self, text: &str) -> Splice {
        let Some(mut next) = lines::next(text, self.end) else {
            // The line break before them goes instead of the one behind that is not there.
            return Splice::cut(last_filled(text, self.start), self.end);
        };
        if text.get(next..).is_some_and(|rest| rest.trim().is_empty()) {
            let above = last_filled(text, self.start);
            return match above {
                0 => Splice::cut(0, next),
                above => Splice::cut(above, self.end),
            };
        }
        if self.start == 0 || lines::blank_above(text, self.start) {
            while lines::line(text, next).trim().is_empty() {
                match lines::next(text, next) {
                    Some(after) => next = after,
                    None => break,
                }
            }
        }
        Splice::cut(self.start, next)
    }
}

/// Takes lines away. Those with only blank ones between them go as one.
pub(super) fn cut(text: &str, all: impl IntoIterator<Item = Lines>) -> Vec<Splice> {
    let mut merged: Vec<Lines> = Vec::new();
    for lines in all {
        match merged.last_mut() {
            Some(last) if is_blank(text, last.end, lines.start) => last.end = lines.end,
            _ => merged.push(lines),
        }
    }
    merged.into_iter().map(|lines| lines.cut(text)).collect()
}

fn is_blank(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.trim().is_empty())
}

/// The end of the last line before `at` that is not blank; 0 without one.
fn last_filled(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().trim_end().len()
}

/// `written` as lines below others, each begun by a line break.
pub(super) fn below(written: &[String], indent: usize, line_break: &str) -> String {
    let mut out = String::new();
    for line in written {
        out.push_str(line_break);
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
    out
}
