//! Keys and elements between brackets.

use crate::document::layout::{Layout, Site, entries, items};
use crate::document::lines::{self, byte};
use crate::document::splice::Splice;
use crate::document::write::Pad;

/// Where each key with its value, or each element, begins and ends.
pub(super) fn parts(layout: Layout<'_>, site: &Site<'_>) -> Option<Vec<(usize, usize)>> {
    let keys = entries(site.node)
        .iter()
        .map(|entry| Some((layout.offset(entry.key_span.start)?, layout.end_of_entry(entry)?)));
    let elements = items(site.node)
        .iter()
        .map(|item| Some((layout.offset(item.span.start)?, layout.end(item)?)));
    keys.chain(elements).collect()
}

/// What stands beside the braces of `site`, or of the elements of that list.
pub(super) fn pad(layout: Layout<'_>, site: &Site<'_>) -> Pad {
    let brace = |open: usize| {
        let text = layout.text();
        (byte(text, open) == Some(b'{')).then(|| match byte(text, open + 1) {
            Some(b' ' | b'\r' | b'\n') => Pad::Space,
            _ => Pad::None,
        })
    };
    let own = layout.opening(site.node);
    let mut all = own.into_iter().chain(items(site.node).iter().filter_map(|i| layout.opening(i)));
    all.find_map(brace).unwrap_or(Pad::Space)
}

/// Puts parts behind the last.
pub(super) fn append(
    layout: Layout<'_>,
    parts: &[(usize, usize)],
    new: &[String],
) -> Option<Vec<Splice>> {
    let text = layout.text();
    let (start, end) = *parts.last()?;
    let comma = comma(text, end);
    let at = comma.map_or(end, |comma| comma + 1);
    if !lines::opens(text, start) || !lines::closes(text, at) {
        return Some(vec![Splice::put(end, [", ", &new.join(", ")].concat())]);
    }
    let line_break = indented_break(text, start);
    let joined = new.join(&[",", &line_break].concat());
    let line_end = lines::end(text, at);
    let mut splices = vec![Splice::put(line_end, [&line_break, joined.as_str()].concat())];
    match comma {
        // As before, one stands behind the last.
        Some(_) => splices.push(Splice::put(line_end, ",")),
        None => splices.insert(0, Splice::put(end, ",")),
    }
    Some(splices)
}

/// A line break, and blanks up to the column of `at`.
fn indented_break(text: &str, at: usize) -> String {
    [lines::line_break(text), &" ".repeat(lines::column(text, at))].concat()
}

/// Puts parts before the one at `index`.
pub(super) fn insert(
    layout: Layout<'_>,
    parts: &[(usize, usize)],
    index: usize,
    new: &[String],
) -> Option<Vec<Splice>> {
    let text = layout.text();
    let Some((start, _)) = parts.get(index).copied() else { return append(layout, parts, new) };
    let separator = if lines::opens(text, start) {
        [",", &indented_break(text, start)].concat()
    } else {
        ", ".to_owned()
    };
    Some(vec![Splice::put(start, [&new.join(&separator), separator.as_str()].concat())])
}

/// Takes one of several parts away.
pub(super) fn remove(
    layout: Layout<'_>,
    parts: &[(usize, usize)],
    index: usize,
) -> Option<Vec<Splice>> {
    let text = layout.text();
    let (start, end) = *parts.get(index)?;
    let next = parts.get(index + 1).map(|(start, _)| *start);
    let before = index.checked_sub(1).and_then(|index| parts.get(index)).map(|(_, end)| *end);
    let comma_behind = comma(text, end);
    let at = comma_behind.map_or(end, |comma| comma + 1);
    if lines::opens(text, start) && lines::closes(text, at) {
        let mut splices = vec![Splice::cut(lines::start(text, start), lines::next(text, at)?)];
        let orphan = before.and_then(|end| comma(text, end));
        if let (None, None, Some(orphan)) = (next, comma_behind, orphan) {
            splices.push(Splice::cut(orphan, orphan + 1));
        }
        return Some(splices);
    }
    let comment_in = |from: usize, to: usize| text.get(from..to).is_none_or(|t| t.contains('#'));
    Some(vec![match (next, before) {
        (Some(next), _) if !comment_in(end, next) => Splice::cut(start, next),
        (None, Some(before)) if !comment_in(before, start) => Splice::cut(before, end),
        _ => Splice::cut(start, at),
    }])
}

/// The comma after a part that ends at `end`.
fn comma(text: &str, end: usize) -> Option<usize> {
    let at = lines::skip(text, end);
    (byte(text, at) == Some(b',')).then_some(at)
}
