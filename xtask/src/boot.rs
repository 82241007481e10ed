//! `cargo xtask boot`: machines' files, started by systemd itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::process::{answer, run};
use crate::tool::cache;
use crate::{long, no_arguments, system};

/// Debian's release whose systemd, 257, is that of Flatcar's stable channel in 2026.
const RELEASE: &str = "trixie";

/// What a machine needs beside a minimal Debian.
const PACKAGES: &str = "ca-certificates,dbus,iproute2,systemd,systemd-sysv";

pub(crate) fn run_all(args: &[String]) -> Result<(), String> {
    no_arguments(args)?;
    let root = provide()?;
    long::all_of("boot", &[("KUBECORE_BOOT", &root)])
}

/// A root directory to copy, made once for every clone.
fn provide() -> Result<PathBuf, String> {
    if answer(Command::new("id").arg("-u")).is_none_or(|id| id != "0") {
        return Err("a container is started: run this as root".into());
    }
    for (program, package) in
        [("debootstrap", "debootstrap"), ("systemd-nspawn", "systemd-container")]
    {
        if answer(Command::new(program).arg("--version")).is_none() {
            system::install(&[package])?;
        }
    }
    let home = cache()?.join(format!("debian-{RELEASE}"));
    if !home.exists() {
        println!("fetching a minimal Debian {RELEASE} (once, for every clone)");
        // Made beside its place and moved there whole: half of one is never found.
        let part = home.with_extension(format!("part-{}", process::id()));
        let made = bootstrap(&part).and_then(|()| {
            fs::rename(&part, &home).map_err(|error| format!("{}: {error}", home.display()))
        });
        if made.is_err() {
            let _ = fs::remove_dir_all(&part);
        }
        made?;
    }
    Ok(home)
}

fn bootstrap(part: &Path) -> Result<(), String> {
    fs::create_dir_all(part).map_err(|error| format!("{}: {error}", part.display()))?;
    let include = format!("--include={PACKAGES}");
    run(Command::new("debootstrap").args(["--variant=minbase", &include, RELEASE]).arg(part))
}
