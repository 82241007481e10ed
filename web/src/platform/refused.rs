//! Why the browser does not give what keys are made from.

use std::error::Error;
use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

/// A reason, and what to do about it where a person can do something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// There is no `crypto` object.
    NoCrypto,
    /// There is one that makes no keys.
    NotSecure,
    /// The browser tried.
    Failed {
        /// To do what.
        what: &'static str,
        /// Its own words.
        why: String,
    },
}

impl Refused {
    pub(super) fn failed(what: &'static str, why: &JsValue) -> Self {
        let why = match why.dyn_ref::<js_sys::Error>() {
            Some(error) => String::from(error.to_string()),
            None => format!("{why:?}"),
        };
        Self::Failed { what, why }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCrypto => f.write_str(
                "this browser has no random numbers that keys can be made from \
                 (window.crypto): open the page in a current one",
            ),
            Self::NotSecure => f.write_str(
                "browsers make keys only for pages that nobody can have changed on the way: open \
                 this one at an address that begins with https://, or serve it on your own \
                 machine and open it at http://localhost",
            ),
            Self::Failed { what, why } => write!(f, "the browser could not {what}: {why}"),
        }
    }
}

impl Error for Refused {}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn said(why: &JsValue) -> String {
        Refused::failed("make it", why).to_string()
    }

    #[wasm_bindgen_test]
    fn the_browser_s_words_are_kept() {
        let error = js_sys::RangeError::new("too long");
        assert_eq!(said(&error), "the browser could not make it: RangeError: too long");
    }

    #[wasm_bindgen_test]
    fn anything_can_be_thrown() {
        assert_eq!(said(&"no".into()), "the browser could not make it: JsValue(\"no\")");
    }
}
