//! Why a run did not do what it was asked to.

use std::io;
use std::process::ExitCode;

/// Ends a run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The spec is at fault, and the diagnostics are out. Exit 1.
    Spec,
    /// Usage, or the machine: a message in one line with its remedy. Exit 2.
    Other(String),
    /// Nobody reads our output any more. Exit 0, as nothing went wrong here.
    NobodyReads,
}

impl Failure {
    /// An I/O error, with what was tried.
    pub(crate) fn io(what: impl std::fmt::Display, error: &io::Error) -> Self {
        Self::Other(format!("{what}: {}", reason(error)))
    }

    /// Says it and gives the exit code.
    pub(crate) fn exit(self) -> ExitCode {
        match self {
            Self::Spec => ExitCode::from(1),
            Self::NobodyReads => ExitCode::SUCCESS,
            Self::Other(message) => {
                crate::report::error(&message);
                ExitCode::from(2)
            }
        }
    }
}

/// An error of writing to standard output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::io("standard output", &error),
        }
    }
}

/// The error in words, without the number that `io::Error` adds.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}
