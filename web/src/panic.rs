//! What a person sees of a mistake of ours.

use std::panic::PanicHookInfo;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What `web/boot.js` has for it.
const REPORT: &str = "kubecorePanicked";

/// Has `web/boot.js` say where the program stopped. Not why: a message of Rust may quote the text in
/// the editor, and with it a secret.
pub(crate) fn report() {
    yew::set_custom_panic_hook(Box::new(|info| tell(&place(info))));
}

/// `core/src/plan/build.rs:12`.
fn place(info: &PanicHookInfo<'_>) -> String {
    let Some(place) = info.location() else { return "an unknown place".into() };
    [place.file(), ":", &place.line().to_string()].concat()
}

fn tell(place: &str) {
    let report = Reflect::get(&js_sys::global(), &REPORT.into());
    if let Some(report) = report.ok().and_then(|report| report.dyn_into::<Function>().ok()) {
        // It shows what can be shown. There is nobody else to tell.
        let _ = report.call1(&JsValue::NULL, &place.into());
    }
}
