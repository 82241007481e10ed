//! The core's sentences, in which `code` stands between backticks.

use yew::prelude::*;

/// A sentence with its code as such.
pub(crate) fn prose(text: &str) -> Html {
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        0 => html! { part },
        _ => html! { <code>{ part }</code> },
    });
    html! { <>{ for parts }</> }
}
