//! `cargo xtask bench`: nodes per second, peak memory, how long keys take, and the overlord with a thousand machines.

use crate::process::{cargo, run as run_program};
use crate::{browser, no_arguments};

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    run_program(&mut cargo(["run", "--release", "-p", "kubecore-tests", "--bin", "bench"]))?;
    for line in browser::measured()? {
        println!("in the browser: {line}");
    }
    Ok(())
}
