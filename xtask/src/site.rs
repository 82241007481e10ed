//! `cargo xtask site`: the page, ready to be put on any static host.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{at_root, path_with, root, run as run_program};
use crate::step::Outcome;
use crate::tool::{TRUNK, WASM_BINDGEN};
use crate::{budget, no_arguments, offline, rustup, wasm_opt};

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    match build() {
        Outcome::Failed(why) => Err(why),
        Outcome::Noted(note) | Outcome::Skipped(note) => {
            println!("dist/ is built: {note}");
            Ok(())
        }
        Outcome::Passed => Ok(()),
    }
}

/// Builds into `dist/`. wasm-opt must run inside trunk: the page names the hash of its program.
pub(crate) fn build() -> Outcome {
    let built = match wasm_opt::provide() {
        Ok(program) => trunk(&[program], &["build", "--release"]).map(|()| "optimised".to_owned()),
        // Without `--release` trunk leaves wasm-opt out; what cargo builds is the same.
        Err(why) => trunk(&[], &["build", "--cargo-profile", "wasm-release"])
            .map(|()| format!("NOT OPTIMISED, wasm-opt cannot be had here: {why}")),
    };
    match built.and_then(|how| Ok(format!("{}, {how}", finish()?))) {
        Ok(note) => Outcome::Noted(note),
        Err(why) => Outcome::Failed(why),
    }
}

/// Builds what is handed out, also into `dist/`: never without wasm-opt, and from the locked crates.
pub(crate) fn publish(environment: &[(&str, String)]) -> Result<(), String> {
    let mut trunk = trunk_command(&[wasm_opt::provide()?])?;
    trunk.args(["build", "--release", "--locked"]).envs(environment.iter().cloned());
    run_program(&mut trunk)?;
    finish().map(drop)
}

/// A trunk with all it needs.
pub(crate) fn trunk_command(more: &[PathBuf]) -> Result<Command, String> {
    rustup::wasm_target()?;
    let trunk = TRUNK.provide()?;
    let mut programs = vec![WASM_BINDGEN.provide()?];
    programs.extend_from_slice(more);
    let mut command = at_root(trunk);
    command.env("PATH", path_with(&programs)?);
    // trunk takes only `true` or `false` in NO_COLOR, and stops at the customary 1.
    match env::var_os("NO_COLOR") {
        Some(value) if !value.is_empty() => command.env("NO_COLOR", "true"),
        _ => command.env_remove("NO_COLOR"),
    };
    Ok(command)
}

fn trunk(more: &[PathBuf], args: &[&str]) -> Result<(), String> {
    run_program(trunk_command(more)?.args(args))
}

/// Makes it work offline, and weighs it.
fn finish() -> Result<String, String> {
    let dist = root().join("dist");
    let files = files(&dist)?;
    let source = root().join("web/sw.js");
    let source =
        fs::read_to_string(&source).map_err(|error| format!("{}: {error}", source.display()))?;
    offline::finish(&dist, &source, &files)?;
    weigh()
}

/// Weighs what is in `dist/`.
pub(crate) fn weigh() -> Result<String, String> {
    let dist = root().join("dist");
    budget::check(&dist, &files(&dist)?)
}

/// The names of all that trunk wrote, in order.
fn files(dist: &Path) -> Result<Vec<String>, String> {
    let io = |error| format!("{}: {error}", dist.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(dist).map_err(io)? {
        let entry = entry.map_err(io)?;
        if entry.file_type().map_err(io)?.is_file() {
            files.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    files.sort();
    Ok(files)
}
