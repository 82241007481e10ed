//! The text of a file in colours, a line an element.

use yew::prelude::*;

use super::Props;
use crate::highlight::{self, Kind, Span};

/// A component, so that it is worked out only for another text.
#[component]
pub(super) fn Lines(props: &Props) -> Html {
    let Props { path, text } = props;
    let kind = Kind::of(path, text);
    let lines = highlight::lines(kind, text);
    html! { <code class={(kind == Kind::Markdown).then_some("prose")}>{ for lines.iter().map(line) }</code> }
}

fn line(spans: &[Span<'_>]) -> Html {
    html! { <span class="line">{ for spans.iter().map(span) }</span> }
}

fn span(span: &Span<'_>) -> Html {
    match span.class.name() {
        Some(class) => html! { <span {class}>{ span.text }</span> },
        None => span.text.into(),
    }
}
