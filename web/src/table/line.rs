//! A value that is typed.

use kubecore::diagnostic::Severity;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::cell::{Props, Written};
use super::column::Kind;
use super::text;

/// What is typed and not yet handed over.
#[derive(Debug, Clone, PartialEq)]
struct Draft {
    text: String,
    /// Why it means nothing.
    refused: Option<String>,
}

/// A value is handed over once it is finished: by Enter or by leaving the cell. Escape brings back
/// what was there.
#[component]
pub(super) fn Line(props: &Props) -> Html {
    let draft = use_state(|| None::<Draft>);
    let is_shown = use_state(|| false);
    let Some(column) = props.of() else { return Html::default() };
    let kind = column.kind;
    let oninput = {
        let draft = draft.clone();
        move |event: InputEvent| draft.set(Some(Draft { text: typed(&event), refused: None }))
    };
    let finish = {
        let (draft, old) = (draft.clone(), props.value.clone());
        let (write, row, column) = (props.write.clone(), props.row, props.column);
        Callback::from(move |text: String| match text::read(kind, &text) {
            Err(refused) => draft.set(Some(Draft { text, refused: Some(refused) })),
            Ok(value) => {
                draft.set(None);
                if text != *old {
                    write.emit(Written { row, column, value });
                }
            }
        })
    };
    let onblur = finish.reform(|event: FocusEvent| typed(&event));
    let onkeydown = {
        let (draft, old) = (draft.clone(), props.value.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            // That Enter belongs to the input method.
            "Enter" if !event.is_composing() => finish.emit(typed(&event)),
            // The row moves: what is typed goes along.
            "ArrowUp" | "ArrowDown" if event.alt_key() => finish.emit(typed(&event)),
            "Escape" => {
                event.target_unchecked_into::<HtmlInputElement>().set_value(&old);
                draft.set(None);
            }
            _ => {}
        }
    };
    let refused = draft.as_ref().and_then(|draft| draft.refused.clone());
    let why = [&*props.id, "-why"].concat();
    let value = draft.as_ref().map_or(props.value.clone(), |draft| draft.text.clone().into());
    let is_invalid = refused.is_some() || props.is_invalid();
    let verdict =
        if refused.is_some() { Some("error") } else { props.verdict.map(Severity::as_str) };
    let said = if refused.is_some() { Some(why.clone()) } else { props.said() };
    let is_secret = kind == Kind::Secret;
    html! {
        <>
            <input id={&props.id} aria-label={&props.label} {value} {oninput} {onblur} {onkeydown}
                type={if is_secret && !*is_shown { "password" } else { "text" }}
                inputmode={(kind == Kind::Number).then_some("numeric")} class={verdict}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                aria-invalid={is_invalid.then_some("true")} aria-describedby={said} />
            if is_secret {
                { reveal(&props.label, &is_shown) }
            }
            if let Some(refused) = refused {
                <p class="table-refused" id={why} role="alert">{ refused }</p>
            }
        </>
    }
}

/// The button that shows a secret.
fn reveal(label: &str, is_shown: &UseStateHandle<bool>) -> Html {
    let onclick = {
        let is_shown = is_shown.clone();
        move |_: MouseEvent| is_shown.set(!*is_shown)
    };
    let pressed = if **is_shown { "true" } else { "false" };
    html! {
        <button type="button" class="table-act" aria-pressed={pressed} aria-label={["Show ", label].concat()} {onclick}>
            { "Show" }
        </button>
    }
}

/// What stands in the field that an event is of.
fn typed(event: &impl TargetCast) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}
