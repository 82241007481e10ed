//! Edits as changes of the fewest bytes.
//!
//! Each function here looks at the text as it is and says what to cut and what to put in; `None`
//! where it is written so oddly that it cannot tell. Nothing here need be right about every text:
//! a document reads the outcome again, and writes a block anew where it is not what was asked for.

mod block;
mod flow;
mod insert;
mod remove;
mod replace;
mod run;
mod set;
mod shift;

pub(super) use replace::replace;
pub(super) use run::Run;

use super::Edit;
use super::layout::Layout;
use super::splice::Splice;

/// What a run of edits changes in the text.
pub(super) fn splices(layout: Layout<'_>, run: &Run<'_>) -> Option<Vec<Splice>> {
    match run {
        Run::Sets(edits) => {
            let mut splices = Vec::new();
            for edit in *edits {
                let Edit::Set { path, value } = edit else { return None };
                splices.extend(set::set(layout, path, value)?);
            }
            Some(splices)
        }
        Run::Inserts { list, index, values } => insert::insert(layout, list, *index, values),
        Run::Removes { list, indexes } => remove::items_from(layout, list, indexes),
        Run::RemoveKey { map, key } => remove::key(layout, map, key),
        Run::Move { list, from, to } => shift::shift(layout, list, *from, *to),
        Run::Nothing => Some(Vec::new()),
    }
}
