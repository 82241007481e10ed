//! Keys that do what a button does, too.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::menu::focus_on;
use crate::state::{Action, View};

/// The id of the field that finds a file.
pub(crate) const FIND: &str = "find-file";

/// A key, and what it does; besides those that lead to views.
const LIST: [(&str, &str); 4] =
    [("/", "find a file"), ("Ctrl+Z", "undo"), ("Ctrl+Shift+Z", "redo"), ("?", "this list")];

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) act: Callback<Action>,
}

/// Listens, and lists the keys when asked to.
#[component]
pub(crate) fn Shortcuts(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let before = use_mut_ref(|| false);
    use_effect_with((), {
        let (act, open) = (props.act.clone(), open.clone());
        move |()| {
            let options = EventListenerOptions::enable_prevent_default();
            let listener =
                EventListener::new_with_options(&window(), "keydown", options, move |event| {
                    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                    let after_g = before.replace(false);
                    match meant(event, after_g) {
                        Some(Meant::Begin) => *before.borrow_mut() = true,
                        Some(Meant::Do(action)) => act.emit(action),
                        Some(Meant::Find) => {
                            act.emit(Action::Look(View::Files));
                            gloo::timers::callback::Timeout::new(0, find).forget();
                        }
                        Some(Meant::List) => open.set(true),
                        None => return,
                    }
                    event.prevent_default();
                });
            move || drop(listener)
        }
    });
    let panel = use_node_ref();
    use_effect_with(*open, {
        let panel = panel.clone();
        move |open| {
            if *open && let Some(panel) = panel.cast::<HtmlElement>() {
                let _ = panel.focus();
            }
        }
    });
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let close = {
        let open = open.clone();
        move |_: MouseEvent| open.set(false)
    };
    let onkeydown = {
        let open = open.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                open.set(false);
            }
        }
    };
    html! {
        <>
            <button type="button" class="act" aria-expanded={open.to_string()} onclick={toggle}>{ "Shortcuts" }</button>
            if *open {
                <div class="keys-list" role="dialog" aria-label="Shortcuts" tabindex="-1" ref={panel} {onkeydown}>
                    <dl>
                        { for View::ALL.into_iter().map(|view| entry(&["g ", view.key()].concat(), view.label())) }
                        { for LIST.iter().map(|(key, does)| entry(key, does)) }
                    </dl>
                    <button type="button" class="act" onclick={close}>{ "Close" }</button>
                </div>
            }
        </>
    }
}

fn entry(key: &str, does: &str) -> Html {
    html! { <div><dt><kbd>{ key }</kbd></dt><dd>{ does }</dd></div> }
}

/// What a key is meant to do.
enum Meant {
    /// `g`: the next key says where to.
    Begin,
    Do(Action),
    Find,
    List,
}

fn meant(event: &KeyboardEvent, after_g: bool) -> Option<Meant> {
    let key = event.key();
    if event.ctrl_key() || event.meta_key() {
        return match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => Some(Meant::Do(Action::Undo)),
            ("z", true) | ("y", false) => Some(Meant::Do(Action::Redo)),
            _ => None,
        };
    }
    // Elsewhere a letter is a letter.
    if event.alt_key() || is_typing() {
        return None;
    }
    match (key.as_str(), after_g) {
        (key, true) if View::of_key(key).is_some() => {
            View::of_key(key).map(Action::Look).map(Meant::Do)
        }
        ("g", false) => Some(Meant::Begin),
        ("/", _) => Some(Meant::Find),
        ("?", _) => Some(Meant::List),
        _ => None,
    }
}

/// Whether a key is a letter of something.
pub(crate) fn is_typing() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element: Element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}

fn find() {
    focus_on(FIND);
}
