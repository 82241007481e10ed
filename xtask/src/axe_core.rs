//! axe-core, which judges the page's accessibility.

use crate::npm;

/// `tests/src/page/axe.rs` looks for it in the cache.
const VERSION: &str = "4.14.1";

/// Puts it there.
pub(crate) fn provide() -> Result<(), String> {
    let is_right = |home: &std::path::Path| home.join("node_modules/axe-core/axe.min.js").is_file();
    npm::provide("axe-core", VERSION, is_right).map(drop)
}
