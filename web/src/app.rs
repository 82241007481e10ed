//! The whole page.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::editor::{Editor, findings};
use crate::files::Browser;
use crate::state::{Action, State};

const EXAMPLE: &str = include_str!("../../examples/one-plus-two.yaml");

/// How long typing must pause before the text is looked at, in milliseconds.
const PAUSE: u32 = 150;

#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(|| State::new(EXAMPLE));
    let dispatch = state.dispatcher();
    use_effect_with(state.text.clone(), {
        let dispatch = dispatch.clone();
        move |_| {
            let pause = Timeout::new(PAUSE, move || dispatch.dispatch(Action::Judge));
            move || drop(pause)
        }
    });
    let act = use_callback((), move |action, ()| dispatch.dispatch(action));
    html! {
        <>
            <header>
                <h1>{ "kubecore" }</h1>
                <p>{ "From one cluster.yaml to every file of every machine. Nothing you write here leaves this page." }</p>
            </header>
            <main>
                <section class="spec">
                    <Editor text={state.text.clone()} act={act.clone()} />
                    { findings(&state.findings) }
                </section>
                if let Some(files) = &state.files {
                    <Browser files={files.clone()} keys={state.keys.clone()} current={state.current} {act} />
                }
            </main>
        </>
    }
}
