//! wasm-opt, which trunk would download from a place that not every machine reaches.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::npm;
use crate::process::answer;

/// The release of binaryen, as in `Trunk.toml`.
const VERSION: &str = "132";

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
    npm::provide("binaryen", &format!("{VERSION}.0.0"), |home| is_right(&program(home)))
        .map(|home| program(&home))
}

fn is_right(program: &Path) -> bool {
    let says = answer(Command::new(program).arg("--version"));
    says.is_some_and(|says| says.split_whitespace().nth(2) == Some(VERSION))
}

#[cfg(test)]
mod tests {
    use super::VERSION;

    #[test]
    fn trunk_asks_for_the_same() {
        let pin = format!("wasm_opt = \"version_{VERSION}\"");
        assert!(include_str!("../../Trunk.toml").lines().any(|line| line == pin), "no `{pin}`");
    }
}
