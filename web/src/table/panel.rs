//! What is said about the rows of a long table. Below the table, as its rows are of one height.

use yew::prelude::*;

use super::focus::Focus;
use super::list::List;
use super::messages::{Found, key, messages};
use super::words;

/// The messages of the row in use, or of the first that has any, and the way to the next.
pub(super) fn panel(list: &List, found: &Found<'_>, used: Option<usize>, focus: &Focus) -> Html {
    let row = used.filter(|row| found.rows.contains_key(row)).or_else(|| found.next(None));
    let Some(row) = row else { return Html::default() };
    let onclick = found.next(used).map(|next| {
        let cell = found.row(next).iter().find_map(|finding| {
            let key = key(finding, &list.path)?;
            list.columns.iter().map(|column| column.key).find(|known| *known == key)
        });
        let (focus, cell) = (focus.clone(), cell.unwrap_or(list.head_key()));
        Callback::from(move |_: MouseEvent| focus.at(next, cell))
    });
    html! {
        <div class="table-panel">
            <p>
                { [&words::rows(found.rows.len()), " with findings "].concat() }
                <button type="button" class="table-act" {onclick}>{ "Next finding" }</button>
            </p>
            <h3>{ list.title(row) }</h3>
            { messages(list, row, found.row(row)) }
        </div>
    }
}
