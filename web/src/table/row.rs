//! A row: its values, and what can be done with it.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::cell::{self, Written, cell};
use super::change::Deed;
use super::column::Column;
use super::list::List;
use super::messages::{key, worst};
use crate::job::Finding;

/// Where a row's changes go.
#[derive(Clone)]
pub(super) struct Acts {
    pub(super) write: Callback<Written>,
    pub(super) deed: Callback<Deed>,
}

/// The buttons of a row: the end of their id, the word on them, and what they do.
const BUTTONS: [(&str, &str, fn(usize) -> Deed); 4] = [
    ("up", "Up", Deed::Up),
    ("down", "Down", Deed::Down),
    ("duplicate", "Duplicate", Deed::Duplicate),
    ("remove", "Remove", Deed::Remove),
];

/// Row `row` of `list`. In a long table it says which one it is.
pub(super) fn row(list: &List, row: usize, is_long: bool, found: &[&Finding], acts: &Acts) -> Html {
    let title = list.title(row);
    let verdict = worst(found);
    let cells = list.columns.iter().enumerate().map(|(at, column)| {
        let inner = value(list, (row, at), column, &title, found, &acts.write);
        if at == list.head() {
            // The word is beside the name, as a colour alone says nothing to some.
            html! {
                <th role="rowheader" scope="row" data-head={column.label.clone()}>
                    { inner }
                    if let Some(verdict) = verdict {
                        <span class={classes!("table-verdict", verdict.as_str())}>{ verdict.as_str() }</span>
                    }
                </th>
            }
        } else {
            html! { <td role="cell" data-head={column.label.clone()}>{ inner }</td> }
        }
    });
    // The row of heads is the first.
    let index = is_long.then(|| (row + 2).to_string());
    html! {
        <tr key={row} role="row" aria-rowindex={index} data-row={row.to_string()}
            class={verdict.map(kubecore::diagnostic::Severity::as_str)} onkeydown={keys(row, &acts.deed)}>
            { for cells }
            <td role="cell" class="table-acts">
                { for BUTTONS.map(|(what, word, deed)| button(list.spot(row, what), what, word, &title, acts.deed.reform(move |_| deed(row)))) }
            </td>
        </tr>
    }
}

fn value(
    list: &List,
    (row, at): (usize, usize),
    column: &Column,
    title: &str,
    found: &[&Finding],
    write: &Callback<Written>,
) -> Html {
    let mine = found.iter().filter(|finding| key(finding, &list.path) == Some(column.key));
    // A name that is the label of its own field would change under the hands of who types it.
    let place = ["row ", &(row + 1).to_string()].concat();
    let of = if at == list.head() { &place } else { title };
    cell(cell::Props {
        id: list.spot(row, column.key).into(),
        label: [&column.label, ", ", of].concat().into(),
        columns: list.columns.clone(),
        row,
        column: at,
        value: list.text(row, column).into(),
        verdict: mine.map(|finding| finding.severity).min(),
        write: write.clone(),
    })
}

fn button(
    id: String,
    what: &str,
    word: &'static str,
    title: &str,
    onclick: Callback<MouseEvent>,
) -> Html {
    let label = match what {
        "up" | "down" => ["Move ", title, " ", what].concat(),
        _ => [word, " ", title].concat(),
    };
    html! { <button type="button" class="table-act" {id} aria-label={label} {onclick}>{ word }</button> }
}

/// Alt and an arrow move a row. In a select, they open it.
fn keys(row: usize, deed: &Callback<Deed>) -> Callback<KeyboardEvent> {
    let deed = deed.clone();
    Callback::from(move |event: KeyboardEvent| {
        let element = event.target_dyn_into::<HtmlElement>();
        if !event.alt_key() || element.is_none_or(|element| element.tag_name() == "SELECT") {
            return;
        }
        let wanted = match event.key().as_str() {
            "ArrowUp" => Deed::Up(row),
            "ArrowDown" => Deed::Down(row),
            _ => return,
        };
        event.prevent_default();
        deed.emit(wanted);
    })
}
