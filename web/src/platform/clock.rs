//! The time.

use js_sys::Date;

/// Seconds since 1970, UTC, by the clock of the person's machine.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "parts of a second are not wanted, and a clock before 1970 is wrong in any case"
    )]
    let seconds = (Date::now() / 1000.0) as u64;
    seconds
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::now;

    /// 2025, when this was not yet written.
    const BEFORE: u64 = 1_735_689_600;
    const CENTURY: u64 = 100 * 31_556_952;

    #[wasm_bindgen_test]
    fn counts_seconds_of_this_century() {
        assert!((BEFORE..BEFORE + CENTURY).contains(&now()), "{}", now());
    }
}
