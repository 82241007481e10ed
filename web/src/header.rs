//! The bar at the top: what cluster this is, and what can be done with all of it.

use std::rc::Rc;

use kubecore::document::Edit;
use yew::prelude::*;

use crate::download::save;
use crate::import_button::ImportButton;
use crate::job;
use crate::keys::Held;
use crate::menu::Menu;
use crate::notice::Notice;
use crate::preset::{Presets, fields};
use crate::share_button::ShareButton;
use crate::shortcuts::Shortcuts;
use crate::state::{Action, Files};
use crate::theme::Themes;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) files: Option<Files>,
    /// The id of the preset the cluster began as.
    pub(crate) preset: Option<&'static str>,
    /// How many fields were changed since.
    pub(crate) changes: usize,
    pub(crate) text: Rc<str>,
    pub(crate) undo: bool,
    pub(crate) redo: bool,
    /// What takes every change back.
    pub(crate) reset: Vec<Edit>,
    pub(crate) say: Callback<Notice>,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let Props { files, preset, changes, text, undo, redo, reset, say, act } = props;
    let does = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    let name = files.as_ref().map(|files| files.plan.name.to_string());
    html! {
        <header class="top">
            <h1>{ "kubecore" }</h1>
            <p class="cluster">{ name }</p>
            <div class="tools">
                <Presets current={*preset} changes={*changes} act={act.clone()} />
                <ImportButton act={act.clone()} say={say.clone()} />
                <ShareButton text={text.clone()} preset={*preset} />
                <button type="button" class="act" disabled={!undo} onclick={does(Action::Undo)}>{ "Undo" }</button>
                <button type="button" class="act" disabled={!redo} onclick={does(Action::Redo)}>{ "Redo" }</button>
                if *changes > 0 {
                    <button type="button" class="link" onclick={does(Action::Edit(reset.clone()))}>
                        { ["Take back ", &fields(*changes)].concat() }
                    </button>
                }
                <Themes />
                <Shortcuts act={act.clone()} />
                if let Some(files) = files {
                    { downloads(files) }
                }
            </div>
        </header>
    }
}

fn downloads(files: &Files) -> Html {
    let ready = match &files.held {
        Held::Ready(ready) => Some(ready.clone()),
        Held::NotWanted | Held::Missing(_) => None,
    };
    let all = save(&format!("{}.zip", files.plan.name), {
        let (spec, plan, ready) = (files.spec.clone(), files.plan.clone(), ready.clone());
        move || job::zip_all(&spec, &plan, ready.as_deref())
    });
    let label = files.place.label();
    let one = save(&format!("{label}.zip"), {
        let (plan, place) = (files.plan.clone(), files.place.clone());
        move || job::zip(&plan, &place, ready.as_deref())
    });
    html! {
        <Menu label="Download" class={classes!("downloads", "main")}>
            <ul>
                <li><button type="button" onclick={all}>
                    <strong>{ "Everything" }</strong><span>{ format!("{}.zip: every machine, and the cluster’s own files", files.plan.name) }</span>
                </button></li>
                <li><button type="button" onclick={one}>
                    <strong>{ "The open bundle" }</strong><span>{ format!("{label}.zip") }</span>
                </button></li>
            </ul>
        </Menu>
    }
}
