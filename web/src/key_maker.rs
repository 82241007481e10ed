//! Making keys, and handing them over.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::file::File;
use gloo::utils::window;
use kubecore::plan::Plan;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::download::save;
use crate::file_input;
use crate::job;
use crate::key_files;
use crate::keys::{Held, Keys, Work};
use crate::state::Action;
use crate::worker::{Answer, Issued, Order, ask};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) plan: Rc<Plan>,
    pub(crate) held: Held,
    pub(crate) keys: Keys,
    pub(crate) act: Callback<Action>,
}

/// Nothing where a cluster has no keys.
#[component]
pub(crate) fn KeyMaker(props: &Props) -> Html {
    let Props { plan, held, keys, act } = props;
    let input = use_node_ref();
    let at_risk = !keys.saved && !keys.files().is_empty();
    use_effect_with(at_risk, |at_risk| {
        let asks = at_risk.then(ask_before_leaving);
        move || drop(asks)
    });
    let make = Callback::from({
        let (plan, keys, act) = (plan.clone(), keys.clone(), act.clone());
        move |_: MouseEvent| make(&plan, &keys, &act)
    });
    let choose = file_input::open(&input);
    let bring = Callback::from({
        let (plan, act) = (plan.clone(), act.clone());
        move |event: Event| bring(plan.clone(), key_files::chosen(&event), act.clone())
    });
    let content = match (&keys.work, held) {
        (_, Held::NotWanted) => return Html::default(),
        (Work::Making(done, total), _) => html! {
            <p role="status">{ format!("Making keys: {done} of {total}") }</p>
        },
        (work, Held::Missing(missing)) => html! {
            <>
                if let Work::Refused(why) = work {
                    <p role="alert">{ why }</p>
                }
                <p>{ what_is_missing(keys, *missing) }</p>
                <button type="button" class="act" onclick={make}>{ "Make keys here" }</button>
                <button type="button" class="act" onclick={choose}>{ "Bring keys" }</button>
                <input ref={input} type="file" webkitdirectory=true hidden=true aria-label="A directory of keys" onchange={bring} />
            </>
        },
        (_, Held::Ready(_)) => html! {
            <>
                <p role="status">{ ready(keys) }</p>
                { save_keys(keys, act) }
                { for job::authorities(plan, keys.files()).into_iter().map(|(name, fingerprint)| html! {
                    <p class="fingerprint">{ name }{ ", SHA-256 " }<code>{ fingerprint }</code></p>
                }) }
            </>
        },
    };
    html! { <section class="keys" aria-label="Keys">{ content }</section> }
}

/// Keys that are gone cannot be made again.
fn ask_before_leaving() -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "beforeunload", options, Event::prevent_default)
}

fn what_is_missing(keys: &Keys, missing: usize) -> String {
    if keys.files().is_empty() {
        "Downloads hold no keys yet. They can be made in this browser, brought as the directory in which they were \
         made before, or made later by kubecore-cli."
            .into()
    } else {
        format!(
            "{missing} keys or certificates are missing, or do not fit any more: downloads hold none."
        )
    }
}

fn ready(keys: &Keys) -> &'static str {
    if keys.saved {
        "Downloads hold the keys of their machines. All keys are in files of yours, too: keep those closed."
    } else {
        "Downloads hold the keys of their machines. All keys exist only in this tab until you download them."
    }
}

/// The directory that `kubecore-cli` goes on with.
fn save_keys(keys: &Keys, act: &Callback<Action>) -> Html {
    let files = keys.files().clone();
    let download = save("pki.zip", move || job::zip_keys(&files));
    let act = act.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        download.emit(event);
        act.emit(Action::SaveKeys);
    });
    html! { <button type="button" class="act" {onclick}>{ "Download pki.zip" }</button> }
}

fn make(plan: &Plan, keys: &Keys, act: &Callback<Action>) {
    if let Some(order) = keys.order(plan) {
        send(&order, act, |cluster, issued| Action::TakeKeys(cluster, issued.into()));
    }
}

/// What is missing in a directory is made, as `kubecore-cli pki init` does.
fn bring(plan: Rc<Plan>, files: Vec<(String, File)>, act: Callback<Action>) {
    spawn_local(async move {
        match (key_files::read(files).await, job::certificates(&plan)) {
            (Err(why), _) => act.emit(Action::Work(Work::Refused(why))),
            (Ok(files), Some(list)) => {
                let files = Rc::new(files);
                send(&Order::new(list, &files), &act, move |cluster, issued| {
                    Action::BringKeys(cluster, files.clone(), issued.into())
                });
            }
            (Ok(_), None) => {}
        }
    });
}

fn send(order: &Order, act: &Callback<Action>, done: impl Fn(String, Issued) -> Action + 'static) {
    act.emit(Action::Work(Work::Making(0, order.list.items.len())));
    let (cluster, act) = (order.list.cluster.clone(), act.clone());
    ask(order, move |answer| {
        act.emit(match answer {
            Answer::Listening => return,
            Answer::Made(done, total) => Action::Work(Work::Making(done, total)),
            Answer::Issued(issued) => done(cluster.clone(), issued),
            Answer::Refused(why) => Action::Work(Work::Refused(why)),
        });
    });
}
