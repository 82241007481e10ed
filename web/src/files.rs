//! The bundles, the files of the open one, and the text of the open file.

use yew::prelude::*;

use crate::key_maker::KeyMaker;
use crate::keys::Keys;
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
    html! {
        <section class="files" aria-label="Files">
            <div class="bar">
                if !current {
                    <p role="status">{ "These are the files of the last text without errors." }</p>
                }
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
