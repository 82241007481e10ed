//! Building the program and the page as they are handed out.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::archive::Entry;
use super::tree::Id;
use super::{VERSION, flags, read};
use crate::process::{answer, at_root, cargo, root};
use crate::rustup::{self, WASM};
use crate::{pins, site as page, system};

/// Runs on any Linux of this kind, whatever its C library.
pub(super) const PROGRAM: &str = "x86_64-unknown-linux-musl";

/// What goes with the program: what README.md leads its readers to.
const DOCUMENTS: [&str; 6] =
    ["CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "docs", "examples"];

/// What comes of a build.
pub(super) struct Built {
    /// With its version, and where it runs.
    pub(super) name: String,
    pub(super) package: &'static str,
    pub(super) target: &'static str,
    pub(super) entries: Vec<Entry>,
    /// All crates that rustc was given, by what cargo says.
    pub(super) compiled: BTreeSet<Id>,
    /// What made it, with versions.
    pub(super) tools: Vec<(&'static str, String)>,
}

pub(super) fn program() -> Result<Built, String> {
    rustup::target(PROGRAM)?;
    let gcc = c_compiler()?;
    let mut cargo = cargo(["build", "--locked", "--profile", "dist", "--target", PROGRAM]);
    cargo.args(["--package", "kubecore-cli"]).envs(flags::environment(PROGRAM)?);
    let compiled = compiled(&mut cargo)?;
    let program = root().join("target/publish").join(PROGRAM).join("dist/kubecore-cli");
    let mut entries = documents(&DOCUMENTS)?;
    entries.push(Entry::program("kubecore-cli", read(&program)?));
    Ok(Built {
        name: format!("kubecore-cli-{VERSION}-x86_64-linux"),
        package: "kubecore-cli",
        target: PROGRAM,
        entries,
        compiled,
        tools: vec![("rustc", pins::RUST.to_owned()), ("gcc", gcc)],
    })
}

pub(super) fn site() -> Result<Built, String> {
    let environment = flags::environment(WASM)?;
    page::publish(&environment)?;
    let mut entries = Entry::all(&root().join("dist"))?;
    entries.extend(documents(&["LICENSE"])?);
    // trunk has built it: this only tells of what.
    let mut again = cargo(["build", "--locked", "--profile", "wasm-release", "--target", WASM]);
    again.args(["--package", "kubecore-web"]).envs(environment);
    Ok(Built {
        name: format!("kubecore-site-{VERSION}"),
        package: "kubecore-web",
        target: WASM,
        entries,
        compiled: compiled(&mut again)?,
        tools: vec![
            ("rustc", pins::RUST.to_owned()),
            ("trunk", pins::TRUNK.to_owned()),
            ("wasm-bindgen", pins::WASM_BINDGEN.to_owned()),
            ("binaryen", pins::BINARYEN.to_owned()),
        ],
    })
}

/// Files and all below directories, but for what git does not know.
fn documents(names: &[&str]) -> Result<Vec<Entry>, String> {
    let listed = answer(at_root("git").args(["ls-files", "--error-unmatch", "--"]).args(names));
    let listed = listed.ok_or_else(|| format!("git does not know all of {}", names.join(", ")))?;
    listed.lines().map(|name| Ok(Entry::file(name, read(&root().join(name))?))).collect()
}

/// For the C of ring. Debian's package brings it; its version is told with what it makes.
fn c_compiler() -> Result<String, String> {
    let version = || answer(Command::new("musl-gcc").arg("-dumpfullversion"));
    if version().is_none() {
        system::install(&["musl-tools"])?;
    }
    version().ok_or_else(|| "musl-gcc is not here: install the package musl-tools".into())
}

/// Builds, and gives the crates that it took.
fn compiled(build: &mut Command) -> Result<BTreeSet<Id>, String> {
    let output = build
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo build ended with {}", output.status));
    }
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let ids = messages.filter(|message| message["reason"] == "compiler-artifact");
    ids.map(|message| {
        let id = message["package_id"].as_str().unwrap_or_default();
        named(id).ok_or_else(|| format!("cargo names a crate `{id}`"))
    })
    .collect()
}

/// Of `registry+https://…#serde@1.0.228`, or `path+file:///…/kubecore#1.5.0` where the directory has its name.
fn named(id: &str) -> Option<Id> {
    let (place, what) = id.rsplit_once('#')?;
    let (name, version) =
        what.split_once('@').or_else(|| Some((place.rsplit_once('/')?.1, what)))?;
    Some([name.to_owned(), version.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_known_by_what_cargo_calls_it() {
        let id = |name: &str, version: &str| Some([name.to_owned(), version.to_owned()]);
        assert_eq!(
            named("registry+https://example.org/index#serde@1.0.228"),
            id("serde", "1.0.228")
        );
        assert_eq!(named("path+file:///a/core#kubecore@0.1.0"), id("kubecore", "0.1.0"));
        assert_eq!(named("path+file:///a/lib/kubecore#1.5.0"), id("kubecore", "1.5.0"));
        assert_eq!(named("serde 1.0.228"), None);
    }
}
