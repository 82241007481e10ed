//! The bundles, the files of the open one, and the text of the open file.

pub mod find;
pub mod paths;
pub mod rows;

use yew::prelude::*;

use crate::download::save;
use crate::job;
use crate::key_maker::KeyMaker;
use crate::keys::{Held, Keys};
use crate::state::{Action, Files};
use crate::viewer::Viewer;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) files: Files,
    pub(crate) keys: Keys,
    pub(crate) current: bool,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Browser(props: &Props) -> Html {
    let Props { files, keys, current, act } = props;
    let label = files.place.label();
    let ready = match &files.held {
        Held::Ready(ready) => Some(ready.clone()),
        Held::NotWanted | Held::Missing(_) => None,
    };
    let one = save(&format!("{label}.zip"), {
        let (plan, place, ready) = (files.plan.clone(), files.place.clone(), ready.clone());
        move || job::zip(&plan, &place, ready.as_deref())
    });
    let all = save(&format!("{}.zip", files.plan.name), {
        let plan = files.plan.clone();
        move || job::zip_all(&plan, ready.as_deref())
    });
    html! {
        <section class="files" aria-label="Files">
            <div class="bar">
                if !current {
                    <p role="status">{ "These are the files of the last text without errors." }</p>
                }
                <button class="act" onclick={one}>{ format!("Download {label}.zip") }</button>
                <button class="act" onclick={all}>{ "Download everything" }</button>
                <KeyMaker plan={files.plan.clone()} held={files.held.clone()} keys={keys.clone()} act={act.clone()} />
            </div>
            <nav aria-label="Bundles">
                { for files.places.iter().map(|place| {
                    let open = act.reform({
                        let place = place.clone();
                        move |_| Action::OpenBundle(place.clone())
                    });
                    entry(place.label(), *place == files.place, open)
                }) }
            </nav>
            <nav aria-label={format!("Files of {label}")}>
                { for files.bundle.artifacts().iter().map(|file| {
                    let open = act.reform({
                        let path = file.path.clone();
                        move |_| Action::OpenFile(path.clone())
                    });
                    entry(&file.path, file.path == files.path, open)
                }) }
            </nav>
            <Viewer path={files.path.clone()} text={files.text()} />
        </section>
    }
}

/// One line of a list. A path that is too long for it breaks after a slash.
fn entry(name: &str, open: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button key={name} aria-current={open.then_some("true")} {onclick}>
            { for name.split_inclusive('/').map(|part| html! { <>{ part }<wbr /></> }) }
        </button>
    }
}
