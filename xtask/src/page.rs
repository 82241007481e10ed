//! Programs of the package kubecore-tests that need the built page and a browser.

use std::path::Path;

use crate::process::{cargo, root, run};
use crate::step::Outcome;
use crate::{axe_core, lighthouse, no_arguments, site, system};

/// `cargo xtask screenshots`: takes `dist/` as it is, if it is there.
pub(crate) fn screenshots(args: &[String]) -> Result<(), String> {
    let dir = match args {
        [] => "target/screenshots",
        [option, dir] if option == "--dir" => dir,
        _ => return Err("takes no argument but `--dir DIR`".into()),
    };
    built()?;
    program("screenshots", &[dir])
}

/// `cargo xtask bench-web`, of an optimised build of what measures.
pub(crate) fn bench(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    built()?;
    let weighed = site::weigh();
    if let Err(why) = lighthouse::provide() {
        println!("without Lighthouse: {why}");
    }
    program("bench_web", &[])?;
    weighed.map(drop)
}

/// The tests of the built page, which must be there.
pub(crate) fn test() -> Outcome {
    let missing = system::missing_of(&["chromedriver", "chromium"]);
    if !missing.is_empty() {
        return Outcome::Skipped(format!("NOT TESTED, missing: {}", missing.join(", ")));
    }
    let axe = axe_core::provide();
    // The whole workspace, as then the crates that were built for the other tests are taken.
    let mut test = cargo(["test", "--workspace", "--test", "page"]);
    // One browser at a time: they would measure each other.
    match (run(test.args(["--", "--ignored", "--test-threads", "1"])), axe) {
        (Ok(()), Ok(())) => Outcome::Passed,
        (Ok(()), Err(why)) => Outcome::Noted(format!("without axe-core: {why}")),
        (Err(why), _) => Outcome::Failed(why),
    }
}

fn built() -> Result<(), String> {
    if root().join("dist/index.html").is_file() {
        println!("dist/ is taken as it is: `cargo xtask site` builds it anew");
        return Ok(());
    }
    site::run(&[])
}

fn program(name: &str, args: &[&str]) -> Result<(), String> {
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let args = args.iter().map(|arg| here.join(Path::new(arg)));
    let mut command = cargo(["run", "-q", "-p", "kubecore-tests", "--bin", name, "--"]);
    run(command.args(args))
}
