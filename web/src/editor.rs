//! The text of cluster.yaml, and what the core says about it.

use std::rc::Rc;

use kubecore::diagnostic::Severity;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::job::Finding;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) text: Rc<str>,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Editor(props: &Props) -> Html {
    let oninput = props.act.reform(|event: InputEvent| {
        Action::Write(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    html! {
        <>
            <label for="spec">{ "cluster.yaml" }</label>
            <textarea id="spec" spellcheck="false" autocapitalize="off" autocomplete="off"
                wrap="off" value={props.text.clone()} {oninput} />
        </>
    }
}

/// Every finding, in the core's own words.
pub(crate) fn findings(findings: &[Finding]) -> Html {
    html! {
        <section class="findings" aria-label="Findings" aria-live="polite">
            <h2>{ summary(findings) }</h2>
            { for findings.iter().map(|finding| html! {
                <pre key={finding.frame.clone()} class={finding.severity.as_str()}>{ &finding.frame }</pre>
            }) }
        </section>
    }
}

/// `2 errors, 1 note`
fn summary(findings: &[Finding]) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let word = severity.as_str();
        match findings.iter().filter(|finding| finding.severity == severity).count() {
            0 => None,
            1 => Some(format!("1 {word}")),
            many => Some(format!("{many} {word}s")),
        }
    });
    let said: Vec<String> = counts.into_iter().flatten().collect();
    if said.is_empty() { "Nothing to object to".into() } else { said.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_a_person_says_them() {
        let found = crate::job::judge("kubecore: v1\n").findings;
        let finding = found.first().expect("much is missing").clone();
        let some = [Severity::Note, Severity::Error, Severity::Error]
            .map(|severity| Finding { severity, ..finding.clone() });
        assert_eq!(summary(&some), "2 errors, 1 note");
        assert_eq!(summary(&[]), "Nothing to object to");
    }
}
