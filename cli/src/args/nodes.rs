//! `nodes`.

use std::path::PathBuf;

use clap::{Args as Options, ValueHint};

use super::ListFormat;

#[derive(Debug, Options)]
pub(crate) struct Nodes {
    /// The cluster.yaml; `-` reads standard input
    #[arg(value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) path: PathBuf,
    /// Form of the list on standard output, and of diagnostics on standard error
    #[arg(long, default_value = "human")]
    pub(crate) format: ListFormat,
}
