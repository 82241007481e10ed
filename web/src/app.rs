//! The whole page.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use kubecore::source::FieldPath;
use yew::prelude::*;

use crate::files::Browser;
use crate::form::{self, Form};
use crate::header::{Header, header};
use crate::key_maker::KeyMaker;
use crate::map::NetworkMap;
use crate::menu::focus_on;
use crate::notice::notices;
use crate::session::{Beginning, answer, begin, use_session};
use crate::spec_view::spec_view;
use crate::state::{Action, State, View};
use crate::steps::Steps;
use crate::storage::Keeper;
use crate::storage::browser::Local;
use crate::summary::Summary;
use crate::topology::Topology;

/// How long typing must pause before the text is looked at, in milliseconds.
const PAUSE: u32 = 150;

#[component]
pub(crate) fn App() -> Html {
    let kept = use_memo((), |()| RefCell::new(Keeper::new(Local)));
    let notice = use_state(|| None);
    let state = use_reducer({
        let (kept, notice) = (kept.clone(), notice.clone());
        move || {
            let Beginning { state, notice: first } = begin(&kept);
            notice.set(first);
            state
        }
    });
    let dispatch = state.dispatcher();
    use_effect_with((state.text.clone(), state.is_judged()), {
        let dispatch = dispatch.clone();
        move |(_, judged)| {
            let judge = move || dispatch.dispatch(Action::Judge);
            let pause = (!judged).then(|| Timeout::new(PAUSE, judge));
            move || drop(pause)
        }
    });
    let act = use_callback((), move |action, ()| {
        dispatch.dispatch(match action {
            Action::Edit(_) | Action::Write(_) => Action::At(now(), Box::new(action)),
            other => other,
        });
    });
    use_session(&state, &kept, &notice, &act);
    // On a narrow screen one of the two is seen at a time.
    let pane = use_state_eq(|| Pane::Cause);
    use_effect_with(state.jump.clone(), {
        let pane = pane.clone();
        move |jump| {
            if let Some(jump) = jump {
                pane.set(Pane::Cause);
                show(&jump.path);
            }
        }
    });
    let counted = (state.base.clone(), state.document.clone());
    let changes = use_memo(counted, |(base, document)| base.changes(document));
    let say = Callback::from({
        let notice = notice.clone();
        move |said| notice.set(Some(said))
    });
    let answered = Callback::from({
        let (notice, state, kept, act) = (notice.clone(), state.clone(), kept.clone(), act.clone());
        move |said| {
            let next = (*notice).as_ref().and_then(|open| answer(open, said, &state, &kept, &act));
            notice.set(next);
        }
    });
    html! {
        <>
            { header(&Header {
                files: state.files.as_ref(),
                preset: state.base.preset,
                changes: *changes,
                text: &state.text,
                undo: state.can_undo(),
                redo: state.can_redo(),
                say: &say,
                act: &act,
            }) }
            { notices((*notice).as_ref(), &answered) }
            <main data-pane={pane.word()}>
                <div class="cause">
                    <Summary findings={state.findings.clone()} act={act.clone()} />
                    <Form document={state.document.clone()} readable={state.is_readable()} base={state.base.clone()}
                        findings={state.findings.clone()} advice={state.advice.clone()} jump={state.jump.clone()}
                        certificates={keys(&state, &act)} act={act.clone()} />
                </div>
                <div class="result">
                    { views(state.view, &act) }
                    { view(&state, &act) }
                </div>
                { switch(&pane) }
            </main>
        </>
    }
}

/// The two halves of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pane {
    Cause,
    Result,
}

impl Pane {
    fn word(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Result => "result",
        }
    }
}

fn switch(open: &UseStateHandle<Pane>) -> Html {
    html! {
        <div class="switch" role="group" aria-label="Half of the page">
            { for [(Pane::Cause, "Form"), (Pane::Result, "Result")].into_iter().map(|(pane, label)| {
                let pressed = (**open == pane).to_string();
                let open = open.clone();
                let onclick = move |_: MouseEvent| open.set(pane);
                html! { <button type="button" key={label} aria-pressed={pressed} {onclick}>{ label }</button> }
            }) }
        </div>
    }
}

/// Milliseconds since whenever.
fn now() -> u64 {
    // Exact, and never negative.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a clock's milliseconds fit"
    )]
    let now = js_sys::Date::now() as u64;
    now
}

/// Goes to a field, or to what is nearest to it.
fn show(path: &FieldPath) {
    let mut path = path.clone();
    while !focus_on(&form::id(&path)) {
        let Some(parent) = path.parent() else { return };
        path = parent;
    }
}

/// What can be looked at, to choose from.
fn views(open: View, act: &Callback<Action>) -> Html {
    html! {
        <div class="views" role="group" aria-label="What follows from it">
            { for View::ALL.into_iter().map(|view| {
                let onclick = act.reform(move |_| Action::Look(view));
                let pressed = if view == open { "true" } else { "false" };
                html! { <button type="button" key={view.label()} aria-pressed={pressed} {onclick}>{ view.label() }</button> }
            }) }
        </div>
    }
}

/// Making keys, for the section of certificates.
fn keys(state: &State, act: &Callback<Action>) -> Html {
    let Some(files) = &state.files else { return Html::default() };
    html! {
        <KeyMaker plan={files.plan.clone()} held={files.held.clone()} keys={state.keys.clone()} act={act.clone()} />
    }
}

fn view(state: &State, act: &Callback<Action>) -> Html {
    match (state.view, &state.files) {
        (View::Spec, _) => spec_view(&state.text.clone().into(), &state.findings, act),
        (View::Network, _) => html! {
            <div class="scroll"><NetworkMap map={state.map.clone()} /></div>
        },
        (View::Files, Some(files)) => html! {
            <Browser files={files.clone()} current={state.current} marks={state.marks.clone()}
                asked={state.asked.clone()} act={act.clone()} />
        },
        (View::Topology, Some(files)) => html! {
            <div class="scroll"><Topology plan={files.plan.clone()} act={act.clone()} /></div>
        },
        (View::Steps, Some(files)) => html! {
            <div class="scroll"><Steps plan={files.plan.clone()} bundles={files.held.bundles()} /></div>
        },
        (_, None) => html! { <p class="nothing">{ "There are no files yet." }</p> },
    }
}
