//! Tests of what only a browser has, in a Chromium without a window.

use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;
use std::{env, fs, process};

use crate::process::{answer, cargo, path_with, run};
use crate::rustup::{self, WASM};
use crate::step::Outcome;
use crate::system;
use crate::tool::{Tool, WASM_TESTS};

/// Cargo asks this for the program that runs what it built for the browser.
const RUNNER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER";

/// Runs them. How Chromium is started, so that it asks nobody for anything, stands in
/// `web/webdriver.json`.
pub(crate) fn test() -> Outcome {
    let missing = system::missing_of(&PROGRAMS);
    if !missing.is_empty() {
        return Outcome::Skipped(format!("NOT TESTED, missing: {}", missing.join(", ")));
    }
    in_chromium(&[], run).into()
}

/// What the tests that measure say, in an optimised build: their lines that begin with `bench: `.
/// None where there is no Chromium, which `cargo xtask test` sets up.
pub(crate) fn measured() -> Result<Vec<String>, String> {
    if !system::missing_of(&PROGRAMS).is_empty() {
        return Ok(Vec::new());
    }
    rustup::wasm_target()?;
    let said = in_chromium(&["--release", "--", "--nocapture", "are_measured"], |test| {
        answer(test).ok_or_else(|| "what is measured in the browser failed".to_owned())
    })?;
    Ok(said.lines().filter_map(|line| line.strip_prefix("bench: ")).map(str::to_owned).collect())
}

const PROGRAMS: [&str; 2] = ["chromedriver", "chromium"];

/// Has `run` run the tests, with `more` arguments.
fn in_chromium<T>(
    more: &[&str],
    run: impl FnOnce(&mut Command) -> Result<T, String>,
) -> Result<T, String> {
    let Tool { program, .. } = WASM_TESTS;
    let mut test = cargo(["test", "-p", "kubecore-web", "--lib", "--target", WASM]);
    // Found by its name on PATH: cargo would cut a path in two where it has a space.
    test.env("PATH", path_with(&[WASM_TESTS.provide()?])?).env(RUNNER, program);
    test.env("CHROMEDRIVER", "chromedriver");
    // In seconds. By itself the runner waits 5 and 20, too few for a machine that is busy.
    test.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60").env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    // The runner kills the driver, which then cannot remove the profile that it made.
    let scratch = env::temp_dir().join(format!("kubecore-browser-{}", process::id()));
    fs::create_dir(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let ran = run(test.args(more).env("TMPDIR", &scratch));
    remove(&scratch);
    ran
}

/// Chromium may need a moment to end, and writes until then.
fn remove(scratch: &Path) {
    for _ in 0..50 {
        if fs::remove_dir_all(scratch).is_ok() {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    println!("{} could not be removed", scratch.display());
}

#[cfg(test)]
mod tests {
    use super::{RUNNER, WASM};

    #[test]
    fn the_runner_is_the_target_s() {
        let target = WASM.to_uppercase().replace('-', "_");
        assert_eq!(RUNNER, format!("CARGO_TARGET_{target}_RUNNER"));
    }
}
