//! `cargo xtask mutants`: how many wrong values in rendered files the check notices; `bless-ledger`: what they must be.

use crate::process::{cargo, in_ci, run as run_program};

/// Every mutant of every case, or of those named.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    run_program(
        cargo(["run", "--profile", "count", "-p", "kubecore-tests", "--bin", "mutants", "--"])
            .args(args),
    )
}

/// Writes the ledgers anew, of all profiles or of those named.
pub(crate) fn bless(args: &[String]) -> Result<(), String> {
    if in_ci() {
        return Err("refused where CI is set: the ledger is read before it is committed".into());
    }
    run_program(
        cargo(["run", "--profile", "count", "-p", "kubecore-tests", "--bin", "ledger", "--"])
            .args(args),
    )?;
    println!("read the change before you commit it: git diff --stat tests/ledger");
    Ok(())
}
