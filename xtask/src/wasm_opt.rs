//! wasm-opt, which trunk would download from a place that not every machine reaches.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::process::{answer, run};
use crate::tool::cache;

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
    let home = cache()?.join(format!("binaryen-{VERSION}"));
    let ours = home.join("node_modules/.bin/wasm-opt");
    if is_right(&ours) {
        return Ok(ours);
    }
    if answer(Command::new("npm").arg("--version")).is_none() {
        return Err("npm is not installed".into());
    }
    println!("installing wasm-opt {VERSION} from the npm package binaryen (once, for every clone)");
    // Made beside its place and moved there whole: half an install is never found.
    let part = home.with_extension(format!("part-{}", process::id()));
    let installed = install(&part, &home);
    let _ = fs::remove_dir_all(&part);
    installed?;
    if is_right(&ours) { Ok(ours) } else { Err(format!("wasm-opt {VERSION} does not run")) }
}

fn install(part: &Path, home: &Path) -> Result<(), String> {
    let io = |error| format!("{}: {error}", part.display());
    fs::create_dir_all(part).map_err(io)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
    run(npm.arg("--prefix").arg(part).arg(format!("binaryen@{VERSION}.0.0")))?;
    let _ = fs::remove_dir_all(home);
    fs::rename(part, home).map_err(io)
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
