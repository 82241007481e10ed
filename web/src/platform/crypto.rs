//! The browser's `crypto` object, which an old browser lacks, and `crypto.subtle`, which a page
//! from plain http lacks. Workers have both as pages have.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Crypto, SubtleCrypto};

use super::Refused;

/// The page's own, or the worker's.
pub(super) fn crypto() -> Result<Crypto, Refused> {
    of(&js_sys::global())
}

/// What makes keys.
pub(super) fn subtle(crypto: &Crypto) -> Result<SubtleCrypto, Refused> {
    // The types promise that it is there. A browser that withholds it gives `undefined`.
    let subtle = crypto.subtle();
    if subtle.is_object() { Ok(subtle) } else { Err(Refused::NotSecure) }
}

fn of(global: &JsValue) -> Result<Crypto, Refused> {
    let crypto = Reflect::get(global, &"crypto".into()).ok().filter(JsValue::is_object);
    Ok(crypto.ok_or(Refused::NoCrypto)?.unchecked_into())
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use js_sys::Object;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_page_of_this_machine_has_both() {
        subtle(&crypto().unwrap()).unwrap();
    }

    #[wasm_bindgen_test]
    fn an_old_browser_has_none() {
        assert_eq!(of(&Object::new()).err(), Some(Refused::NoCrypto));
    }

    #[wasm_bindgen_test]
    fn a_page_from_plain_http_makes_no_keys() {
        assert_eq!(subtle(&Object::new().unchecked_into()).err(), Some(Refused::NotSecure));
    }
}
