//! A list of records as a table: machines, pools, registries, and whatever list a profile has.
//!
//! The text of cluster.yaml is what is meant; the table reads it and makes edits in it.

mod body;
mod bulk;
mod cell;
mod change;
mod column;
mod csv;
mod entries;
mod focus;
mod help;
mod import;
mod line;
mod list;
mod messages;
mod next;
mod panel;
mod paste_form;
mod pick;
mod range;
mod range_form;
mod row;
#[cfg(test)]
mod tests;
mod text;
mod window;
mod words;

use std::rc::Rc;

use kubecore::document::{Document, Edit};
use kubecore::source::FieldPath;
use kubecore::spec::Profile;
use kubecore::spec::shape::RecordShape;
use yew::prelude::*;

use self::body::Body;
use self::bulk::Bulk;
use self::cell::Written;
use self::change::{Change, Deed, change};
use self::column::columns;
use self::focus::use_focus;
use self::list::{List, is_untouched};
use self::messages::{Found, paragraph};
use crate::job::Finding;
use crate::state::Action;

pub use entries::{Entries, Props as EntriesProps};

/// What a table is of.
#[derive(Debug, Properties)]
pub struct Props {
    /// The description of its records.
    pub shape: Rc<RecordShape>,
    /// Where the list stands: `$.nodes`, `$.weave.machines`.
    pub path: FieldPath,
    /// The text it is in.
    pub document: Rc<Document>,
    /// What the core found in the text; what is not of this list is left out.
    pub findings: Rc<Vec<Finding>>,
    /// Which columns and words there are.
    pub profile: Profile,
    /// Where its edits go.
    pub act: Callback<Action>,
    /// A field of the list that is to have the focus, with a number that is another for each wish.
    #[prop_or_default]
    pub jump: Option<(u32, FieldPath)>,
}

/// A description is told apart by where it is, a document by the list.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shape, &other.shape)
            && self.path == other.path
            && is_untouched(&self.document, &other.document, &self.path)
            && self.findings == other.findings
            && self.profile == other.profile
            && self.act == other.act
            && self.jump == other.jump
    }
}

/// Rows are added, copied, removed and moved; what was done is said aloud, and the focus goes to
/// the row it was done to.
#[component]
pub fn Table(props: &Props) -> Html {
    let Props { path, document, profile, act, .. } = props;
    let shown = (ByPlace(props.shape.clone()), path.clone(), *profile);
    let columns = use_memo(shown, |(shape, path, profile)| columns(&shape.0, path, *profile));
    let list = List { document: document.clone(), path: path.clone(), columns };
    let rows = list.rows();
    let used = use_state_eq(|| None::<usize>);
    // A row that was just added: what it lacks is no mistake until a person has left it.
    let fresh = use_state_eq(|| None::<usize>);
    let said = use_state(String::new);
    let focus = use_focus(&list, &used);
    use_effect_with(props.jump.clone(), {
        let (focus, list) = (focus.clone(), list.clone());
        move |jump| {
            if let Some((_, path)) = jump {
                focus.jump(&list, path);
            }
        }
    });

    let perform = {
        let (said, fresh, focus, act) = (said.clone(), fresh.clone(), focus.clone(), act.clone());
        let head = list.head_key();
        Callback::from(move |(change, what): (Change, Option<String>)| {
            let grows = change.rows > rows;
            fresh.set(change.row.filter(|_| grows));
            match change.row {
                Some(row) => focus.later(row, what.as_deref().unwrap_or(head), change.rows),
                None if change.rows == 0 => focus.on_add(),
                None => {}
            }
            said.set(change.said);
            act.emit(Action::Edit(change.edits));
        })
    };
    let deed = {
        let (list, perform, focus) = (list.clone(), perform.clone(), focus.clone());
        Callback::from(move |deed: Deed| {
            if let Some(change) = change(&list, deed) {
                // A row that moves takes the focus along.
                let moves = matches!(deed, Deed::Up(_) | Deed::Down(_));
                let what = moves.then(|| focus.what()).flatten();
                perform.emit((change, what));
            }
        })
    };
    let write = use_callback((list.clone(), act.clone()), |written: Written, (list, act)| {
        act.emit(Action::Edit(edit(list, written).into_iter().collect()));
    });

    // Leaving a row ends its being new.
    let enter = {
        let (used, fresh) = (used.clone(), fresh.clone());
        Callback::from(move |row: Option<usize>| {
            if row != *fresh {
                fresh.set(None);
            }
            if row.is_some() {
                used.set(row);
            }
        })
    };
    let add = deed.reform(|_: MouseEvent| Deed::Add);
    let found = Found::of(&props.findings, path).without(*fresh);
    let name = list.name();
    html! {
        <div class="table" role="group" aria-label={name.clone()}>
            { help::help(&list) }
            if !found.list.is_empty() {
                { paragraph(&[&list.id(), "-said"].concat(), &name, &found.list) }
            }
            if rows > 0 {
                <Body list={list.clone()} findings={props.findings.clone()} used={*used} fresh={*fresh}
                    {write} {deed} {enter} />
            }
            <div class="table-bar">
                <button type="button" class="act" id={focus::add(&list)} onclick={add}>{ "Add" }</button>
                <p role="status" class="table-quiet">{ &*said }</p>
            </div>
            if rows > window::ALL && !found.rows.is_empty() {
                { panel::panel(&list, &found, *used, &focus) }
            }
            <Bulk {list} profile={*profile} done={perform.reform(|change| (change, None))} />
        </div>
    }
}

/// Tells large things apart by where they are.
struct ByPlace<T>(Rc<T>);

impl<T> PartialEq for ByPlace<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The edit for a finished cell; nothing of one that its column no longer has.
fn edit(list: &List, Written { row, column, value }: Written) -> Option<Edit> {
    let path = list.at(row, list.columns.get(column)?);
    Some(match value {
        Some(value) => Edit::Set { path, value },
        None => Edit::Remove { path },
    })
}
