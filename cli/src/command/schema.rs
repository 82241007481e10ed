//! `schema`: the JSON Schema of cluster.yaml.

use std::io::{self, Write as _};

use crate::failure::Failure;

pub(crate) fn run() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &kubecore::spec::schema()).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}
