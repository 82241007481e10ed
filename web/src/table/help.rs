//! What the columns mean.

use yew::prelude::*;

use super::column::Column;
use super::list::List;

/// The description of every column and of its words, behind one heading: beside each cell it would
/// be read out a thousand times.
pub(super) fn help(list: &List) -> Html {
    html! {
        <details class="table-help">
            <summary>{ "What the columns mean" }</summary>
            <dl>
                { for list.columns.iter().map(|column| html! {
                    <>
                        <dt>{ column.label.clone() }</dt>
                        <dd id={id(list, column)}>{ column.doc }{ words(column) }</dd>
                    </>
                }) }
            </dl>
        </details>
    }
}

/// The id of a column's description.
pub(super) fn id(list: &List, column: &Column) -> String {
    [&list.id(), "-help-", column.key].concat()
}

fn words(column: &Column) -> Html {
    let all: Vec<_> = column.choices.iter().filter(|choice| !choice.doc.is_empty()).collect();
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <ul>{ for all.iter().map(|choice| html! { <li><b>{ choice.word }</b>{ ": " }{ choice.doc }</li> }) }</ul>
    }
}
