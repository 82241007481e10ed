//! axe-core, which judges the page's accessibility.

use crate::{npm, pins};

/// Puts it into the cache, where `tests/src/page/axe.rs` looks for it.
pub(crate) fn provide() -> Result<(), String> {
    let is_right = |home: &std::path::Path| home.join("node_modules/axe-core/axe.min.js").is_file();
    npm::provide("axe-core", pins::AXE_CORE, is_right).map(drop)
}
