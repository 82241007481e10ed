//! Programs from crates.io, each in the one version that is known to work.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::pins;
use crate::process::{answer, cargo, run};

/// A program and the package that brings it.
pub(crate) struct Tool {
    package: &'static str,
    version: &'static str,
    pub(crate) program: &'static str,
}

/// Builds and serves the page.
pub(crate) const TRUNK: Tool = Tool { package: "trunk", version: pins::TRUNK, program: "trunk" };

/// Makes what rustc gives one with the browser.
pub(crate) const WASM_BINDGEN: Tool =
    Tool { package: "wasm-bindgen-cli", version: pins::WASM_BINDGEN, program: "wasm-bindgen" };

/// Runs tests in a browser. Another program of the same package.
pub(crate) const WASM_TESTS: Tool = Tool { program: "wasm-bindgen-test-runner", ..WASM_BINDGEN };

/// Checks licences, sources, duplicates and advisories.
pub(crate) const CARGO_DENY: Tool =
    Tool { package: "cargo-deny", version: pins::CARGO_DENY, program: "cargo-deny" };

impl Tool {
    /// Where the program is. Without the right one on PATH it is installed into the user's cache,
    /// where every clone finds it and nobody's own version is touched.
    pub(crate) fn provide(&self) -> Result<PathBuf, String> {
        let Self { package, version, program } = self;
        let on_path = PathBuf::from(program);
        if self.is_right(&on_path) {
            return Ok(on_path);
        }
        let root = cache()?.join(format!("{package}-{version}"));
        let ours = root.join("bin").join(program);
        if self.is_right(&ours) {
            return Ok(ours);
        }
        println!("installing {package} {version} (once, for every clone)");
        // `--force`: whatever an interrupted install left there is no reason to stop.
        let mut install = cargo(["install", "--locked", "--force", "--root"]);
        run(install.arg(&root).arg(format!("{package}@{version}")))?;
        if self.is_right(&ours) {
            Ok(ours)
        } else {
            Err(format!("{program} {version} does not run"))
        }
    }

    /// It runs and says its version: neither half an install nor another release does.
    fn is_right(&self, program: &Path) -> bool {
        let says = answer(Command::new(program).arg("--version"));
        says.is_some_and(|says| says.split_whitespace().nth(1) == Some(self.version))
    }
}

/// Where programs are kept that only this project uses.
pub(crate) fn cache() -> Result<PathBuf, String> {
    let from = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = from("XDG_CACHE_HOME").or_else(|| Some(from("HOME")?.join(".cache")));
    Ok(cache.ok_or("neither XDG_CACHE_HOME nor HOME is set")?.join("kubecore/tools"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::{env, fs};

    use super::Tool;

    #[test]
    fn only_the_right_version_will_do() {
        let cargo = Path::new("cargo");
        let tool = |version| Tool { package: "cargo", version, program: "cargo" };
        let says = crate::process::answer(std::process::Command::new(cargo).arg("--version"));
        let version = says.unwrap().split_whitespace().nth(1).unwrap().to_owned().leak();
        assert!(tool(version).is_right(cargo));
        assert!(!tool("0.0.0").is_right(cargo));
    }

    #[test]
    fn half_an_install_is_none() {
        let half = env::temp_dir().join(format!("kubecore-half-{}", std::process::id()));
        fs::write(&half, b"\x7fELF").unwrap();
        let right = super::WASM_BINDGEN.is_right(&half);
        fs::remove_file(&half).unwrap();
        assert!(!right);
    }
}
