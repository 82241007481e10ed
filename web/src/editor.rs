//! The text of cluster.yaml, and what the core says about it.

use std::rc::Rc;

use kubecore::diagnostic::Severity;
use kubecore::document::Document;
use kubecore::source::{FieldPath, Position, Step};
use wasm_bindgen::JsCast;
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

/// Shows a field where it stands in the text; its nearest group, where the text is silent.
pub(crate) fn show(text: &Rc<str>) -> Callback<FieldPath> {
    let text = text.clone();
    Callback::from(move |path: FieldPath| {
        let Some(document) = Document::read(&text) else { return };
        let steps = path.steps();
        let group = |count: usize| {
            steps.iter().take(count).fold(FieldPath::root(), |path, step| match step {
                Step::Key(key) => path.key(key.clone()),
                Step::Index(index) => path.index(*index),
            })
        };
        let span = (0..=steps.len()).rev().find_map(|count| document.span(&group(count)));
        let place = gloo::utils::document().get_element_by_id("spec");
        let area = place.and_then(|place| place.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some((area, span)) = area.zip(span) {
            // The browser counts in UTF-16.
            let utf16 = |at: Position| {
                let line = text.split_inclusive('\n').nth(at.line - 1).unwrap_or_default();
                let before = text.split_inclusive('\n').take(at.line - 1);
                let before = before.chain([line]).zip(1..);
                let count = before.map(|(text, line)| {
                    if line == at.line {
                        text.chars().take(at.column - 1).map(char::len_utf16).sum()
                    } else {
                        text.encode_utf16().count()
                    }
                });
                u32::try_from(count.sum::<usize>()).unwrap_or(u32::MAX)
            };
            // They fail for no text area of this page.
            let _ = area.focus();
            let _ = area.set_selection_range(utf16(span.start), utf16(span.end));
        }
    })
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
