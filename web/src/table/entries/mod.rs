//! A list of single values: one to a line.

mod change;
mod line;

use std::rc::Rc;

use kubecore::diagnostic::Severity;
use kubecore::document::Document;
use kubecore::source::FieldPath;
use yew::prelude::*;

use self::change::{Deed, MOST, change};
use self::line::Line;
use super::column::dotted;
use super::focus::give;
use super::list::is_untouched;
use super::messages::{Found, paragraph, worst};
use crate::job::Finding;
use crate::state::Action;

/// What the list is of.
#[derive(Debug, Properties)]
pub struct Props {
    /// What one of its values is called: "Machine network".
    pub label: AttrValue,
    /// Where the list stands: `$.network.hosts`.
    pub path: FieldPath,
    /// The text it is in.
    pub document: Rc<Document>,
    /// What the core found in the text; what is not of this list's values is left out.
    pub findings: Rc<Vec<Finding>>,
    /// Where its edits go.
    pub act: Callback<Action>,
    /// The id of an element that says what the list is about.
    #[prop_or_default]
    pub describedby: Option<AttrValue>,
}

/// A document is told apart by the list.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        (&self.label, &self.path) == (&other.label, &other.path)
            && is_untouched(&self.document, &other.document, &self.path)
            && self.findings == other.findings
            && (&self.act, &self.describedby) == (&other.act, &other.describedby)
    }
}

/// The last line is empty, for one more. A line that is emptied is removed.
#[component]
pub fn Entries(props: &Props) -> Html {
    let Props { label, path, document, act, .. } = props;
    let id = dotted(path).replace(['.', '_'], "-");
    let count = document.items(path);
    let said = use_state(String::new);
    let wish = use_mut_ref(|| None::<(usize, usize)>);
    use_effect({
        let (wish, id) = (wish.clone(), id.clone());
        move || {
            if wish.borrow().is_some_and(|(_, rows)| rows == count)
                && let Some((line, _)) = wish.take()
            {
                give(&[&*id, &line.to_string()].join("-"));
            }
        }
    });
    let deed = Callback::from({
        let (path, act, said) = (path.clone(), act.clone(), said.clone());
        move |deed: Deed| {
            if let Deed::Paste(_, all) = &deed
                && all.len() > MOST
            {
                said.set(["at most ", &MOST.to_string(), " at once"].concat());
                return;
            }
            let (edits, words, focus) = change(&path, count, deed);
            said.set(words);
            *wish.borrow_mut() = focus;
            act.emit(Action::Edit(edits));
        }
    });
    let found = Found::of(&props.findings, path);
    html! {
        <div class="entries" role="group" aria-label={label.clone()} aria-describedby={props.describedby.clone()}>
            <div>
            { for (0..=count).map(|index| {
                let value = document.scalar(&path.clone().index(index)).unwrap_or_default().to_owned();
                let found = found.row(index);
                let id = [&*id, &index.to_string()].join("-");
                let message = [&*id, "-said"].concat();
                html! {
                    <div key={index} class="entries-line">
                        <Line id={id.clone()} {index} is_last={index == count} label={label.clone()} {value} deed={deed.clone()}
                            said={(!found.is_empty()).then(|| message.clone())}
                            is_invalid={worst(found) == Some(Severity::Error)} />
                        if !found.is_empty() {
                            { paragraph(&message, "", found) }
                        }
                    </div>
                }
            }) }
            </div>
            <p role="status" class="table-quiet">{ &*said }</p>
        </div>
    }
}
