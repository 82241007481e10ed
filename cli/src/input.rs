//! Reading the spec.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use kubecore::convert::unpack;
use kubecore::diagnostic::Report;
use kubecore::plan::Plan;
use kubecore::source::{MAX_BYTES, Source};
use kubecore::{Compiled, compile};
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::report::{self, Options};

/// A spec, as it was written and as it is meant.
pub(crate) struct Loaded {
    pub(crate) source: Source,
    pub(crate) plan: Option<Plan>,
}

/// Reads and compiles the spec, and tells every finding. `Err` if nothing can be rendered.
pub(crate) fn load(path: &Path, options: Options) -> Result<Loaded, Failure> {
    let name = name(path);
    let bytes = read(path, &name)?;
    let shown = lossy(&bytes);
    let (source, compiled) = match Source::from_bytes(name.clone(), bytes) {
        Ok(source) => {
            let compiled = compile(&source);
            (source, compiled)
        }
        Err(report) => (Source::new(name, shown), Compiled { report, spec: None, plan: None }),
    };
    match report::tell(&source, &compiled.report, options) {
        // Whether anybody reads the findings has no say in what the spec is worth.
        Ok(()) | Err(Failure::NobodyReads) => {}
        Err(failure) => return Err(failure),
    }
    if options.refuses(&compiled.report) {
        return Err(Failure::Spec);
    }
    Ok(Loaded { source, plan: compiled.plan })
}

/// Reads a spec that need not be right. `Err` with what was told if it is no text.
pub(crate) fn source(path: &Path) -> Result<Source, Failure> {
    let name = name(path);
    let bytes = read(path, &name)?;
    Source::from_bytes(name.clone(), bytes).map_err(|report| {
        let why = report.diagnostics().first().map_or("", |found| found.message.as_str());
        Failure::Other(format!("{name} is no cluster.yaml: {why}"))
    })
}

/// Reads a file of settings by `parse`, and tells every finding. `Err` if there is an error among them.
pub(crate) fn config<T>(
    path: &Path,
    options: Options,
    parse: impl FnOnce(&Source) -> (Option<T>, Report),
) -> Result<T, Failure> {
    let name = name(path);
    let bytes =
        bytes(path).map_err(|error| unreadable(&name, &error, "give the settings in it", ""))?;
    let shown = lossy(&bytes);
    let (source, (config, report)) = match Source::from_bytes(name.clone(), bytes) {
        Ok(source) => {
            let parsed = parse(&source);
            (source, parsed)
        }
        Err(report) => (Source::new(name, shown), (None, report)),
    };
    report::tell(&source, &report, options)?;
    config.ok_or(Failure::Spec)
}

/// Reads an old user-data, which may be packed. `Err` with the text to show if it is none.
pub(crate) fn user_data(path: &Path) -> Result<Result<Source, (Source, Report)>, Failure> {
    let name = name(path);
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(unreadable(&name, &error, "give the cloud-config in it", "")),
    };
    let shown = lossy(&bytes);
    let source =
        unpack(&bytes).and_then(|unpacked| Source::from_bytes(name.clone(), unpacked.into_owned()));
    Ok(source.map_err(|report| (Source::new(name, shown), report)))
}

/// What can be shown of bytes that are no text; nothing of those that are.
fn lossy(bytes: &[u8]) -> String {
    match String::from_utf8_lossy(bytes) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => String::new(),
    }
}

fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".into() } else { path.display().to_string() }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, Failure> {
    let begin = format!(", or begin with `kubecore-cli init -o {name}`");
    bytes(path).map_err(|error| unreadable(name, &error, "give the cluster.yaml in it", &begin))
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if is_stdin(path) { bounded(io::stdin().lock()) } else { file(path) }
}

fn unreadable(name: &str, error: &io::Error, of_directory: &str, of_nothing: &str) -> Failure {
    match error.kind() {
        ErrorKind::IsADirectory => Failure::Other(format!("{name} is a directory: {of_directory}")),
        ErrorKind::NotFound => {
            Failure::Other(format!("{name} does not exist: check the name{of_nothing}"))
        }
        _ => Failure::io(format_args!("{name} cannot be read"), error),
    }
}

/// Reads a file that may hold a key: no longer than any of them.
pub(crate) fn secret(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    const LONGEST: usize = 1024 * 1024;
    let shown = path.display();
    let read = || -> io::Result<Zeroizing<Vec<u8>>> {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        file.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes =
        read().map_err(|error| Failure::io(format_args!("{shown} cannot be read"), &error))?;
    if bytes.len() > LONGEST {
        return Err(Failure::Other(format!(
            "{shown} is longer than any key or certificate: give a PEM file"
        )));
    }
    Ok(bytes)
}

fn file(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    // Where a directory can be opened but not read, each system words it differently.
    if file.metadata()?.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { bounded(file) }
}

/// Everything up to one byte more than the core accepts: it then says itself that this is too long.
fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_file_is_read_up_to_the_limit() {
        assert_eq!(bounded(io::repeat(b'#')).unwrap().len(), MAX_BYTES + 1);
    }
}
