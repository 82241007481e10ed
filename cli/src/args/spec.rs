//! The cluster.yaml that a command reads.

use std::path::PathBuf;

use clap::{Args as Options, ValueHint};

use super::Format;

/// What is read, and how its faults are told.
#[derive(Debug, Options)]
pub(crate) struct Spec {
    /// The cluster.yaml; `-` reads standard input
    #[arg(value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// Form of the diagnostics: what is for programs goes to standard output for `validate`, and alone
    /// to standard error for `render`
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
    /// Refuse warnings, too; `allow` in the spec accepts single ones
    #[arg(long)]
    pub(crate) strict: bool,
}
