//! Handing a file to the person.

use std::io;

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;
use yew::prelude::*;

/// How long the browser may take to pick the file up, in milliseconds.
const PICK_UP: u32 = 10_000;

/// Makes the zip only when it is asked for.
pub(crate) fn save(
    name: &str,
    make: impl Fn() -> io::Result<Vec<u8>> + 'static,
) -> Callback<MouseEvent> {
    let name = name.to_owned();
    Callback::from(move |_| match make() {
        Ok(bytes) => hand_over(&name, &bytes),
        Err(why) => gloo::dialogs::alert(&format!("{name}: {why}")),
    })
}

/// Gives a file to the browser to be saved.
pub(crate) fn hand_over(name: &str, bytes: &[u8]) {
    let url = ObjectUrl::from(Blob::new_with_options(bytes, Some("application/zip")));
    let link =
        document().create_element("a").ok().and_then(|e| e.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    Timeout::new(PICK_UP, move || drop(url)).forget();
}
