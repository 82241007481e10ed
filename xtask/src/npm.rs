//! Programs that only npm's registry has, each in one version, in the user's cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::process::{answer, run};
use crate::tool::cache;

/// Where `package` is, in the cache: installed there if `is_right` does not accept what is.
///
/// # Errors
/// Why it cannot be had. Whoever needs it goes on without, and says so.
pub(crate) fn provide(
    package: &str,
    version: &str,
    is_right: impl Fn(&Path) -> bool,
) -> Result<PathBuf, String> {
    let home = cache()?.join(format!("{package}-{version}"));
    if is_right(&home) {
        return Ok(home);
    }
    if answer(Command::new("npm").arg("--version")).is_none() {
        return Err("npm is not installed".into());
    }
    println!("installing {package} {version} from npm (once, for every clone)");
    // Made beside its place and moved there whole: half an install is never found.
    let part = home.with_extension(format!("part-{}", process::id()));
    let installed = install(package, version, &part, &home);
    let _ = fs::remove_dir_all(&part);
    installed?;
    if is_right(&home) { Ok(home) } else { Err(format!("{package} {version} does not run")) }
}

fn install(package: &str, version: &str, part: &Path, home: &Path) -> Result<(), String> {
    let io = |error| format!("{}: {error}", part.display());
    fs::create_dir_all(part).map_err(io)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
    run(npm.arg("--prefix").arg(part).arg(format!("{package}@{version}")))?;
    let _ = fs::remove_dir_all(home);
    fs::rename(part, home).map_err(io)
}
