//! The open file, to be read and copied.

mod copy;
mod lines;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use yew::prelude::*;

use copy::Copy;
use lines::Lines;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) path: AttrValue,
    pub(crate) text: AttrValue,
}

#[component]
pub(crate) fn Viewer(props: &Props) -> Html {
    let Props { path, text } = props;
    let shown = use_node_ref();
    let wraps = use_state(|| false);
    let toggle = Callback::from({
        let wraps = wraps.clone();
        move |_: MouseEvent| wraps.set(!*wraps)
    });
    // By their keys, another file begins at its top, and nothing is said about the one before.
    html! {
        <div class="text viewer">
            <div class="head">
                <h2>{ for path.split_inclusive('/').map(|part| html! { <>{ part }<wbr /></> }) }</h2>
                <button class="act" aria-pressed={wraps.to_string()} onclick={toggle}>{ "Wrap" }</button>
                <Copy key={&**path} text={text.clone()} shown={shown.clone()} />
            </div>
            <pre key={&**path} ref={shown} class={wraps.then_some("wraps")} tabindex="0" role="region" aria-label={path}>
                <Lines {path} {text} />
            </pre>
        </div>
    }
}
