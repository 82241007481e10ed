//! Lighthouse, which judges how a page loads.

use crate::npm;

/// `tests/src/bin/bench_web/lighthouse.rs` looks for it in the cache.
const VERSION: &str = "12.8.2";

/// Puts it there.
pub(crate) fn provide() -> Result<(), String> {
    let is_right =
        |home: &std::path::Path| home.join("node_modules/lighthouse/cli/index.js").is_file();
    npm::provide("lighthouse", VERSION, is_right).map(drop)
}
