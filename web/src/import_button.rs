//! Getting a cluster from a file: chosen, dropped on the page, or pasted.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::File;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, DragEvent};
use yew::prelude::*;

use crate::file_input;
use crate::import::{self, Imported, Refused, browser};
use crate::notice::Notice;
use crate::shortcuts::is_typing;
use crate::state::Action;

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) act: Callback<Action>,
    pub(crate) say: Callback<Notice>,
}

#[component]
pub(crate) fn ImportButton(props: &Props) -> Html {
    let input = use_node_ref();
    let onclick = file_input::open(&input);
    let onchange = {
        let props = props.clone();
        move |event: Event| take_file(&props, browser::chosen(&event))
    };
    use_effect_with((), {
        let props = props.clone();
        move |()| {
            let listeners = listen(&props);
            move || drop(listeners)
        }
    });
    html! {
        <>
            <button type="button" class="act" {onclick}>{ "Import" }</button>
            <input ref={input} type="file" accept=".yaml,.yml,.zip" hidden=true aria-label="A cluster.yaml, or a zip of everything" {onchange} />
        </>
    }
}

fn listen(props: &Props) -> Vec<EventListener> {
    let mut listeners: Vec<EventListener> = ["dragover", "drop"]
        .into_iter()
        .map(|name| {
            let props = props.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), name, options, move |event| {
                if let Some(event) = event.dyn_ref::<DragEvent>() {
                    take_file(&props, browser::dropped(event));
                }
            })
        })
        .collect();
    let props = props.clone();
    let options = EventListenerOptions::enable_prevent_default();
    listeners.push(EventListener::new_with_options(&window(), "paste", options, move |event| {
        let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
        match browser::pasted(event) {
            Some(file) => take_file(&props, Some(file)),
            // What is pasted into a field is the field's.
            None if is_typing() => {}
            None => {
                let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
                if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
                    event.prevent_default();
                    take(&props, import::text(text));
                }
            }
        }
    }));
    listeners
}

fn take_file(props: &Props, file: Option<Result<File, Refused>>) {
    let props = props.clone();
    match file {
        None => {}
        Some(Err(refused)) => take(&props, Err(refused)),
        Some(Ok(file)) => spawn_local(async move {
            take(&props, browser::read(&file).await);
        }),
    }
}

fn take(props: &Props, imported: Result<Imported, Refused>) {
    props.say.emit(Notice::Said(match imported {
        Ok(Imported { text, secrets }) => {
            props.act.emit(Action::Load(text));
            match secrets {
                None => "Imported. Undo brings back what was here.".into(),
                Some(secrets) => [
                    "Imported, without secrets: write them again (",
                    &secrets,
                    "). Undo brings back what was here.",
                ]
                .concat(),
            }
        }
        Err(refused) => refused.to_string(),
    }));
}
