//! Which rows of a long list are drawn.

use std::ops::Range;

use kubecore::order;

/// Up to this many rows, all are drawn.
pub(super) const ALL: usize = 60;

/// Rows drawn before and behind those in sight, so that quick scrolling shows no gap.
const SPARE: usize = 8;

/// How far a list is scrolled, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct View {
    /// The first one in sight.
    pub(super) first: usize,
    /// How many there is room for.
    pub(super) room: usize,
}

/// A part of a long list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Rows that are drawn.
    Rows(Range<usize>),
    /// As much room as this many rows have.
    Gap(usize),
}

/// The parts of a list of `rows`, in order: those in sight, and the one that is used at the moment
/// wherever it is, so that it keeps the focus.
pub(super) fn parts(rows: usize, view: View, used: Option<usize>) -> Vec<Part> {
    if rows <= ALL {
        return vec![Part::Rows(0..rows)];
    }
    // After a list became shorter the browser has not scrolled yet.
    let first = view.first.min(rows.saturating_sub(view.room));
    let seen = first.saturating_sub(SPARE)..(first + view.room + SPARE).min(rows);
    let used = used.filter(|row| *row < rows && !seen.contains(row)).map(|row| row..row + 1);
    let mut drawn: Vec<Range<usize>> = [Some(seen), used].into_iter().flatten().collect();
    order::sort_by_key(&mut drawn, |range| range.start);
    let mut parts = Vec::new();
    let mut at = 0;
    for range in drawn {
        if range.start > at {
            parts.push(Part::Gap(range.start - at));
        }
        at = range.end;
        parts.push(Part::Rows(range));
    }
    if at < rows {
        parts.push(Part::Gap(rows - at));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_drawn_whole() {
        assert_eq!(parts(60, View::default(), Some(3)), [Part::Rows(0..60)]);
        assert_eq!(parts(0, View::default(), None), [Part::Rows(0..0)]);
    }

    #[test]
    fn of_a_long_list_what_is_in_sight_and_in_use() {
        let view = View { first: 100, room: 10 };
        let seen = [Part::Gap(92), Part::Rows(92..118), Part::Gap(882)];
        assert_eq!(parts(1000, view, None), seen);
        assert_eq!(parts(1000, view, Some(100)), seen);
        assert_eq!(
            parts(1000, view, Some(3)),
            [Part::Gap(3), Part::Rows(3..4), Part::Gap(88), Part::Rows(92..118), Part::Gap(882)]
        );
        assert_eq!(
            parts(1000, view, Some(999)),
            [Part::Gap(92), Part::Rows(92..118), Part::Gap(881), Part::Rows(999..1000)]
        );
    }

    #[test]
    fn every_row_has_its_room() {
        for first in [0, 1, 7, 8, 9, 61, 99, 100, 5000] {
            for used in [None, Some(0), Some(50), Some(99), Some(100)] {
                let parts = parts(100, View { first, room: 12 }, used);
                let sum: usize = parts
                    .iter()
                    .map(|part| match part {
                        Part::Rows(rows) => rows.len(),
                        Part::Gap(rows) => *rows,
                    })
                    .sum();
                assert_eq!(sum, 100, "{first} {used:?}");
            }
        }
    }
}
