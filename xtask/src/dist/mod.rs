//! `cargo xtask dist [--twice]`: what is handed out, into `target/handout/`: the program, the page, what each is made
//! of, and checksums. The same commit gives the same bytes, wherever it lies.

mod archive;
mod build;
mod compare;
mod flags;
mod licences;
mod lock;
mod sbom;
mod tree;
mod twice;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use self::archive::Entry;
use self::build::Built;
use crate::pins::RUST;
use crate::process::{answer, at_root, root};
use crate::rustup;

/// Where it is put, below the top of the repository.
const HANDOUT: &str = "target/handout";

const VERSION: &str = env!("CARGO_PKG_VERSION");

const SUMS: &str = "SHA256SUMS";

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    match args {
        [] => once(),
        [option] if option == "--twice" => may_be_released().and_then(|()| twice::run()),
        _ => Err("takes no argument but `--twice`".into()),
    }
}

fn once() -> Result<(), String> {
    may_be_released()?;
    let began = Instant::now();
    let out = root().join(HANDOUT);
    let io = |error| format!("{}: {error}", out.display());
    // Made beside its place: half of it is never found there.
    let part = out.with_extension("part");
    for old in [&part, &out] {
        let _ = fs::remove_dir_all(old);
    }
    fs::create_dir_all(&part).map_err(io)?;
    let time = time()?;
    for build in [build::program, build::site] {
        hand_out(&part, time, build()?)?;
    }
    sums(&part)?;
    fs::rename(&part, &out).map_err(io)?;
    list(&out)?;
    println!("{HANDOUT} is ready, after {} s", began.elapsed().as_secs());
    Ok(())
}

/// Writes a build's archive, and what it is made of.
fn hand_out(out: &Path, time: u64, built: Built) -> Result<(), String> {
    let Built { name, package, target, mut entries, compiled, tools } = built;
    let crates = tree::of(package, target)?;
    let text = sbom::text(package, &crates, &lock::read(&root())?, &tools)?;
    sbom::check(&text, &compiled)?;
    write(&out.join(format!("{name}.cdx.json")), text.as_bytes())?;
    entries.push(Entry::file("THIRD-PARTY-LICENSES.txt", licences::text(&crates, target)?));
    flags::names_no_place(&entries)?;
    write(&out.join(format!("{name}.tar.gz")), &archive::packed(&name, time, &entries)?)?;
    println!("{name}: {} crates, {} of which only build it", crates.len(), tree::tools(&crates));
    Ok(())
}

/// A release is a commit, built by one compiler.
fn may_be_released() -> Result<(), String> {
    let changed = answer(at_root("git").args(["status", "--porcelain"]))
        .ok_or("git does not say what is committed: what is handed out is built from a commit")?;
    if !changed.is_empty() {
        return Err(format!(
            "what is handed out is built from a commit, and this is in none:\n{changed}"
        ));
    }
    match rustup::release().as_deref() {
        Some(RUST) => Ok(()),
        other => Err(format!(
            "what is handed out is built by Rust {RUST}, as another compiler gives other bytes, and this is {}: \
             `cargo +{RUST} xtask dist`",
            other.unwrap_or("none that runs")
        )),
    }
}

/// When the commit was made, in seconds: hosts tell a page's files apart by length and time, so that no fixed
/// time will do.
fn time() -> Result<u64, String> {
    let says = answer(at_root("git").args(["log", "-1", "--format=%ct"]));
    says.and_then(|says| says.parse().ok()).ok_or_else(|| "git does not say a commit's time".into())
}

/// As `sha256sum --check` takes it.
fn sums(out: &Path) -> Result<(), String> {
    let mut sums = Command::new("sha256sum");
    sums.args(names(out)?).current_dir(out).stderr(Stdio::inherit());
    let said = answer(&mut sums).ok_or("sha256sum failed")?;
    write(&out.join(SUMS), format!("{said}\n").as_bytes())
}

fn list(out: &Path) -> Result<(), String> {
    for name in names(out)? {
        let path = out.join(&name);
        let size =
            fs::metadata(&path).map_err(|error| format!("{}: {error}", path.display()))?.len();
        println!("{size:>9}  {name}");
    }
    Ok(())
}

/// The names of a directory, in order.
fn names(directory: &Path) -> Result<Vec<String>, String> {
    let io = |error| format!("{}: {error}", directory.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(directory).map_err(io)? {
        names.push(entry.map_err(io)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
