//! What the worker says, as values of JavaScript.

use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::{JsCast, JsValue};

use super::Issued;
use crate::platform::take;

/// What the worker says.
#[derive(Debug)]
pub(crate) enum Answer {
    /// It has started, and waits for its order: `null`.
    Listening,
    /// So many are made, of so many: an array of two.
    Made(usize, usize),
    /// All are: bytes.
    Issued(Issued),
    /// It cannot be done, and why: a text.
    Refused(String),
}

impl Answer {
    /// As it comes from the worker.
    pub(crate) fn read(value: &JsValue) -> Self {
        if value.is_null() {
            Self::Listening
        } else if let Some(counts) = value.dyn_ref::<Array>() {
            Self::Made(count(counts, 0), count(counts, 1))
        } else if let Some(bytes) = value.dyn_ref::<ArrayBuffer>() {
            let issued = Issued::read(&take(bytes)).map(Self::Issued);
            issued.unwrap_or_else(|| Self::Refused("the keys that were made cannot be read".into()))
        } else {
            let why = value.as_string();
            Self::Refused(why.unwrap_or_else(|| "the worker that makes keys failed".into()))
        }
    }

    /// As it is sent: so many are made, of so many.
    pub(super) fn made(done: usize, total: usize) -> JsValue {
        let count = |count: usize| JsValue::from(u32::try_from(count).unwrap_or(u32::MAX));
        Array::of2(&count(done), &count(total)).into()
    }
}

fn count(counts: &Array, at: u32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it was an u32 when it was sent"
    )]
    let count = counts.get(at).as_f64().unwrap_or_default() as usize;
    count
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use kubecore::format::frames::Writer;
    use kubecore::pki::Papers;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::platform::give;

    #[wasm_bindgen_test]
    fn what_was_sent_is_read() {
        assert!(matches!(Answer::read(&JsValue::NULL), Answer::Listening));
        assert!(matches!(Answer::read(&Answer::made(3, 1000)), Answer::Made(3, 1000)));
        assert!(matches!(Answer::read(&"no".into()), Answer::Refused(why) if why == "no"));
        let mut bytes = Writer::default();
        Papers::default().write(&mut bytes);
        bytes.text("ca.pem");
        bytes.text("text");
        let Answer::Issued(issued) = Answer::read(&give(&bytes.finish())) else { panic!("bytes") };
        assert_eq!(issued.changes()["ca.pem"].as_slice(), b"text");
    }

    #[wasm_bindgen_test]
    fn anything_else_is_a_refusal() {
        assert!(matches!(Answer::read(&give(b"{}")), Answer::Refused(_)));
        assert!(matches!(Answer::read(&JsValue::UNDEFINED), Answer::Refused(_)));
    }
}
