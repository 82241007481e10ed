//! A value that is one of a few words.

use kubecore::diagnostic::Severity;
use kubecore::document::Value;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::cell::{Props, Written};

/// What stands in the document is always among the options, also if it is no choice.
#[component]
pub(super) fn Pick(props: &Props) -> Html {
    let select = use_node_ref();
    // A select shows what was picked last until it is told otherwise.
    use_effect({
        let (select, value) = (select.clone(), props.value.clone());
        move || {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(&value);
            }
        }
    });
    let Some(column) = props.of() else { return Html::default() };
    let onchange = {
        let (write, row, at) = (props.write.clone(), props.row, props.column);
        move |event: Event| {
            let word = event.target_unchecked_into::<HtmlSelectElement>().value();
            let value = Some(word).filter(|word| !word.is_empty()).map(Value::text);
            write.emit(Written { row, column: at, value });
        }
    };
    let value = &*props.value;
    let is_known = column.choices.iter().any(|choice| choice.word == value);
    let nothing = if column.optional() { "default" } else { "choose" };
    let said = props.said();
    html! {
        <select ref={select} id={&props.id} aria-label={&props.label} {onchange}
            class={props.verdict.map(Severity::as_str)}
            aria-invalid={props.is_invalid().then_some("true")} aria-describedby={said}>
            if column.optional() || value.is_empty() {
                <option value="" selected={value.is_empty()}>{ nothing }</option>
            }
            { for column.choices.iter().map(|choice| html! {
                <option value={choice.word} selected={choice.word == value}>{ column.called(choice.word) }</option>
            }) }
            if !is_known && !value.is_empty() {
                <option value={&props.value} selected=true>{ value }</option>
            }
        </select>
    }
}
