//! cargo-deny over `deny.toml`.

use std::time::Duration;

use crate::process::{at_root, run, run_within};
use crate::step::Outcome;
use crate::tool::CARGO_DENY;

/// Licences, duplicates and sources of the dependency trees: needs no network.
pub(crate) fn tree() -> Result<(), String> {
    let program = CARGO_DENY.provide()?;
    let checks = ["check", "bans", "licenses", "sources"];
    run(at_root(&program).args(checks))?;
    // What is allowed there and not used here, and the reverse, is no mistake.
    let quiet = ["--log-level", "error"];
    let of_fuzzing = ["--manifest-path", "fuzz/Cargo.toml", "--config", "deny.toml"];
    run(at_root(program).args(quiet).args(of_fuzzing).args(checks))
}

/// Security advisories. Their database is on GitHub, which not every machine reaches.
pub(crate) fn advisories() -> Outcome {
    let program = match CARGO_DENY.provide() {
        Ok(program) => program,
        Err(why) => return Outcome::Failed(why),
    };
    // Fetched by itself, so that a closed network is not taken for a finding, nor the reverse.
    let mut fetch = at_root(&program);
    if let Err(why) =
        run_within(Duration::from_secs(120), fetch.args(["--log-level", "off", "fetch", "db"]))
    {
        return Outcome::Skipped(format!(
            "NOT CHECKED, the advisory database cannot be had here: {why}"
        ));
    }
    run(at_root(&program).args(["--offline", "check", "advisories"])).into()
}
