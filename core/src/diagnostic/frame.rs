//! A finding as plain text, in the shape of rustc's.

use std::fmt::Write as _;

use super::Diagnostic;
use crate::format::text::breaks_line;
use crate::source::{Source, Span};

/// Draws `diagnostic` with the line it is about: no colour, no final newline.
///
/// ```text
/// error[KC0202]: 10.2.0.5/16 has host bits set
///  --> cluster.yaml:4:9 ($.network.pods)
///   |
/// 4 |   pods: 10.2.0.5/16
///   |         ^^^^^^^^^^^
///   = help: write 10.2.0.0/16
/// ```
pub fn frame(source: &Source, diagnostic: &Diagnostic) -> String {
    let mut out = String::new();
    let Diagnostic { code, severity, message, path, span, help, related, allowed } = diagnostic;
    let _ = write!(out, "{}[{code}]: {message}", severity.as_str());
    let width = related
        .iter()
        .filter_map(|r| r.span)
        .chain(*span)
        .map(|span| span.start.line.to_string().len())
        .max()
        .unwrap_or(1);
    let pad = " ".repeat(width);
    if let Some(span) = span {
        let (line, column) = (span.start.line, span.start.column);
        let _ = write!(out, "\n{pad}--> {}:{line}:{column} ({path})", source.name());
        excerpt(&mut out, source, *span, &pad, "");
    }
    for other in related {
        if let Some(span) = other.span {
            excerpt(&mut out, source, span, &pad, &other.label);
        }
    }
    if !help.is_empty() {
        let _ = write!(out, "\n{pad} = help: {help}");
    }
    if *allowed {
        let _ = write!(out, "\n{pad} = allowed: the spec's `allow` accepts {code}");
    }
    out
}

/// The longest piece of a source line that is shown, in characters.
const MAX_SHOWN: usize = 160;

fn excerpt(out: &mut String, source: &Source, span: Span, pad: &str, label: &str) {
    let number = span.start.line;
    let Some(line) = source.shown_start(number, MAX_SHOWN) else { return };
    let shown: String = line.chars().map(|c| if breaks_line(c) { '\u{fffd}' } else { c }).collect();
    let before = span.start.column.saturating_sub(1);
    let length = shown.chars().count();
    let end = if span.end.line == number { span.end.column.saturating_sub(1) } else { length };
    let carets = end.min(length).saturating_sub(before).max(1);
    let _ = write!(out, "\n{pad} |\n{number:>width$} | {shown}", width = pad.len());
    if before <= length {
        let _ = write!(out, "\n{pad} | {}{}", " ".repeat(before), "^".repeat(carets));
        if !label.is_empty() {
            let _ = write!(out, " {label}");
        }
    }
}
