//! What keys do in the tree, as the practices for trees of WAI-ARIA have it.

use super::rows::Row;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To go to a row.
    To(usize),
    /// To open or close a row, or to open its file.
    Use(usize),
}

/// What `key` asks for at the row `at`; `None` if that is nothing. `page` rows are in sight.
pub fn step(rows: &[Row], at: usize, key: &str, page: usize) -> Option<Step> {
    let row = rows.get(at)?;
    let last = rows.len().checked_sub(1)?;
    Some(match (key, row.open()) {
        ("ArrowDown", _) => Step::To((at + 1).min(last)),
        ("ArrowUp", _) => Step::To(at.saturating_sub(1)),
        ("PageDown", _) => Step::To((at + page).min(last)),
        ("PageUp", _) => Step::To(at.saturating_sub(page)),
        ("Home", _) => Step::To(0),
        ("End", _) => Step::To(last),
        ("Enter" | " ", _) | ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) => {
            Step::Use(at)
        }
        ("ArrowRight", Some(true)) => {
            Step::To(rows.get(at + 1).filter(|next| next.level > row.level).map_or(at, |_| at + 1))
        }
        ("ArrowLeft", _) => Step::To(parent(rows, at)?),
        _ => return None,
    })
}

/// The next row after `at`, from the top again, whose name begins with what was typed.
pub fn named(at: usize, typed: &str, names: &[&str]) -> Option<usize> {
    let typed = typed.to_ascii_lowercase();
    let after = (at + 1..names.len()).chain(0..=at);
    let mut fits = after.filter(|row| {
        names.get(*row).is_some_and(|name| name.to_ascii_lowercase().starts_with(&typed))
    });
    fits.next()
}

fn parent(rows: &[Row], at: usize) -> Option<usize> {
    let level = rows.get(at)?.level;
    rows.get(..at)?.iter().rposition(|row| row.level < level)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::files::rows::{Tree, rows};

    /// a: x, y/ (z), b.
    fn tree(closed: &[&str]) -> Vec<Row> {
        let closed: BTreeSet<_> = closed.iter().map(|path| (*path).into()).collect();
        let open = Some((0, vec![("x", true), ("y/z", true)]));
        rows(&Tree { names: vec!["a", "b"], open, closed: &closed })
    }

    #[test]
    fn arrows_walk_and_open() {
        let (open, closed) = (tree(&[]), tree(&["y"]));
        let at = |at, key| step(&open, at, key, 3);
        assert_eq!(at(0, "ArrowDown"), Some(Step::To(1)));
        assert_eq!(at(4, "ArrowDown"), Some(Step::To(4)));
        assert_eq!(at(0, "ArrowUp"), Some(Step::To(0)));
        assert_eq!(at(2, "ArrowRight"), Some(Step::To(3)));
        assert_eq!(at(2, "ArrowLeft"), Some(Step::Use(2)));
        assert_eq!(step(&closed, 2, "ArrowRight", 3), Some(Step::Use(2)));
        assert_eq!(step(&closed, 2, "ArrowLeft", 3), Some(Step::To(0)));
        assert_eq!(at(3, "ArrowLeft"), Some(Step::To(2)));
        assert_eq!((at(1, "ArrowRight"), at(4, "ArrowLeft")), (None, None));
    }

    #[test]
    fn keys_leap() {
        let rows = tree(&[]);
        let at = |at, key| step(&rows, at, key, 3);
        assert_eq!((at(2, "Home"), at(2, "End")), (Some(Step::To(0)), Some(Step::To(4))));
        assert_eq!((at(0, "PageDown"), at(4, "PageUp")), (Some(Step::To(3)), Some(Step::To(1))));
        assert_eq!((at(1, "Enter"), at(1, " ")), (Some(Step::Use(1)), Some(Step::Use(1))));
        assert_eq!((at(1, "Tab"), step(&[], 0, "Home", 3)), (None, None));
    }

    #[test]
    fn a_letter_goes_to_a_name() {
        let names = ["apple", "beet", "Apricot"];
        assert_eq!(named(0, "a", &names), Some(2));
        assert_eq!(named(2, "a", &names), Some(0));
        assert_eq!(named(1, "b", &names), Some(1));
        assert_eq!(named(1, "ap", &names), Some(2));
        assert_eq!(named(1, "x", &names), None);
    }
}
