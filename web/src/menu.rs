//! A button that opens a few things to choose from.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) class: Classes,
    pub(crate) children: Html,
}

/// Closed by Escape, by a choice, and by going elsewhere.
#[component]
pub(crate) fn Menu(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let whole = use_node_ref();
    let button = use_node_ref();
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                event.stop_propagation();
                open.set(false);
                focus(&button);
            }
        }
    };
    let onfocusout = {
        let (open, whole) = (open.clone(), whole.clone());
        move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            let stays = whole.get().zip(to).is_some_and(|(whole, to)| whole.contains(Some(&to)));
            if !stays {
                open.set(false);
            }
        }
    };
    let choose = {
        let (open, button) = (open.clone(), button.clone());
        move |_: MouseEvent| {
            open.set(false);
            focus(&button);
        }
    };
    html! {
        <div class={classes!("menu", props.class.clone())} ref={whole} {onkeydown} {onfocusout}>
            <button type="button" class="act" id={id(&props.label)} ref={button} aria-expanded={open.to_string()} onclick={toggle}>
                { &props.label }<span class="sign" aria-hidden="true">{ " ▾" }</span>
            </button>
            if *open {
                // A click in it is a choice, or on nothing: the focus is kept inside until then.
                <div class="menu-panel" tabindex="-1" onclick={choose}>{ props.children.clone() }</div>
            }
        </div>
    }
}

/// The id of a menu's button.
pub(crate) fn id(label: &str) -> String {
    ["menu-", label].concat()
}

fn focus(place: &NodeRef) {
    if let Some(element) = place.cast::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Brings the element of this id into view, and the focus to it. Whether there is one.
pub(crate) fn focus_on(id: &str) -> bool {
    let element = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let Some(element) = element else { return false };
    element.scroll_into_view();
    element.focus().is_ok()
}
