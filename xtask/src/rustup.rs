//! Parts of the Rust toolchain.

use std::path::Path;
use std::process::Command;

use crate::process::{answer, cargo, run};

/// The browser's target, as rustc calls it.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the standard library for the browser if it is missing.
pub(crate) fn wasm_target() -> Result<(), String> {
    target(WASM)
}

/// Adds the standard library for a target if it is missing.
pub(crate) fn target(name: &str) -> Result<(), String> {
    let dir = answer(Command::new("rustc").args(["--print", "target-libdir", "--target", name]));
    if dir.is_some_and(|dir| Path::new(&dir).is_dir()) {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", name]))
}

/// Which release rustc is of, as three numbers.
pub(crate) fn release() -> Option<String> {
    said("release: ")
}

/// The commit that rustc was built from: its own sources are named by it.
pub(crate) fn commit() -> Option<String> {
    said("commit-hash: ")
}

/// What rustc builds for when it is not told.
pub(crate) fn host() -> Option<String> {
    said("host: ")
}

/// A line of what rustc says of itself.
fn said(key: &str) -> Option<String> {
    let says = answer(Command::new("rustc").arg("-vV"))?;
    says.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned)
}

/// Adds the formatter and the linter if they are missing.
pub(crate) fn components() -> Result<(), String> {
    for (name, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if answer(&mut cargo([command, "--version"])).is_none() {
            run(Command::new("rustup").args(["component", "add", name]))?;
        }
    }
    Ok(())
}
