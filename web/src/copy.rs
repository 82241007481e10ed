//! The button that copies a text.

use std::time::Duration;

use gloo::timers::callback::Timeout;
use gloo::timers::future::sleep;
use gloo::utils::window;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// How long it says that it copied, in milliseconds.
const SAID: u32 = 2000;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) text: AttrValue,
    /// Where the text is shown: selected if the browser refuses.
    pub(crate) shown: NodeRef,
    /// Has all of it shown, of which there may be only the part in sight.
    #[prop_or_default]
    pub(crate) draw_whole: Callback<()>,
    /// Whose text it is, for those who hear the button only.
    #[prop_or_default]
    pub(crate) what: Option<AttrValue>,
}

#[derive(Clone, Copy, PartialEq)]
enum Said {
    Nothing,
    Copied,
    Refused,
}

#[component]
pub(crate) fn Copy(props: &Props) -> Html {
    let said = use_state(|| Said::Nothing);
    use_effect_with(*said, {
        let said = said.clone();
        move |now| {
            let ends = matches!(now, Said::Copied)
                .then(|| Timeout::new(SAID, move || said.set(Said::Nothing)));
            move || drop(ends)
        }
    });
    let onclick = Callback::from({
        let (text, shown, said) = (props.text.clone(), props.shown.clone(), said.clone());
        let draw_whole = props.draw_whole.clone();
        move |_: MouseEvent| {
            let (text, shown, said) = (text.clone(), shown.clone(), said.clone());
            let draw_whole = draw_whole.clone();
            spawn_local(async move {
                if write(&text).await {
                    said.set(Said::Copied);
                } else {
                    draw_whole.emit(());
                    sleep(Duration::ZERO).await;
                    select(&shown);
                    said.set(Said::Refused);
                }
            });
        }
    });
    let (label, message) = match *said {
        Said::Nothing => ("Copy", ""),
        Said::Copied => ("Copied", "Copied"),
        Said::Refused => {
            ("Copy", "The browser refused. The text is selected: copy it with Ctrl+C.")
        }
    };
    let name = props.what.as_ref().map(|what| [label, " ", what].concat());
    // Always there, as only what changes in it is read out.
    html! {
        <>
            <button type="button" class="act copy" aria-label={name} {onclick}>{ label }</button>
            <p role="status" class={(*said != Said::Refused).then_some("unseen")}>{ message }</p>
        </>
    }
}

/// Whether the clipboard has the text. Without HTTPS there is no clipboard.
async fn write(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

fn select(shown: &NodeRef) {
    let selection = window().get_selection().ok().flatten();
    if let Some((selection, node)) = selection.zip(shown.get()) {
        // It fails for no node of this page.
        let _ = selection.select_all_children(&node);
    }
}
