//! Tests that take too long for `cargo xtask test`. What they said last stands in docs/trust.md.

use std::path::PathBuf;

use crate::no_arguments;
use crate::process::{cargo, run};

/// `cargo xtask injection`
pub(crate) fn injection(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    all_of("injection", &[])
}

/// `cargo xtask cut-off`
pub(crate) fn cut_off(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    all_of("install_machine", &[])
}

/// The ignored tests of one target, with places that they are told of.
pub(crate) fn all_of(test: &str, places: &[(&str, &PathBuf)]) -> Result<(), String> {
    let mut tests = cargo(["test", "--profile", "count", "-p", "kubecore-tests", "--test", test]);
    run(tests.args(["--", "--ignored", "--nocapture"]).envs(places.iter().copied()))
}
