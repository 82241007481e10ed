//! The text of cluster.yaml, and what the core says about it.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::job::Finding;
use crate::state::Action;

/// The text as it is typed, and every finding at its line.
pub(crate) fn spec_view(text: &AttrValue, findings: &[Finding], act: &Callback<Action>) -> Html {
    let oninput = act.reform(|event: InputEvent| {
        Action::Write(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    html! {
        <section class="spec" aria-label="Spec">
            <label for="spec">{ "cluster.yaml" }</label>
            <textarea id="spec" spellcheck="false" autocapitalize="off" autocomplete="off"
                wrap="off" value={text} {oninput} />
            <div class="frames" role="region" aria-label="Findings in the text" tabindex="0">
                { for findings.iter().map(|found| html! {
                    <pre key={found.frame.clone()} class={found.severity.as_str()}>{ &found.frame }</pre>
                }) }
            </div>
        </section>
    }
}
