//! What the test binaries share: cases, trees of files, tables of facts, and readers of the rendered formats.
//!
//! The readers are written apart from the core's own on purpose: a mistake in the core's writer and reader
//! alike would otherwise go unseen.
#![expect(clippy::missing_panics_doc, reason = "helpers of tests: a panic is a failed test")]

pub mod annotation;
pub mod case;
pub mod change;
pub mod cli;
pub mod cloud_config;
pub mod dependencies;
pub mod dice;
pub mod diff;
pub mod facts;
pub mod flags;
pub mod glob;
pub mod heat;
pub mod ignition;
pub mod judges;
pub mod ledger;
pub mod listing;
pub mod machines;
pub mod made;
pub mod mutants;
pub mod openssl;
pub mod os;
pub mod overlord;
pub mod page;
pub mod pki;
pub mod programs;
pub mod secrets;
pub mod settings;
pub mod systemd;
pub mod tree;
pub mod words;

use std::path::{Path, PathBuf};

/// This package's folder.
pub fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The workspace's folder.
pub fn workspace() -> PathBuf {
    home().join("..")
}

/// Whether goldens and message texts are to be rewritten instead of compared: `cargo xtask bless`.
///
/// Never on a build server, where nobody would look at what changed.
pub fn blessing() -> bool {
    let asked = std::env::var_os("KUBECORE_BLESS").is_some_and(|value| value == "1");
    assert!(
        !(asked && in_ci()),
        "KUBECORE_BLESS is refused where CI is set: goldens are looked at before they are committed"
    );
    asked
}

/// Whether `case` is to be rewritten or run: all are, unless `KUBECORE_CASES` has beginnings of names.
pub fn chosen(case: &str) -> bool {
    let asked = std::env::var("KUBECORE_CASES").unwrap_or_default();
    let mut beginnings = asked.split_ascii_whitespace().peekable();
    beginnings.peek().is_none() || beginnings.any(|beginning| case.starts_with(beginning))
}

/// Whether this run decides about a change: nothing may be skipped then.
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// Fails with all findings at once, if there are any.
pub fn assert_none(what: &str, findings: &[String]) {
    assert!(
        findings.is_empty(),
        "{what}: {} finding(s)\n\n{}\n",
        findings.len(),
        findings.join("\n")
    );
}

/// Tells a person what was not tested.
#[expect(clippy::print_stderr, reason = "a skipped test must say so where people look")]
pub fn note(text: &str) {
    eprintln!("note: {text}");
}
