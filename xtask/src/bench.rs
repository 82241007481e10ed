//! `cargo xtask bench`: nodes per second and peak memory.

use crate::no_arguments;
use crate::process::{cargo, run as run_program};

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    run_program(&mut cargo(["run", "--release", "-p", "kubecore-tests", "--bin", "bench"]))
}
