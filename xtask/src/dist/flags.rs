//! What compilers are told, so that no place of this machine is named in what they make.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::archive::Entry;
use crate::process::{answer, root};
use crate::rustup;

/// A place of this machine, and what stands for it.
type Map = (String, String);

/// The environment of a build: flags as cargo and the crate `cc` take them, and a place of its own, since what is
/// built with other flags is not wanted for work.
pub(super) fn environment(target: &str) -> Result<Vec<(&'static str, String)>, String> {
    let maps = maps()?;
    let told = |option: &str, between: &str| {
        let flags = maps.iter().map(|(from, to)| format!("{option}={from}={to}"));
        flags.collect::<Vec<_>>().join(between)
    };
    let mut rust = told("--remap-path-prefix", "\u{1f}");
    if target == super::build::PROGRAM {
        rust.extend(SMALL.into_iter().flat_map(|flag| ["\u{1f}", flag]));
    }
    let mut environment = vec![
        ("CARGO_ENCODED_RUSTFLAGS", rust),
        ("CARGO_TARGET_DIR", root().join("target/publish").display().to_string()),
    ];
    // C of the dependencies names its places, too.
    if target == super::build::PROGRAM {
        environment.push(("CFLAGS_x86_64_unknown_linux_musl", told("-ffile-prefix-map", " ")));
    }
    Ok(environment)
}

/// What the program does without, as it ends where it panics: places of its own code packed (160 KB; musl reads them
/// since 1.2.4), and no table to find the callers of a function (55 KB).
const SMALL: [&str; 2] =
    ["-Clink-arg=-Wl,-z,pack-relative-relocs", "-Clink-arg=-Wl,--no-eh-frame-hdr"];

/// Refuses files in which a place of this machine is named all the same.
pub(super) fn names_no_place(entries: &[Entry]) -> Result<(), String> {
    let places: Vec<String> = maps()?.into_iter().map(|(place, _)| place).collect();
    let named = entries.iter().find_map(|entry| {
        let place = places.iter().find(|place| contains(&entry.bytes, place.as_bytes()))?;
        Some(format!("{} names {place}, which is a place of this machine", entry.path))
    });
    named.map_or(Ok(()), Err)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Where several fit, compilers take the last.
fn maps() -> Result<Vec<Map>, String> {
    let mut maps = Vec::new();
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo"))).ok_or("HOME is not set")?;
    maps.push((home.display().to_string(), "/cargo".to_owned()));
    // Below it stands the registry's name, which may be a mirror's.
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    maps.extend(registries.map(|place| (place.path().display().to_string(), "/crates".to_owned())));
    // Where Rust's own sources are installed, rustc names them there.
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"]));
    let (Some(sysroot), Some(commit)) = (sysroot, rustup::commit()) else {
        return Err("rustc does not say where and what it is".into());
    };
    maps.push((format!("{sysroot}/lib/rustlib/src/rust"), format!("/rustc/{commit}")));
    maps.push((root().display().to_string(), "/kubecore".to_owned()));
    Ok(maps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_this_machine_is_found() {
        let named = format!("panicked at {}/core/src/lib.rs:1:1", root().display());
        let found = names_no_place(&[Entry::file("a", "fine"), Entry::file("b", named)]);
        assert!(found.unwrap_err().starts_with("b names "));
        assert_eq!(names_no_place(&[Entry::file("a", "/kubecore/core/src/lib.rs:1:1")]), Ok(()));
    }
}
