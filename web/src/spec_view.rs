//! The text of cluster.yaml, and what the core says about it.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::job::Finding;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) text: Rc<str>,
    pub(crate) findings: Rc<Vec<Finding>>,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn SpecView(props: &Props) -> Html {
    let oninput = props.act.reform(|event: InputEvent| {
        Action::Write(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    html! {
        <section class="spec" aria-label="Spec">
            <label for="spec">{ "cluster.yaml" }</label>
            <textarea id="spec" spellcheck="false" autocapitalize="off" autocomplete="off"
                wrap="off" value={props.text.clone()} {oninput} />
            <div class="frames" role="region" aria-label="Findings in the text" tabindex="0">
                { for props.findings.iter().map(|found| html! {
                    <pre key={found.frame.clone()} class={found.severity.as_str()}>{ &found.frame }</pre>
                }) }
            </div>
        </section>
    }
}
