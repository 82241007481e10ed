//! Keys without a sign, by their numbers in WebDriver.

/// Goes on to the next control.
pub const TAB: &str = "\u{e004}";
/// Does what the control is for.
pub const ENTER: &str = "\u{e007}";
/// Closes.
pub const ESCAPE: &str = "\u{e00c}";
/// Removes what is behind the cursor, or is selected.
pub const DELETE: &str = "\u{e017}";
/// Goes down.
pub const DOWN: &str = "\u{e015}";
