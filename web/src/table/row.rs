//! A row: its values, and what can be done with it.

use kubecore::diagnostic::Severity;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::cell::{self, Written, cell};
use super::change::Deed;
use super::column::Column;
use super::list::List;
use super::messages::{key, worst};
use crate::job::Finding;

/// What is the same for all rows of a table.
pub(super) struct Table {
    /// Whether only some of its rows are drawn, so that each must say which one it is.
    pub(super) is_long: bool,
    /// Where finished values go.
    pub(super) write: Callback<Written>,
    /// Where deeds go.
    pub(super) deed: Callback<Deed>,
}

/// A button of a row.
struct Button {
    /// The end of its id.
    what: &'static str,
    /// The word on it.
    word: &'static str,
    deed: fn(usize) -> Deed,
}

const BUTTONS: [Button; 4] = [
    Button { what: "up", word: "Up", deed: Deed::Up },
    Button { what: "down", word: "Down", deed: Deed::Down },
    Button { what: "duplicate", word: "Duplicate", deed: Deed::Duplicate },
    Button { what: "remove", word: "Remove", deed: Deed::Remove },
];

/// Row `row` of `list`.
pub(super) fn row(list: &List, row: usize, found: &[&Finding], table: &Table) -> Html {
    let title = list.title(row);
    let verdict = worst(found);
    let cells = list.columns.iter().enumerate().map(|(at, column)| {
        let inner = value(list, (row, at), column, &title, found, &table.write);
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
    let index = table.is_long.then(|| (row + 2).to_string());
    html! {
        <tr key={row} role="row" aria-rowindex={index} data-row={row.to_string()}
            class={verdict.map(Severity::as_str)} onkeydown={keys(row, &table.deed)}>
            { for cells }
            <td role="cell" class="table-acts">
                { for BUTTONS.iter().map(|one| button(one, list, row, &title, table)) }
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

fn button(button: &Button, list: &List, row: usize, title: &str, table: &Table) -> Html {
    let Button { what, word, deed } = *button;
    let label = match what {
        "up" | "down" => ["Move ", title, " ", what].concat(),
        _ => [word, " ", title].concat(),
    };
    let onclick = table.deed.reform(move |_: MouseEvent| deed(row));
    html! {
        <button type="button" class="table-act" id={list.spot(row, what)} aria-label={label} {onclick}>{ word }</button>
    }
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
