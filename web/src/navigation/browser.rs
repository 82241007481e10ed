//! The browser's own history of views.
//!
//! ```ignore
//! use_effect_with((), move |()| {
//!     let listener = browser::listen(move |fragment| match target(fragment) {
//!         Target::View(view) => act.emit(Action::Look(view)),
//!         Target::Link(link) => act.emit(Action::Ask(share::open(link))),
//!         Target::Page => {}
//!     });
//!     move || drop(listener)
//! });
//! browser::push("network"); // when the person looks at something else
//! ```

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsValue;

/// The address's fragment with its `#`; empty without one.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// A view is looked at: Back leads to the one before. Nothing if it is the same.
pub fn push(view: &str) {
    if fragment() == of(view) {
        return;
    }
    let _ = with_address(view, |address| {
        window().history()?.push_state_with_url(&JsValue::NULL, "", Some(address))
    });
}

/// The address is that of a view from now on, and Back leads to where it led before.
pub fn replace(view: &str) {
    let _ = with_address(view, |address| {
        window().history()?.replace_state_with_url(&JsValue::NULL, "", Some(address))
    });
}

/// Calls back with the fragment when the person goes back or forward, or opens a link in the page.
pub fn listen(mut call: impl FnMut(&str) + 'static) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| call(&fragment()))
}

fn of(view: &str) -> String {
    ["#/", view].concat()
}

/// The whole address, as one that is only a fragment would be looked for below `<base>`. Where a
/// browser refuses, the page works without its history.
fn with_address(view: &str, change: impl Fn(&str) -> Result<(), JsValue>) -> Result<(), JsValue> {
    let location = window().location();
    change(&[location.pathname()?, location.search()?, of(view)].concat())
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use gloo::timers::future::TimeoutFuture;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    /// Going back takes its time.
    async fn until(wanted: &str) {
        for _ in 0..200 {
            if fragment() == wanted {
                return;
            }
            TimeoutFuture::new(10).await;
        }
        panic!("{} instead of {wanted}", fragment());
    }

    #[wasm_bindgen_test]
    async fn back_and_forward_lead_through_the_views() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let listener = listen({
            let heard = heard.clone();
            move |fragment| heard.borrow_mut().push(fragment.to_owned())
        });
        let path = window().location().pathname().unwrap();
        replace("files");
        push("network");
        let length = window().history().unwrap().length().unwrap();
        push("network");
        assert_eq!(window().history().unwrap().length().unwrap(), length, "the same is no step");
        push("spec");
        assert_eq!(fragment(), "#/spec");
        for (go, wanted) in [(-1, "#/network"), (-1, "#/files"), (1, "#/network")] {
            window().history().unwrap().go_with_delta(go).unwrap();
            until(wanted).await;
        }
        TimeoutFuture::new(50).await;
        assert_eq!(*heard.borrow(), ["#/network", "#/files", "#/network"]);
        assert_eq!(window().location().pathname().unwrap(), path);
        drop(listener);
        replace("");
    }
}
