//! The answer, below the file.

use kubecore::bundle::SUMS;
use kubecore::source::FieldPath;
use yew::prelude::*;

use super::{Asked, Origin, Question, Trace};
use crate::state::Action;

/// So many fields, or files, are named; the others are counted.
const NAMED: usize = 3;

/// The answer, with the ways on from it.
pub(crate) fn bar(asked: &Asked, act: &Callback<Action>) -> Html {
    let forget = act.reform(|_: MouseEvent| Action::Forget);
    let Some((question, origin)) = asked.question().zip(asked.origin()) else {
        return html! {
            <div class="origin"><p role="status">{ "Pick a line to see which fields made it." }</p></div>
        };
    };
    html! {
        <div class="origin">
            <div role="status" aria-busy={asked.busy().to_string()}>
                { match question {
                    Question::Line { path, line } => fields(asked, act, origin, (path, *line)),
                    Question::Field(field) => files(asked, act, origin, field),
                } }
            </div>
            <button class="act" onclick={forget}>{ "Close" }</button>
        </div>
    }
}

/// The fields that made a line.
fn fields(
    asked: &Asked,
    act: &Callback<Action>,
    origin: &Origin,
    (path, line): (&str, usize),
) -> Html {
    let found = origin.fields(path, line);
    let words = match (found.is_empty(), asked.busy()) {
        (true, true) => ": looking for its fields.",
        (true, false) => " is the same whatever is written in the fields.",
        (false, _) => " comes from",
    };
    html! {
        <>
            <p>{ "Line " }{ line + 1 }{ words }</p>
            { for found.iter().take(NAMED).map(|trace| field(act, origin, trace)) }
            { more(found.len(), " more fields") }
        </>
    }
}

fn field(act: &Callback<Action>, origin: &Origin, trace: &Trace) -> Html {
    let path = trace.field.clone();
    let onclick = act.reform(move |_: MouseEvent| Action::GoTo(path.clone()));
    let question = Question::Field(trace.field.clone());
    let all = act.reform(move |_: MouseEvent| Action::Ask(question.clone()));
    let label = origin.label(&trace.field);
    html! {
        <span key={label.clone()} class="one">
            <button class="act" {onclick}>{ &label }</button>
            <button class="act" onclick={all} aria-label={["All lines of ", &label].concat()}>{ lines(origin.count(trace)) }</button>
        </span>
    }
}

/// The files with lines that a field made.
fn files(asked: &Asked, act: &Callback<Action>, origin: &Origin, field: &FieldPath) -> Html {
    let label = origin.label(field);
    let Some(trace) = origin.trace(field) else {
        let words = if asked.busy() {
            ": looking for its lines."
        } else {
            " could not be tried with another value."
        };
        return html! { <p>{ label }{ words }</p> };
    };
    let mut files: Vec<(&str, usize)> = Vec::new();
    // The sums follow from the files.
    for found in trace.lines.iter().filter(|lines| origin.path(lines) != Some(SUMS)) {
        let Some(path) = origin.path(found) else { continue };
        match files.iter_mut().find(|(known, _)| *known == path) {
            Some((_, count)) => *count += found.lines.len(),
            None => files.push((path, found.lines.len())),
        }
    }
    if files.is_empty() {
        return html! { <p>{ label }{ " changes nothing in this bundle." }</p> };
    }
    html! {
        <>
            <p>{ label }{ " makes" }</p>
            { for files.iter().take(NAMED).map(|(path, count)| {
                let onclick = act.reform({
                    let path = (*path).to_owned();
                    move |_: MouseEvent| Action::OpenFile(path.clone())
                });
                let name = path.rsplit('/').next().unwrap_or_default();
                html! { <button key={*path} class="act" title={(*path).to_owned()} {onclick}>{ lines(*count) }{ " of " }{ name }</button> }
            }) }
            { more(files.len(), " more files") }
        </>
    }
}

fn lines(count: usize) -> String {
    let word = if count == 1 { " line" } else { " lines" };
    [&count.to_string(), word].concat()
}

fn more(count: usize, words: &str) -> Html {
    match count.checked_sub(NAMED) {
        None | Some(0) => Html::default(),
        Some(more) => html! { <p>{ "and " }{ more }{ words }</p> },
    }
}
