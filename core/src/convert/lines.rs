//! Lines of a text in the cloud-config, and where each stands.

use crate::source::{Node, Position, Source, Span};

/// The lines of `content` without white space at their ends, each with its place in the source.
///
/// The lines of a block scalar stand in the source as they are. Where a line cannot be found, as in
/// base64 or behind escapes, it and those below have the place of the whole value.
pub(super) fn placed<'c>(source: &Source, node: &Node, content: &'c str) -> Vec<(&'c str, Span)> {
    let (first, last) = (node.span.start.line, node.span.end.line);
    let mut next = Some(first);
    let mut found = Vec::new();
    for line in content.lines() {
        let text = line.trim();
        if text.is_empty() {
            continue;
        }
        let place = next.and_then(|from| {
            (from..=last).find_map(|number| place(source.line(number)?, text, number))
        });
        next = place.map(|span| span.start.line + 1);
        found.push((text, place.unwrap_or(node.span)));
    }
    found
}

fn place(line: &str, text: &str, number: usize) -> Option<Span> {
    let (before, _) = line.split_once(text)?;
    let column = before.chars().count() + 1;
    let start = Position { line: number, column };
    let end = Position { line: number, column: column + text.chars().count() };
    Some(Span { start, end })
}
