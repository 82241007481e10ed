//! `verify`.

use std::path::PathBuf;

use clap::{Args as Options, ValueHint};

use super::ListFormat;

#[derive(Debug, Options)]
#[command(after_long_help = VERIFYING)]
pub(crate) struct Verify {
    /// The directory or zip
    #[arg(value_name = "BUNDLE", value_hint = ValueHint::AnyPath)]
    pub(crate) bundle: PathBuf,
    /// Also check that it was rendered from this cluster.yaml; its secrets are not compared
    #[arg(long, value_name = "SPEC", value_hint = ValueHint::FilePath)]
    pub(crate) spec: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, default_value = "human")]
    pub(crate) format: ListFormat,
}

const VERIFYING: &str = "\
Each difference is a line on standard output: `changed`, `added`, `missing`, or `mode`. Exit codes: 0 as
it was written, 1 differences, 2 no bundle or unreadable. The lock file is a list of checksums and no
signature: who can change both is not noticed. `kubecore-cli diff SPEC BUNDLE` renders anew and compares.
The document of `--format json`; `spec` is null without --spec, `mode` and `wanted` are there for `mode`:
  { \"bundle\": \"out\", \"kubecore\": \"0.1.0\", \"input\": \"9f86…\", \"spec\": true, \"files\": 86,
    \"findings\": [{ \"path\": \"nodes/a/README.md\", \"what\": \"mode\", \"mode\": \"0666\", \"wanted\": \"0644\" }] }";
