//! The bar at the top: what cluster this is, and what can be done with all of it.

use std::rc::Rc;

use yew::prelude::*;

use crate::downloads::Downloads;
use crate::import_button::ImportButton;
use crate::notice::Notice;
use crate::preset::{Presets, fields};
use crate::share_button::share_button;
use crate::shortcuts::Shortcuts;
use crate::state::{Action, Files};
use crate::theme::Themes;

/// What the bar is of.
pub(crate) struct Header<'a> {
    pub(crate) files: Option<&'a Files>,
    /// The id of the preset the cluster began as.
    pub(crate) preset: Option<&'static str>,
    /// How many fields were changed since.
    pub(crate) changes: usize,
    pub(crate) text: &'a Rc<str>,
    pub(crate) undo: bool,
    pub(crate) redo: bool,
    pub(crate) say: &'a Callback<Notice>,
    pub(crate) act: &'a Callback<Action>,
}

/// The bar. A function, as are all parts of the page that keep nothing: a component costs some KB.
pub(crate) fn header(header: &Header<'_>) -> Html {
    let Header { files, preset, changes, text, undo, redo, say, act } = *header;
    let does = |action: Action| act.reform(move |_: MouseEvent| action.clone());
    let name = files.map(|files| files.plan.name.to_string());
    html! {
        <header class="top">
            <h1>{ "kubecore" }</h1>
            <p class="cluster">{ name }</p>
            <div class="tools">
                <Presets current={preset} {changes} act={act.clone()} />
                <ImportButton act={act.clone()} say={say.clone()} />
                { share_button(text, preset) }
                <button type="button" class="act" disabled={!undo} onclick={does(Action::Undo)}>{ "Undo" }</button>
                <button type="button" class="act" disabled={!redo} onclick={does(Action::Redo)}>{ "Redo" }</button>
                if changes > 0 {
                    <button type="button" class="link" onclick={does(Action::Reset)}>
                        { ["Take back ", &fields(changes)].concat() }
                    </button>
                }
                <Themes />
                <Shortcuts act={act.clone()} />
                if let Some(files) = files {
                    <Downloads files={files.clone()} text={text.clone()} say={say.clone()} act={act.clone()} />
                }
            </div>
        </header>
    }
}
