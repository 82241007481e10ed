//! Edits that can be made at one go: the text is read again once for all of them.

use crate::document::{Edit, Value};
use crate::source::{FieldPath, Step};

/// Edits that follow each other and are of one kind.
#[derive(Debug, Clone)]
pub(in crate::document) enum Run<'e> {
    /// Values are given.
    Sets(&'e [Edit]),
    /// Elements are put into a list, one behind the other.
    Inserts { list: &'e FieldPath, index: usize, values: Vec<&'e Value> },
    /// Elements of a list go: their places before the first has gone, in order.
    Removes { list: FieldPath, indexes: Vec<usize> },
    /// A key goes.
    RemoveKey { map: FieldPath, key: &'e str },
    /// An element of a list gets another place.
    Move { list: &'e FieldPath, from: usize, to: usize },
    /// There is nothing to do.
    Nothing,
}

impl<'e> Run<'e> {
    /// The first run of `edits`, and how many of them it is.
    pub(in crate::document) fn first(edits: &'e [Edit]) -> (Self, usize) {
        match edits.first() {
            None => (Self::Nothing, 0),
            Some(Edit::Set { .. }) => {
                let count =
                    edits.iter().take_while(|edit| matches!(edit, Edit::Set { .. })).count();
                (Self::Sets(edits.get(..count).unwrap_or_default()), count)
            }
            Some(Edit::Insert { list, index, .. }) => {
                let values: Vec<&Value> = edits
                    .iter()
                    .enumerate()
                    .map_while(|(nth, edit)| match edit {
                        Edit::Insert { list: l, index: i, value }
                            if l == list && *i == index + nth =>
                        {
                            Some(value)
                        }
                        _ => None,
                    })
                    .collect();
                let count = values.len();
                (Self::Inserts { list, index: *index, values }, count)
            }
            Some(Edit::Remove { path }) => match path.steps().split_last() {
                None => (Self::Nothing, 1),
                Some((Step::Key(key), way)) => {
                    (Self::RemoveKey { map: way.iter().cloned().collect(), key }, 1)
                }
                Some((Step::Index(_), way)) => removes(edits, way),
            },
            Some(Edit::Move { list, from, to }) => (Self::Move { list, from: *from, to: *to }, 1),
        }
    }
}

fn removes<'e>(edits: &'e [Edit], way: &[Step]) -> (Run<'e>, usize) {
    let mut indexes: Vec<usize> = Vec::new();
    for edit in edits {
        let Edit::Remove { path } = edit else { break };
        let Some((Step::Index(index), before)) = path.steps().split_last() else { break };
        if before != way {
            break;
        }
        // Those that have gone before it made room.
        let mut original = *index;
        for gone in &indexes {
            if *gone > original {
                break;
            }
            original += 1;
        }
        let place = indexes.partition_point(|gone| *gone < original);
        indexes.insert(place, original);
    }
    let count = indexes.len();
    (Run::Removes { list: way.iter().cloned().collect(), indexes }, count)
}
