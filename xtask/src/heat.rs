//! OpenStack's own reader of Heat templates, which judges ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::process::{answer, at_root, run};
use crate::tool::cache;

/// Every package with its version.
const REQUIREMENTS: &str = "tests/heat/requirements.txt";

const PACKAGE: &str = "openstack-heat";

/// Puts it where `tests/src/heat.rs` looks for it.
///
/// # Errors
/// Why it cannot be had. The tests that need it are then skipped, and say so.
pub(crate) fn provide() -> Result<(), String> {
    let version = version();
    let home = cache()?.join(format!("{PACKAGE}-{version}"));
    if is_right(&home, version) {
        return Ok(());
    }
    if answer(Command::new("python3").arg("--version")).is_none() {
        return Err("python3 is not installed".into());
    }
    println!("installing {PACKAGE} {version} from PyPI (once, for every clone)");
    // Made beside its place and moved there whole: half an install is never found.
    let part = home.with_extension(format!("part-{}", process::id()));
    let installed = install(&part, &home);
    let _ = fs::remove_dir_all(&part);
    installed?;
    if is_right(&home, version) { Ok(()) } else { Err(format!("{PACKAGE} {version} does not run")) }
}

fn install(part: &Path, home: &Path) -> Result<(), String> {
    let io = |error| format!("{}: {error}", part.display());
    fs::create_dir_all(part).map_err(io)?;
    run(Command::new("python3").args(["-m", "venv"]).arg(part))?;
    let pip =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS];
    run(at_root(python(part)).args(pip))?;
    let _ = fs::remove_dir_all(home);
    fs::rename(part, home).map_err(io)
}

fn is_right(home: &Path, version: &str) -> bool {
    let code = format!("import heat, importlib.metadata as m; print(m.version({PACKAGE:?}))");
    answer(Command::new(python(home)).args(["-c", &code])).is_some_and(|says| says == version)
}

fn python(home: &Path) -> PathBuf {
    home.join("bin/python")
}

fn version() -> &'static str {
    let mut pins = include_str!("../../tests/heat/requirements.txt").lines();
    pins.find_map(|line| line.strip_prefix(PACKAGE)?.strip_prefix("==")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_is_pinned() {
        assert!(super::version().starts_with(|c: char| c.is_ascii_digit()));
    }
}
