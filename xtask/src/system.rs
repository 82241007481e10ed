//! Programs of the operating system that judge what we make.

use std::process::Command;

use crate::process::{answer, in_ci, run};

/// A program, the Debian package that brings it, and what makes it say its version.
struct Program {
    name: &'static str,
    package: &'static str,
    version: &'static str,
}

/// Those that tests ask for, and no others.
fn programs() -> impl Iterator<Item = Program> {
    let lines =
        include_str!("../../tests/judges.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        Some(Program { name: fields.next()?, package: fields.next()?, version: fields.next()? })
    })
}

/// Installs what is missing where we may, and names what is missing still. Tests skip what needs
/// it, and say so; in CI nothing may be skipped.
pub(crate) fn provide() -> Result<Vec<&'static str>, String> {
    let packages: Vec<&str> = missing().map(|program| program.package).collect();
    install(&packages)?;
    let missing: Vec<&str> = missing().map(|program| program.name).collect();
    if in_ci() && !missing.is_empty() {
        return Err(format!("missing, and CI is set: {}", missing.join(", ")));
    }
    Ok(missing)
}

/// Installs packages, where we may and there are any.
pub(crate) fn install(packages: &[&str]) -> Result<(), String> {
    if packages.is_empty() || !may_install() {
        return Ok(());
    }
    println!("installing {} with apt-get", packages.join(", "));
    apt_get(&["update", "--quiet"])?;
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    apt_get(&[&install, packages].concat())
}

/// Those of `names` that are not here.
pub(crate) fn missing_of(names: &[&str]) -> Vec<&'static str> {
    missing().map(|program| program.name).filter(|name| names.contains(name)).collect()
}

fn missing() -> impl Iterator<Item = Program> {
    programs().filter(|program| answer(Command::new(program.name).arg(program.version)).is_none())
}

fn may_install() -> bool {
    let is_root = answer(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    is_root && answer(Command::new("apt-get").arg("--version")).is_some()
}

fn apt_get(args: &[&str]) -> Result<(), String> {
    run(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}
