//! The form for rows from a spreadsheet.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::change::{Change, insert};
use super::csv::Problem;
use super::import::rows;
use super::list::List;
use super::words;

/// So many problems are listed: the rest is of the same kind.
const LISTED: usize = 10;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) list: List,
    pub(super) done: Callback<Change>,
}

/// All lines or none.
#[component]
pub(super) fn PasteForm(props: &Props) -> Html {
    let Props { list, done } = props;
    let text = use_state(AttrValue::default);
    let asked = use_state_eq(|| false);
    let read =
        use_memo(((*text).clone(), list.columns.clone()), |(text, columns)| rows(text, columns));
    let oninput = Callback::from({
        let (text, asked) = (text.clone(), asked.clone());
        move |event: InputEvent| {
            asked.set(false);
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value().into());
        }
    });
    let onclick = Callback::from({
        let (text, asked, read, list, done) =
            (text.clone(), asked.clone(), read.clone(), list.clone(), done.clone());
        move |_: MouseEvent| {
            let values = read.as_ref().as_ref().ok().cloned().unwrap_or_default();
            let change = insert(&list, list.rows(), values);
            asked.set(change.is_none());
            if let Some(change) = change {
                text.set(AttrValue::default());
                done.emit(change);
            }
        }
    });
    let id = [&list.id(), "-paste"].concat();
    let note = [&*id, "-note"].concat();
    let keys: Vec<&str> = list.columns.iter().map(|column| column.key).collect();
    html! {
        <fieldset>
            <legend>{ "From a spreadsheet" }</legend>
            <label for={id.clone()}>{ "Rows, separated by commas, semicolons or tabs" }</label>
            <p id={note.clone()} class="table-quiet">
                { ["The columns are ", &keys.join(", "), ", in this order or under a heading of these words."].concat() }
            </p>
            <textarea {id} rows="4" aria-describedby={note} value={(*text).clone()} {oninput}
                wrap="off" autocomplete="off" spellcheck="false" />
            { outcome(&read, *asked) }
            <div class="table-bar">
                <button type="button" class="act" {onclick}>{ "Add rows" }</button>
            </div>
        </fieldset>
    }
}

/// What would be added, or why nothing would.
fn outcome(read: &Result<Vec<kubecore::document::Value>, Vec<Problem>>, asked: bool) -> Html {
    let class = if asked { "table-refused" } else { "table-quiet" };
    let role = asked.then_some("alert");
    match read {
        Ok(rows) if rows.is_empty() => html! { <p {class} {role}>{ "Nothing is pasted yet." }</p> },
        Ok(rows) => {
            html! { <p class="table-quiet">{ [&words::rows(rows.len()), " to add"].concat() }</p> }
        }
        Err(problems) => {
            let more = problems.len().saturating_sub(LISTED);
            html! {
                <ul {class} {role}>
                    { for problems.iter().take(LISTED).map(|problem| {
                        let place = [problem.line, problem.column].map(|number| number.to_string());
                        html! { <li>{ ["line ", &place[0], ", column ", &place[1], ": ", &problem.message].concat() }</li> }
                    }) }
                    if more > 0 {
                        <li>{ ["and ", &more.to_string(), " more"].concat() }</li>
                    }
                </ul>
            }
        }
    }
}
