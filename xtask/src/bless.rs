//! `cargo xtask bless`: the goldens become what is rendered now.

use crate::no_arguments;
use crate::process::{cargo, in_ci, run as run_program};

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    if in_ci() {
        return Err(
            "refused where CI is set: goldens are looked at before they are committed".into()
        );
    }
    let mut suite = cargo(["test", "-p", "kubecore-tests", "--test", "suite"]);
    run_program(suite.env("KUBECORE_BLESS", "1"))?;
    println!("read the change before you commit it: git diff --stat tests/suite");
    Ok(())
}
