//! What can be downloaded, and what is on its way.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo::timers::future::sleep;
use js_sys::Date;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::download::{hand_over, save};
use crate::job;
use crate::menu::{self, Menu, focus_on};
use crate::notice::Notice;
use crate::state::{Action, Files, View};

/// How long the page may stand still for a zip, in milliseconds: a browser takes 4 more for each breath.
const STILL: f64 = 40.0;

/// What its menu is called.
const LABEL: &str = "Download";

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) files: Files,
    /// The text of cluster.yaml.
    pub(crate) text: Rc<str>,
    pub(crate) say: Callback<Notice>,
    pub(crate) act: Callback<Action>,
}

/// A zip that is being packed.
#[derive(Clone, PartialEq)]
struct Packing {
    done: usize,
    total: usize,
    stopped: Rc<Cell<bool>>,
}

#[component]
pub(crate) fn Downloads(props: &Props) -> Html {
    let packing = use_state(|| None::<Packing>);
    let busy = packing.is_some();
    let under_way = packing.as_ref().map(progress).unwrap_or_default();
    let all = {
        let (files, say, act) = (props.files.clone(), props.say.clone(), props.act.clone());
        move |_: MouseEvent| {
            if !busy {
                pack(files.clone(), packing.clone(), say.clone(), act.clone());
            }
        }
    };
    let files = &props.files;
    let label = files.place.label();
    let one = save(&[label, ".zip"].concat(), {
        let files = files.clone();
        move || {
            job::zip(
                files.document.text(),
                &files.plan,
                &files.place,
                files.held.ready().as_deref(),
            )
        }
    });
    let name = files.path.rsplit('/').next().unwrap_or_default().to_owned();
    let file = {
        let (files, name) = (files.clone(), name.clone());
        move |_: MouseEvent| hand_over(&name, files.text().as_bytes())
    };
    let text = props.text.clone();
    let spec = move |_: MouseEvent| hand_over("cluster.yaml", text.as_bytes());
    // The menu stays while it packs: it has the focus.
    html! {
        <>
            { under_way }
            <Menu label={LABEL} class={classes!("downloads", "main")}>
                <ul>
                    <li><button type="button" onclick={all}>
                        <strong>{ "Everything" }</strong>
                        <span>{ [files.plan.name.as_str(), ".zip: every machine, and the cluster’s own files"].concat() }</span>
                    </button></li>
                    <li><button type="button" onclick={one}>
                        <strong>{ "The open bundle" }</strong><span>{ [label, ".zip"].concat() }</span>
                    </button></li>
                    <li><button type="button" onclick={file}>
                        <strong>{ "The open file" }</strong><span>{ name }</span>
                    </button></li>
                    <li><button type="button" onclick={spec}>
                        <strong>{ "The spec" }</strong><span>{ "cluster.yaml as it is written, secrets included" }</span>
                    </button></li>
                </ul>
            </Menu>
        </>
    }
}

fn progress(Packing { done, total, stopped }: &Packing) -> Html {
    let stopped = stopped.clone();
    let stop = move |_: MouseEvent| {
        stopped.set(true);
        // This button goes, and would take the focus along.
        focus_on(&menu::id(LABEL));
    };
    html! {
        <div class="packing">
            <progress max={total.to_string()} value={done.to_string()} aria-label="Packing"></progress>
            <button type="button" class="act" onclick={stop}>{ "Cancel" }</button>
        </div>
    }
}

/// Packs everything, a little at a time.
fn pack(
    files: Files,
    packing: UseStateHandle<Option<Packing>>,
    say: Callback<Notice>,
    act: Callback<Action>,
) {
    let total = files.places.len();
    let stopped = Rc::new(Cell::new(false));
    let began = Rc::new(Cell::new(Date::now()));
    spawn_local(async move {
        let goes_on = async |done: usize| {
            if Date::now() - began.get() > STILL {
                packing.set(Some(Packing { done, total, stopped: stopped.clone() }));
                sleep(Duration::ZERO).await;
                began.set(Date::now());
            }
            !stopped.get()
        };
        let ready = files.held.ready();
        let zip = job::zip_all(files.document.text(), &files.plan, ready.as_deref(), goes_on).await;
        packing.set(None);
        let name = [files.plan.name.as_str(), ".zip"].concat();
        match zip {
            Ok(Some(zip)) => {
                hand_over(&name, &zip);
                act.emit(Action::Look(View::Steps));
            }
            Ok(None) => say.emit(Notice::Said("The download was cancelled.".into())),
            Err(why) => say.emit(Notice::Said([&name, ": ", &why.to_string()].concat())),
        }
    });
}
