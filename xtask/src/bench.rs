//! `cargo xtask bench`: every step's time beside its floor, peak memory, how long keys take, and the overlord with a
//! thousand machines.

use crate::browser;
use crate::process::{cargo, run as run_program};

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    // The program itself is measured, too, and lies beside the one that measures.
    run_program(&mut cargo(["build", "--release", "-p", "kubecore-cli", "-p", "kubecore-bench"]))?;
    run_program(cargo(["run", "--quiet", "--release", "-p", "kubecore-bench", "--"]).args(args))?;
    if args.is_empty() {
        run_program(&mut cargo([
            "run",
            "--release",
            "-p",
            "kubecore-tests",
            "--bin",
            "bench_overlord",
        ]))?;
        for line in browser::measured()? {
            println!("in the browser: {line}");
        }
    }
    Ok(())
}
