//! Keys and elements go.

use super::block::{self, Lines};
use super::{flow, replace};
use crate::document::Value;
use crate::document::layout::{Layout, Parent, Site, entries, items};
use crate::document::lines;
use crate::document::splice::Splice;
use crate::source::FieldPath;

/// Takes a key and its value away. The last one leaves `{}`.
pub(super) fn key(layout: Layout<'_>, map: &FieldPath, key: &str) -> Option<Vec<Splice>> {
    let Some(site) = layout.site(map.steps()) else { return Some(Vec::new()) };
    let Some(index) = entries(site.node).iter().position(|entry| entry.key == key) else {
        return Some(Vec::new());
    };
    if layout.is_flow(&site) {
        return match entries(site.node).len() {
            1 => replace(layout, &site, &Value::Map(Vec::new())),
            _ => flow::remove(layout, &flow::parts(layout, &site)?, index),
        };
    }
    let entry = entries(site.node).get(index)?;
    let start = layout.offset(entry.key_span.start)?;
    let end = layout.end_of_entry(entry)?;
    if entries(site.node).len() == 1 {
        return last(layout, &site, "{}", &[(start, end)]);
    }
    if let Some(lines) = Lines::of(layout, start, end) {
        return Some(block::cut(layout.text(), [lines]));
    }
    // The first key stands on the line of a dash: the second takes its place.
    let next = layout.offset(entries(site.node).get(index + 1)?.key_span.start)?;
    let text = layout.text();
    let behind = lines::tail(text, end, lines::column(text, start));
    let only_blanks = text.get(behind..next)?.trim().is_empty();
    Some(vec![if only_blanks {
        Splice::cut(start, next)
    } else {
        Splice::cut(text.get(..start)?.trim_end().len(), behind)
    }])
}

/// Takes elements of a list away. The last ones leave `[]`.
pub(super) fn items_from(
    layout: Layout<'_>,
    list: &FieldPath,
    indexes: &[usize],
) -> Option<Vec<Splice>> {
    let Some(site) = layout.site(list.steps()) else { return Some(Vec::new()) };
    let all = items(site.node);
    let indexes: Vec<usize> = indexes.iter().copied().filter(|index| *index < all.len()).collect();
    let everything = indexes.len() == all.len();
    if indexes.is_empty() {
        return Some(Vec::new());
    }
    if layout.is_flow(&site) {
        if everything {
            return replace(layout, &site, &Value::List(Vec::new()));
        }
        let parts = flow::parts(layout, &site)?;
        let cuts: Option<Vec<_>> =
            indexes.iter().map(|index| flow::remove(layout, &parts, *index)).collect();
        return Some(cuts?.concat());
    }
    let mut places = Vec::with_capacity(indexes.len());
    for index in indexes {
        places.push((layout.dash(&site, index)?, layout.end(all.get(index)?)?));
    }
    if everything {
        return last(layout, &site, "[]", &places);
    }
    Some(block::cut(layout.text(), lines_of(layout, &places)?))
}

fn lines_of(layout: Layout<'_>, places: &[(usize, usize)]) -> Option<Vec<Lines>> {
    places.iter().map(|(start, end)| Lines::of(layout, *start, *end)).collect()
}

/// Takes all there is in a collection away; what is above it stays.
fn last(
    layout: Layout<'_>,
    site: &Site<'_>,
    empty: &str,
    places: &[(usize, usize)],
) -> Option<Vec<Splice>> {
    let text = layout.text();
    match (site.parent, lines_of(layout, places)) {
        (Parent::Top, _) => {
            let (start, end) = places.first()?;
            Some(vec![Splice::new(*start, *end, empty)])
        }
        (Parent::Key(_), Some(lines)) if lines::closes(text, site.slot) => {
            let put = Splice::put(site.slot, [" ", empty].concat());
            Some([put].into_iter().chain(block::cut(text, lines)).collect())
        }
        _ => {
            let value =
                if empty == "[]" { Value::List(Vec::new()) } else { Value::Map(Vec::new()) };
            replace(layout, site, &value)
        }
    }
}
