//! wasm-opt, which trunk would download from a place that not every machine reaches.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::answer;
use crate::{npm, pins};

/// Where wasm-opt is. The npm package brings it; nothing else of npm is used.
///
/// # Errors
/// Why it cannot be had. The page is then built without it: larger, not worse.
pub(crate) fn provide() -> Result<PathBuf, String> {
    let on_path = PathBuf::from("wasm-opt");
    if is_right(&on_path) {
        return Ok(on_path);
    }
    let program = |home: &Path| home.join("node_modules/.bin/wasm-opt");
    npm::provide("binaryen", &format!("{}.0.0", pins::BINARYEN), |home| is_right(&program(home)))
        .map(|home| program(&home))
}

fn is_right(program: &Path) -> bool {
    let says = answer(Command::new(program).arg("--version"));
    says.is_some_and(|says| says.split_whitespace().nth(2) == Some(pins::BINARYEN))
}
