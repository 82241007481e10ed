//! `completions`: what a shell needs to complete our words.

use std::io::{self, Write as _};

use clap::CommandFactory as _;

use crate::args::{Args, Completions};
use crate::failure::Failure;

pub(crate) fn run(options: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Args::command(), "kubecore-cli", &mut script);
    Ok(io::stdout().lock().write_all(&script)?)
}
