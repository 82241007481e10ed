//! `cargo xtask size`: what the page's program and the CLI are made of, by crate and by function.
//!
//! Both are built as they are handed out, but with their names. What is generic counts for the crate that
//! wrote it, not for the one whose types it was made for.

mod table;
mod wasm;

use std::fs;
use std::process::Command;

use rustc_demangle::demangle;

use self::table::Part;
use crate::process::{answer, at_root, cargo, root, run as run_program};
use crate::rustup;

/// Where both are built, beside those without names.
const TARGET: &str = "target/size";

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => page().and_then(|()| program()),
        ["page"] => page(),
        ["cli"] => program(),
        _ => Err("takes `page`, `cli` or nothing".into()),
    }
}

/// The page's program, as wasm-opt gets it.
fn page() -> Result<(), String> {
    const PROFILE: &str = "wasm-release";
    const WASM: &str = "wasm32-unknown-unknown";
    rustup::wasm_target()?;
    run_program(build(PROFILE, "kubecore-web").args(["--target", WASM]))?;
    let file = root().join(TARGET).join(WASM).join(PROFILE).join("kubecore-web.wasm");
    let bytes = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let module = wasm::read(&bytes).ok_or_else(|| format!("{} is no wasm", file.display()))?;
    let mut parts: Vec<Part> =
        module.functions.iter().map(|(name, size)| Part::named(name, *size)).collect();
    parts.push(Part::of("data", module.data));
    println!("{}", table::of("the page's program", module.length, parts));
    Ok(())
}

/// The CLI as `--profile dist` makes it.
fn program() -> Result<(), String> {
    const PROFILE: &str = "dist";
    run_program(&mut build(PROFILE, "kubecore-cli"))?;
    let file = root().join(TARGET).join(PROFILE).join("kubecore-cli");
    // Address, size, kind and name, all that is not only declared.
    let mut nm = at_root("nm");
    let symbols = answer(nm.args(["--print-size", "--defined-only"]).arg(&file))
        .ok_or("nm says nothing: install the package binutils")?;
    let parts: Vec<Part> = symbols.lines().filter_map(symbol).collect();
    // What runs it needs no names.
    let bare = file.with_extension("bare");
    run_program(Command::new("strip").arg("-o").arg(&bare).arg(&file))?;
    let all = fs::metadata(&bare).map_err(|error| format!("{}: {error}", bare.display()))?.len();
    println!("{}", table::of("kubecore-cli", all, parts));
    Ok(())
}

/// A line of nm; only code and data in the file.
fn symbol(line: &str) -> Option<Part> {
    let words: Vec<&str> = line.splitn(4, ' ').collect();
    let [_, size, kind, name] = words[..] else { return None };
    let size = u64::from_str_radix(size, 16).ok()?;
    match kind {
        "t" | "T" | "w" | "W" => Some(Part::named(name, size)),
        "r" | "R" | "d" | "D" => Some(Part::of("data", size)),
        _ => None,
    }
}

/// With the names that the profile strips.
fn build(profile: &str, package: &str) -> Command {
    let mut command = cargo(["build", "--target-dir", TARGET]);
    let names = format!("profile.{profile}.strip=\"none\"");
    command.args(["--profile", profile, "-p", package, "--config", &names]);
    command
}

/// A symbol as Rust writes the path, without the hash.
fn path(symbol: &str) -> String {
    format!("{:#}", demangle(symbol))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_nm_is_a_part() {
        let line = "0000000000001000 00000000000000ff t _ZN8kubecore6format4yaml5write17h0123456789abcdefE";
        let part = symbol(line).unwrap();
        assert_eq!((part.name.as_str(), part.size), ("kubecore::format::yaml::write", 255));
        assert_eq!(symbol("0000000000001000 0000000000000008 R TABLE").unwrap().owner, "data");
        assert!(symbol("0000000000001000 0000000000000008 b ZEROS").is_none());
        assert!(symbol("                 U memcpy").is_none());
    }
}
