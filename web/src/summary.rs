//! All findings in one list that counts and leads to each.

use std::rc::Rc;

use kubecore::diagnostic::Severity;
use yew::prelude::*;

use crate::job::Finding;
use crate::prose::prose;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) findings: Rc<Vec<Finding>>,
    pub(crate) act: Callback<Action>,
}

#[component]
pub(crate) fn Summary(props: &Props) -> Html {
    let Props { findings, act } = props;
    let open = use_state_eq(|| false);
    let only = use_state_eq(|| None::<Severity>);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let shown = findings.iter().filter(|found| only.is_none_or(|only| only == found.severity));
    html! {
        <section class="summary" aria-label="Findings">
            <p class="counts">
                <span role="status">{ counts(findings) }</span>
                if !findings.is_empty() {
                    <button type="button" class="link" aria-expanded={open.to_string()} onclick={toggle}>
                        { if *open { "Hide" } else { "Show" } }
                    </button>
                }
            </p>
            if *open && !findings.is_empty() {
                { filters(findings, &only) }
                <ol>{ for shown.map(|found| entry(found, act)) }</ol>
            }
        </section>
    }
}

fn filters(findings: &[Finding], only: &UseStateHandle<Option<Severity>>) -> Html {
    let some = ORDER.into_iter().filter(|one| findings.iter().any(|found| found.severity == *one));
    let offered: Vec<Option<Severity>> = [None].into_iter().chain(some.map(Some)).collect();
    if offered.len() < 3 {
        return Html::default();
    }
    html! {
        <div class="filters" role="group" aria-label="Show only">
            { for offered.into_iter().map(|one| {
                let label = one.map_or("all", Severity::as_str);
                let pressed = (**only == one).to_string();
                let only = only.clone();
                let onclick = move |_: MouseEvent| only.set(one);
                html! { <button type="button" class="link" key={label} aria-pressed={pressed} {onclick}>{ label }</button> }
            }) }
        </div>
    }
}

fn entry(found: &Finding, act: &Callback<Action>) -> Html {
    let path = found.path.clone();
    let onclick = act.reform(move |_: MouseEvent| Action::GoTo(path.clone()));
    let severity = found.severity.as_str();
    let place = found.span.map(|span| format!("{}:{}", span.start.line, span.start.column));
    html! {
        <li class={severity}>
            <button type="button" {onclick}>
                <strong>{ format!("{severity} {}", found.code) }</strong>
                <span>{ prose(&found.message) }</span>
                <span class="place">{ found.path.to_string() }{ for place.map(|place| format!(", {place}")) }</span>
                if !found.help.is_empty() { <span class="hint">{ prose(&found.help) }</span> }
            </button>
        </li>
    }
}

const ORDER: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// `2 errors, 1 note`
fn counts(findings: &[Finding]) -> String {
    let counts = ORDER.map(|severity| {
        let word = severity.as_str();
        match findings.iter().filter(|finding| finding.severity == severity).count() {
            0 => None,
            1 => Some(["1 ", word].concat()),
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
        assert_eq!(counts(&some), "2 errors, 1 note");
        assert_eq!(counts(&[]), "Nothing to object to");
    }
}
