//! The browser's `crypto` object, which an old browser lacks, and `crypto.subtle`, which a page
//! from plain http lacks.

use web_sys::{Crypto, SubtleCrypto, Window};

use super::Refused;

/// The page's own.
pub(super) fn crypto() -> Result<Crypto, Refused> {
    of(&web_sys::window().ok_or(Refused::NoCrypto)?)
}

/// What makes keys.
pub(super) fn subtle(crypto: &Crypto) -> Result<SubtleCrypto, Refused> {
    // The types promise that it is there. A browser that withholds it gives `undefined`.
    let subtle = crypto.subtle();
    if subtle.is_object() { Ok(subtle) } else { Err(Refused::NotSecure) }
}

fn of(window: &Window) -> Result<Crypto, Refused> {
    window.crypto().ok().filter(|crypto| crypto.is_object()).ok_or(Refused::NoCrypto)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use js_sys::Object;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_page_of_this_machine_has_both() {
        subtle(&crypto().unwrap()).unwrap();
    }

    #[wasm_bindgen_test]
    fn an_old_browser_has_none() {
        assert_eq!(of(&Object::new().unchecked_into()).err(), Some(Refused::NoCrypto));
    }

    #[wasm_bindgen_test]
    fn a_page_from_plain_http_makes_no_keys() {
        assert_eq!(subtle(&Object::new().unchecked_into()).err(), Some(Refused::NotSecure));
    }
}
