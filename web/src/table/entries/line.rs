//! One line of a list of single values.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;

use super::change::{Deed, Left, pieces};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: String,
    pub(super) index: usize,
    pub(super) is_last: bool,
    pub(super) label: AttrValue,
    pub(super) value: AttrValue,
    /// The element that says what is wrong.
    pub(super) said: Option<String>,
    pub(super) is_invalid: bool,
    pub(super) deed: Callback<Deed>,
}

/// A value is written by Enter or by leaving its line. Escape brings back what was there.
#[component]
pub(super) fn Line(props: &Props) -> Html {
    let Props { id, index, is_last, label, value, said, is_invalid, deed } = props;
    let (index, is_last) = (*index, *is_last);
    let draft = use_state(|| None::<String>);
    let oninput = {
        let draft = draft.clone();
        move |event: InputEvent| draft.set(Some(typed(&event)))
    };
    let finish = {
        let (draft, value, deed) = (draft.clone(), value.clone(), deed.clone());
        move |text: &str, left: Left| {
            draft.set(None);
            if text.trim() != &*value {
                deed.emit(Deed::Write(index, text.trim().to_owned(), left));
            }
        }
    };
    let onblur = {
        let finish = finish.clone();
        move |event: FocusEvent| finish(&typed(&event), Left::Elsewhere)
    };
    let onkeydown = {
        let (draft, value) = (draft.clone(), value.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !event.is_composing() => finish(&typed(&event), Left::Enter),
            "Escape" => {
                event.target_unchecked_into::<HtmlInputElement>().set_value(&value);
                draft.set(None);
            }
            _ => {}
        }
    };
    let onpaste = {
        let (draft, deed) = (draft.clone(), deed.clone());
        move |event: Event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let all = data.and_then(|data| data.get_data("text").ok()).map(|text| pieces(&text));
            if let Some(all) = all.filter(|all| all.len() > 1) {
                event.prevent_default();
                draft.set(None);
                deed.emit(Deed::Paste(index, all));
            }
        }
    };
    let onclick = deed.reform(move |_: MouseEvent| Deed::Remove(index));
    let place = (index + 1).to_string();
    let name =
        if is_last { [label, ", one more"].concat() } else { [label, ", ", &place].concat() };
    let remove = ["Remove ", value].concat();
    let shown = draft.as_ref().map_or(value.clone(), |draft| draft.clone().into());
    let is_invalid = is_invalid.then_some("true");
    html! {
        <>
            <input id={id.clone()} aria-label={name} value={shown} {oninput} {onblur} {onkeydown} {onpaste}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                placeholder={is_last.then_some("one more")}
                aria-invalid={is_invalid} aria-describedby={said.clone()} />
            if !is_last {
                <button type="button" class="table-act" aria-label={remove} {onclick}>{ "Remove" }</button>
            }
        </>
    }
}

fn typed(event: &impl TargetCast) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}
