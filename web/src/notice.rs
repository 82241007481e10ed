//! What the page has to say, and to ask, about the work as a whole.

use yew::prelude::*;

use crate::share::Shared;

/// What is said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Notice {
    /// Something was done, or could not be.
    Said(String),
    /// A link holds another cluster than the one at hand.
    Link(Box<Shared>),
    /// Another tab has kept another cluster.
    Elsewhere,
}

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Take the other.
    Take,
    /// Keep mine; or: I have read it.
    Keep,
}

/// The place of what is said, which is always there, as only what changes in it is read out.
pub(crate) fn notices(notice: Option<&Notice>, answer: &Callback<Answer>) -> Html {
    let say = |said| answer.reform(move |_: MouseEvent| said);
    html! {
        <div class="notice" role="status">
            if let Some(notice) = notice {
                <p>{ words(notice) }</p>
                if let Some(take) = take(notice) {
                    <button type="button" class="act main" onclick={say(Answer::Take)}>{ take }</button>
                    <button type="button" class="act" onclick={say(Answer::Keep)}>{ "Keep mine" }</button>
                } else {
                    <button type="button" class="act" onclick={say(Answer::Keep)}>{ "Close" }</button>
                }
            }
        </div>
    }
}

fn words(notice: &Notice) -> String {
    match notice {
        Notice::Said(words) => words.clone(),
        Notice::Link(shared) => {
            let changed = changed(shared);
            ["This link holds a cluster. It ", &changed, ". Yours is still here, and undo brings it back."]
                .concat()
        }
        Notice::Elsewhere => "Another tab has changed this page’s cluster. Until you choose, this tab keeps nothing for the next visit.".into(),
    }
}

fn take(notice: &Notice) -> Option<&'static str> {
    match notice {
        Notice::Said(_) => None,
        Notice::Link(_) => Some("Open the link’s"),
        Notice::Elsewhere => Some("Load the other tab’s"),
    }
}

/// A stranger chose these values: they are named.
pub(crate) fn changed(shared: &Shared) -> String {
    const NAMED: usize = 6;
    let from = shared.preset.unwrap_or("an empty file");
    let named: Vec<String> = shared.changed.iter().take(NAMED).map(ToString::to_string).collect();
    let more = match shared.changed.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    if named.is_empty() {
        ["is ", from, " as it stands"].concat()
    } else {
        ["differs from ", from, " in ", &named.join(", "), &more].concat()
    }
}
