//! The bar at the top: what cluster this is, and what can be done with all of it.

use yew::prelude::*;

use crate::download::save;
use crate::job;
use crate::keys::Held;
use crate::menu::Menu;
use crate::preset::Presets;
use crate::state::{Action, Files};
use crate::theme::Themes;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) files: Option<Files>,
    /// The id of the preset the cluster began as.
    pub(crate) preset: Option<&'static str>,
    /// How many fields were changed since.
    pub(crate) changes: usize,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let Props { files, preset, changes, act } = props;
    let name = files.as_ref().map(|files| files.plan.name.to_string());
    html! {
        <header class="top">
            <h1>{ "kubecore" }</h1>
            <p class="cluster">{ name }</p>
            <div class="tools">
                <Presets current={*preset} changes={*changes} act={act.clone()} />
                <Themes />
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
