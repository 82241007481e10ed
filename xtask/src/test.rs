//! `cargo xtask test`: everything that must hold before a change is taken in.

use std::process::Command;

use crate::process::{cargo, run as run_program};
use crate::rustup::{self, WASM};
use crate::step::{Outcome, Steps};
use crate::tool::{CARGO_DENY, TRUNK, WASM_BINDGEN, WASM_TESTS};
use crate::{browser, deny, fuzz, heat, instructions, no_arguments, page, site, system};

/// Quick steps come first, so that most mistakes show within a minute.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    let mut steps = Steps::default();
    steps.run("set-up", set_up);
    steps.run("fmt", || run_program(&mut cargo(["fmt", "--all", "--check"])));
    steps.run("deny", deny::tree);
    steps.run("advisories", deny::advisories);
    steps.run("clippy", || {
        let host = ["clippy", "--workspace", "--all-targets", "--keep-going"];
        run_program(warnings_fail(&mut cargo(host)))
    });
    steps.run("clippy wasm", || {
        let wasm = ["clippy", "-p", "kubecore", "-p", "kubecore-web", "--target", WASM];
        run_program(warnings_fail(cargo(wasm).args(["--all-targets", "--keep-going"])))
    });
    steps.run("test", || run_program(&mut cargo(["test", "--workspace", "--no-fail-fast"])));
    steps.run("test wasm", browser::test);
    steps.run("doc", || {
        let mut doc = cargo(["doc", "--workspace", "--no-deps", "--document-private-items"]);
        run_program(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
    steps.run("fuzz", fuzz::check);
    steps.run("instructions", instructions::check);
    steps.run("site", site::build);
    steps.run("page", page::test);
    steps.finish()
}

fn set_up() -> Outcome {
    let all = rustup::components()
        .and_then(|()| rustup::wasm_target())
        .and_then(|()| {
            let tools = [TRUNK, WASM_BINDGEN, WASM_TESTS, CARGO_DENY];
            tools.iter().try_for_each(|tool| tool.provide().map(drop))
        })
        .and_then(|()| system::provide());
    let mut missing = match all {
        Ok(missing) => missing,
        Err(why) => return Outcome::Failed(why),
    };
    // Python and PyPI are not everywhere: this one judge may be missing.
    if let Err(why) = heat::provide() {
        println!("openstack-heat cannot be had here: {why}");
        missing.push("openstack-heat");
    }
    if missing.is_empty() {
        Outcome::Passed
    } else {
        Outcome::Noted(format!("tests that need {} are skipped", missing.join(", ")))
    }
}

fn warnings_fail(clippy: &mut Command) -> &mut Command {
    clippy.args(["--", "-D", "warnings"])
}
