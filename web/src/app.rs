//! The whole page.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::editor::{self, Editor, findings};
use crate::files::Browser;
use crate::map::NetworkMap;
use crate::state::{Action, State, View};

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
                <div class="result">
                    { views(state.view, &act) }
                    { view(&state, &act) }
                </div>
            </main>
        </>
    }
}

/// What can be looked at, to choose from.
fn views(open: View, act: &Callback<Action>) -> Html {
    html! {
        <div class="views" role="group" aria-label="What follows from it">
            { for View::ALL.into_iter().map(|view| {
                let onclick = act.reform(move |_| Action::Look(view));
                let pressed = if view == open { "true" } else { "false" };
                html! { <button key={view.label()} aria-pressed={pressed} {onclick}>{ view.label() }</button> }
            }) }
        </div>
    }
}

fn view(state: &State, act: &Callback<Action>) -> Html {
    match (state.view, &state.files, &state.map) {
        (View::Files, Some(files), _) => html! {
            <Browser files={files.clone()} keys={state.keys.clone()} current={state.current}
                marks={state.marks.clone()} asked={state.asked.clone()} act={act.clone()} go={editor::show(&state.text)} />
        },
        (View::Network, _, Some(map)) => html! {
            <div class="scroll"><NetworkMap map={map.clone()} /></div>
        },
        (View::Files, None, _) => html! { <p class="nothing">{ "There are no files yet." }</p> },
        (View::Network, _, None) => {
            html! { <p class="nothing">{ "There are no addresses yet." }</p> }
        }
    }
}
