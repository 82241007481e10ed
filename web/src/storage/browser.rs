//! The browser's local storage.
//!
//! ```ignore
//! let keeper = use_mut_ref(|| Keeper::new(Local));
//! use_effect_with((), move |()| {
//!     let listener = listen(move || act.emit(Action::Elsewhere(keeper.borrow().is_elsewhere())));
//!     move || drop(listener)
//! });
//! ```

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Storage, StorageEvent};

use super::{Shelf, TEXT, Trouble};

/// What the browser keeps for all pages of this host.
#[derive(Debug, Clone, Copy)]
pub struct Local;

impl Shelf for Local {
    fn get(&self, key: &str) -> Result<Option<String>, Trouble> {
        storage()?.get_item(key).map_err(|_| Trouble::Forbidden)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), Trouble> {
        storage()?.set_item(key, value).map_err(|why| trouble(&why))
    }
}

/// Calls back when another tab has kept something.
pub fn listen(call: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "storage", move |event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if key.as_deref() == Some(TEXT) {
            call();
        }
    })
}

/// Even to ask for it can be forbidden.
fn storage() -> Result<Storage, Trouble> {
    window().local_storage().ok().flatten().ok_or(Trouble::Forbidden)
}

/// Firefox has a name of its own for a full storage.
fn trouble(why: &JsValue) -> Trouble {
    let name = js_sys::Reflect::get(why, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => Trouble::Full,
        _ => Trouble::Forbidden,
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::StorageEventInit;

    use super::*;
    use crate::storage::{Keeper, Stored};

    /// One test, as all of a browser's share its storage.
    #[wasm_bindgen_test]
    fn a_browser_keeps_and_refuses() {
        storage().unwrap().clear().unwrap();
        let mut keeper = Keeper::new(Local);
        assert_eq!(keeper.load(), Ok(None));
        let work = |text| Stored { text, preset: "p", view: "v" };
        assert_eq!(keeper.keep(&work("name: a\n")), None);
        assert_eq!(storage().unwrap().get_item("kubecore.text"), Ok(Some("name: a\n".into())));
        let loaded = Keeper::new(Local).load().unwrap().unwrap();
        assert_eq!((loaded.text.as_str(), loaded.preset.as_str()), ("name: a\n", "p"));
        let long = "#".repeat(12 << 20);
        assert_eq!(keeper.keep(&work(&long)), Some(Trouble::Full));
        assert_eq!(keeper.keep(&work(&long)), None, "it was told");
        assert_eq!(Local.get("kubecore.text"), Ok(Some("name: a\n".into())), "the last one stays");
        assert_eq!(keeper.keep(&work("name: b\n")), None);
        Local.set("kubecore.text", "name: c\n").unwrap();
        assert!(keeper.is_elsewhere());
        storage().unwrap().clear().unwrap();
    }

    #[wasm_bindgen_test]
    fn other_tabs_are_heard() {
        let heard = Rc::new(Cell::new(0));
        let listener = listen({
            let heard = heard.clone();
            move || heard.set(heard.get() + 1)
        });
        for key in [Some("kubecore.text"), Some("kubecore.view"), Some("other"), None] {
            let init = StorageEventInit::new();
            init.set_key(key);
            let event = StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
            window().dispatch_event(&event).unwrap();
        }
        assert_eq!(heard.get(), 1);
        drop(listener);
    }
}
