//! Reading the spec.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use kubecore::source::{MAX_BYTES, Source};
use kubecore::{Compiled, compile};

use crate::args::Format;
use crate::failure::Failure;
use crate::report;

/// Reads and compiles the spec, and tells every finding. `Err` if nothing can be rendered.
pub(crate) fn load(path: &Path, options: report::Options) -> Result<Compiled, Failure> {
    let source = match read(path)? {
        Ok(source) => source,
        Err(findings) => {
            // There is no text to show: findings stand by themselves.
            let source = Source::new(name(path), "");
            report::tell(&source, &findings, options)?;
            return Err(Failure::Spec);
        }
    };
    let compiled = compile(&source);
    report::tell(&source, &compiled.report, options)?;
    if options.refuses(&compiled.report) { Err(Failure::Spec) } else { Ok(compiled) }
}

/// For commands that have no say in strictness.
pub(crate) fn lenient(format: Format) -> report::Options {
    report::Options { format, strict: false, channel: report::Channel::Stderr }
}

fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".into() } else { path.display().to_string() }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn read(path: &Path) -> Result<Result<Source, kubecore::diagnostic::Report>, Failure> {
    let name = name(path);
    let failed = |error: &io::Error| Failure::io(&name, error);
    let bytes = if is_stdin(path) {
        bounded(io::stdin().lock()).map_err(|error| failed(&error))?
    } else {
        let file = File::open(path).map_err(|error| failed(&error))?;
        if file.metadata().map_err(|error| failed(&error))?.is_dir() {
            return Err(Failure::Other(format!(
                "{name} is a directory: give the cluster.yaml in it"
            )));
        }
        bounded(file).map_err(|error| failed(&error))?
    };
    Ok(Source::from_bytes(name, bytes))
}

/// Everything up to one byte more than the core accepts: it then says itself that this is too long.
fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
