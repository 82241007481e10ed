//! Lighthouse, which judges how a page loads.

use crate::{npm, pins};

/// Puts it into the cache, where `tests/src/bin/bench_web/lighthouse.rs` looks for it.
pub(crate) fn provide() -> Result<(), String> {
    let is_right =
        |home: &std::path::Path| home.join("node_modules/lighthouse/cli/index.js").is_file();
    npm::provide("lighthouse", pins::LIGHTHOUSE, is_right).map(drop)
}
