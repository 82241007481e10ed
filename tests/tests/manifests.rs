//! What holds for every package of ours: no `unsafe`, nothing that runs while it is built, a lock file.

use std::fs;
use std::path::{Path, PathBuf};

use kubecore_tests::{assert_none, workspace};

/// Every package there is, also those that are no members.
fn packages() -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&workspace(), &mut found);
    found.retain(|package| {
        manifest(package).contains("\n[package]\n") || manifest(package).starts_with("[package]")
    });
    assert!(found.len() >= 8, "{found:?}");
    found
}

fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
    if directory.join("Cargo.toml").is_file() {
        found.push(directory.to_owned());
    }
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !path.is_symlink() && name != "target" && !name.starts_with('.') {
            walk(&path, found);
        }
    }
}

fn manifest(package: &Path) -> String {
    fs::read_to_string(package.join("Cargo.toml")).unwrap()
}

/// The lines of a table.
fn table(manifest: &str, header: &str) -> Vec<String> {
    let lines = manifest.lines().skip_while(|line| *line != header).skip(1);
    lines.take_while(|line| !line.starts_with('[')).map(str::to_owned).collect()
}

#[test]
fn unsafe_is_forbidden_everywhere() {
    let forbidden = "unsafe_code = \"forbid\"";
    let says = |manifest: &str, header: &str, line: &str| {
        table(manifest, header).iter().any(|said| said == line)
    };
    assert!(says(&manifest(&workspace()), "[workspace.lints.rust]", forbidden));
    let findings = packages().into_iter().filter_map(|package| {
        let manifest = manifest(&package);
        let forbids = says(&manifest, "[lints]", "workspace = true")
            || says(&manifest, "[lints.rust]", forbidden);
        (!forbids).then(|| format!("{} does not forbid unsafe code", package.display()))
    });
    assert_none("packages", &findings.collect::<Vec<_>>());
}

#[test]
fn nothing_of_ours_runs_while_it_is_built() {
    let mut findings = Vec::new();
    for package in packages() {
        let package_table = table(&manifest(&package), "[package]");
        let library = table(&manifest(&package), "[lib]");
        if package.join("build.rs").exists()
            || package_table.iter().any(|line| line.starts_with("build"))
        {
            findings.push(format!("{} has a build script", package.display()));
        }
        if library.iter().any(|line| line.starts_with("proc-macro")) {
            findings.push(format!("{} is a procedural macro", package.display()));
        }
    }
    assert_none("packages", &findings);
}

#[test]
fn every_workspace_has_its_lock_file() {
    let mut found = Vec::new();
    walk(&workspace(), &mut found);
    let workspaces = found.into_iter().filter(|place| manifest(place).contains("[workspace]\n"));
    let findings = workspaces
        .filter(|place| !place.join("Cargo.lock").is_file())
        .map(|place| format!("{} has no Cargo.lock", place.display()));
    assert_none("workspaces", &findings.collect::<Vec<_>>());
}
