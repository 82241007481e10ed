//! Parts of the Rust toolchain.

use std::path::Path;
use std::process::Command;

use crate::process::{answer, cargo, run};

/// The browser's target, as rustc calls it.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the standard library for the browser if it is missing.
pub(crate) fn wasm_target() -> Result<(), String> {
    let dir = answer(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if dir.is_some_and(|dir| Path::new(&dir).is_dir()) {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", WASM]))
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
