//! Files are chosen by a button of ours: the browser's own input is hidden.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Opens the choice of the input that `input` refers to.
pub(crate) fn open(input: &NodeRef) -> Callback<MouseEvent> {
    let input = input.clone();
    Callback::from(move |_| {
        if let Some(input) = input.cast::<HtmlElement>() {
            input.click();
        }
    })
}
