//! Builds the commit in two places that have nothing in common but the sources, and compares.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{HANDOUT, compare};
use crate::process::{at_root, root, run as run_program};

/// Each with what must not matter: the length of a path, the time zone, the language.
const PLACES: [(&str, &str, &str); 2] =
    [("one", "UTC", "C"), ("another/and-a-longer-one", "Asia/Tokyo", "C.UTF-8")];

pub(super) fn run() -> Result<(), String> {
    let top = root().join("target/twice");
    let _ = fs::remove_dir_all(&top);
    // Both before either is built: whoever commits meanwhile must not part them.
    PLACES.iter().try_for_each(|(name, ..)| clone(&top.join(name)))?;
    let built: Vec<PathBuf> = PLACES
        .into_iter()
        .map(|(name, zone, language)| build(&top.join(name), zone, language))
        .collect::<Result<_, _>>()?;
    let found = compare::differences(&built[0], &built[1])?;
    if !found.is_empty() {
        return Err(format!("not the same bytes (see {}):\n{}", top.display(), found.join("\n")));
    }
    let out = root().join(HANDOUT);
    let io = |error| format!("{}: {error}", out.display());
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(root().join("target"))
        .and_then(|()| fs::rename(&built[0], &out))
        .map_err(io)?;
    fs::remove_dir_all(&top).map_err(io)?;
    println!("the same bytes twice; {HANDOUT} has them");
    Ok(())
}

/// The commit that is checked out, and nothing else.
fn clone(place: &Path) -> Result<(), String> {
    run_program(at_root("git").args(["clone", "--quiet", "--shared"]).arg(root()).arg(place))
}

/// Builds what is handed out, and says where it is.
fn build(place: &Path, zone: &str, language: &str) -> Result<PathBuf, String> {
    println!("building in {}", place.display());
    // This program is of the same commit, as nothing is changed.
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut build = Command::new(program);
    build.arg("dist").current_dir(place).env("CARGO_MANIFEST_DIR", place.join("xtask"));
    build.env_remove("CARGO_TARGET_DIR").env("TZ", zone).env("LC_ALL", language);
    run_program(&mut build)?;
    Ok(place.join(HANDOUT))
}
