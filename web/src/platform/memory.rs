//! Bytes that go into the browser's memory, and come out of it.

use js_sys::{ArrayBuffer, Uint8Array};
use zeroize::Zeroizing;

/// Moves bytes out of the browser's memory: what stays there is zeros.
pub(crate) fn take(buffer: &ArrayBuffer) -> Zeroizing<Vec<u8>> {
    let theirs = Uint8Array::new(buffer);
    let ours = Zeroizing::new(theirs.to_vec());
    theirs.fill(0, 0, theirs.length());
    ours
}

/// A copy in the browser's memory.
pub(crate) fn give(bytes: &[u8]) -> ArrayBuffer {
    Uint8Array::from(bytes).buffer()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_browser_keeps_no_copy() {
        let buffer = give(&[1, 2, 3]);
        assert_eq!(take(&buffer).as_slice(), [1, 2, 3]);
        assert_eq!(Uint8Array::new(&buffer).to_vec(), [0; 3]);
    }
}
