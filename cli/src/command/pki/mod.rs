//! `pki`: keys and certificates, made once and kept in a directory of their own.

mod import;
mod init;
mod renew;
mod status;

use std::io::{self, Write as _};
use std::path::Path;

use kubecore::plan::Plan;

use crate::args::{Format, Pki, PkiSpec};
use crate::failure::Failure;
use crate::input;
use crate::pki::changes;
use crate::pki::store::{Files, MARKER, Store};
use crate::report::{Channel, Options, Told};

pub(crate) fn run(command: &Pki) -> Result<(), Failure> {
    match command {
        Pki::Init(options) => init::run(options),
        Pki::Status(options) => status::run(options),
        Pki::Renew(options) => renew::run(options),
        Pki::Import(options) => import::run(options),
    }
}

/// Reads the spec. Warnings are told again by `render`, and do not matter to keys.
fn plan(spec: &PkiSpec, verdict: &'static str) -> Result<Plan, Failure> {
    let telling = Options {
        format: Format::Human,
        strict: false,
        channel: Channel::Stderr,
        told: Told::IfRefused,
        verdict,
    };
    input::load(&spec.path, telling)?.plan.ok_or(Failure::Spec)
}

/// Writes what was made and is not there yet; gives back the files' names.
fn write(store: Store, made: &Files) -> Result<Vec<String>, Failure> {
    let changes = changes(made, store.files());
    let names = changes.iter().map(|change| change.path.clone()).collect();
    drop(store.commit(changes)?);
    Ok(names)
}

/// The names of files that were written: data, one a line.
fn print(dir: &Path, written: &[String]) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for path in written.iter().filter(|path| *path != MARKER) {
        writeln!(out, "{}", dir.join(path).display())?;
    }
    Ok(out.flush()?)
}
