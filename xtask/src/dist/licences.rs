//! The terms of all crates that are in a program, which go with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::tree::{Crates, Id};
use crate::pins::RUST;
use crate::process::{answer, cargo};

/// How the names of files begin that state terms.
const NAMES: [&str; 6] = ["COPYING", "COPYRIGHT", "LICENCE", "LICENSE", "NOTICE", "UNLICENSE"];

/// Which crate is under which terms, then each text once, with the crates that bring it.
pub(super) fn text(crates: &Crates, target: &str) -> Result<String, String> {
    let mut metadata = cargo(["metadata", "--locked", "--format-version", "1"]);
    // Without, cargo would fetch what only other systems need.
    let metadata =
        answer(metadata.args(["--filter-platform", target])).ok_or("cargo metadata failed")?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let mut out = format!(
        "What is in this program besides kubecore's own code. It is linked with the standard library of Rust {RUST}\n\
         (https://github.com/rust-lang/rust, MIT OR Apache-2.0), which for Linux has musl in it (https://musl.libc.org, MIT).\n\n"
    );
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, of) in crates.iter().filter(|(_, of)| of.shipped && !of.ours) {
        let name = id.join(" ");
        let package =
            package(&metadata, id).ok_or_else(|| format!("cargo has no package {name}"))?;
        let source = package["repository"].as_str().unwrap_or("crates.io");
        let _ = writeln!(out, "{name}: {}, {source}", of.licence);
        let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
        let found = stated(manifest.parent().unwrap_or(manifest))?;
        if found.is_empty() {
            let authors = package["authors"].as_array().into_iter().flatten();
            let authors: Vec<&str> = authors.filter_map(Value::as_str).collect();
            let _ = writeln!(
                out,
                "  (its package has no text of them; authors: {})",
                authors.join(", ")
            );
        }
        for text in found {
            texts.entry(text).or_default().insert(name.clone());
        }
    }
    let mut texts: Vec<_> = texts.into_iter().collect();
    texts.sort_by(|(_, a), (_, b)| a.cmp(b));
    for (text, crates) in texts {
        let crates: Vec<String> = crates.into_iter().collect();
        let _ = writeln!(out, "\n{}\n{}\n\n{text}", line(), crates.join(", "));
    }
    Ok(out)
}

/// What parts two texts.
fn line() -> String {
    "-".repeat(79)
}

fn package<'m>(metadata: &'m Value, [name, version]: &Id) -> Option<&'m Value> {
    let packages = metadata["packages"].as_array()?;
    packages.iter().find(|package| package["name"] == **name && package["version"] == **version)
}

/// The texts of a package's terms.
fn stated(directory: &Path) -> Result<Vec<String>, String> {
    let mut texts = Vec::new();
    for name in super::names(directory)? {
        let path = directory.join(&name);
        if NAMES.iter().any(|begin| name.to_uppercase().starts_with(begin)) && path.is_file() {
            let text = super::read(&path)?;
            texts.push(
                String::from_utf8_lossy(&text).replace('\r', "").trim_matches('\n').to_owned(),
            );
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::{build, tree};
    use crate::process::root;

    #[test]
    fn every_crate_s_terms_are_told_once() {
        let crates = tree::of("kubecore-cli", build::PROGRAM).unwrap();
        let text = text(&crates, build::PROGRAM).unwrap();
        for ([name, version], of) in &crates {
            let line = format!("\n{name} {version}: {}, ", of.licence);
            assert_eq!(text.contains(&line), of.shipped && !of.ours, "{name}");
        }
        let blocks: Vec<&str> = text.split(&line()).skip(1).collect();
        let texts = blocks.iter().map(|block| block.split_once("\n\n").unwrap().1);
        assert_eq!(texts.collect::<BTreeSet<_>>().len(), blocks.len());
        assert!(blocks.len() > 10, "{}", blocks.len());
        assert!(text.contains("THE SOFTWARE IS PROVIDED \"AS IS\""));
        assert!(!text.contains(&root().display().to_string()));
    }
}
