//! Random bytes.

use super::Refused;
use super::crypto::crypto;

/// How many bytes `getRandomValues` gives at most in one call.
const LIMIT: usize = 65_536;

/// Fills `bytes` from the browser's generator, which is fit for keys. After an error they are not
/// to be used.
pub fn fill(bytes: &mut [u8]) -> Result<(), Refused> {
    let crypto = crypto()?;
    for part in bytes.chunks_mut(LIMIT) {
        crypto
            .get_random_values_with_u8_array(part)
            .map_err(|why| Refused::failed("give random bytes", &why))?;
    }
    Ok(())
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn two_are_different() {
        let (mut one, mut other) = ([0; 32], [0; 32]);
        fill(&mut one).unwrap();
        fill(&mut other).unwrap();
        assert_ne!(one, [0; 32]);
        assert_ne!(one, other);
    }

    #[wasm_bindgen_test]
    fn more_than_one_call_gives_is_filled_to_the_end() {
        let mut bytes = vec![0; 2 * LIMIT + 32];
        fill(&mut bytes).unwrap();
        assert!(bytes.chunks(32).all(|part| part != [0; 32]));
    }

    #[wasm_bindgen_test]
    fn nothing_is_easy_to_fill() {
        fill(&mut []).unwrap();
    }
}
