//! Why a run did not do what it was asked to.

use std::fmt::Display;
use std::io::{self, ErrorKind};
use std::process::ExitCode;

/// Ends a run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The spec is at fault, and the diagnostics are out. Exit 1.
    Spec,
    /// What was compared differs, and the differences are out. Exit 1.
    Differs,
    /// The spec is at fault where 1 would mean something else, and the diagnostics are out. Exit 2.
    Unusable,
    /// What was asked for was not reached, for reasons in one line. Exit 1.
    Unfinished(String),
    /// Usage, or the machine: a message in one line with its remedy. Exit 2.
    Other(String),
    /// Nobody reads our data any more. Exit 0, as nothing went wrong here.
    NobodyReads,
}

impl Failure {
    /// An I/O error: what was tried, why it failed, what helps.
    pub(crate) fn io(what: impl Display, error: &io::Error) -> Self {
        let reason = reason(error);
        Self::Other(match remedy(error.kind()) {
            Some(remedy) => format!("{what}: {reason}: {remedy}"),
            None => format!("{what}: {reason}"),
        })
    }

    /// Says it and gives the exit code.
    pub(crate) fn exit(self) -> ExitCode {
        match self {
            Self::Spec | Self::Differs => ExitCode::from(1),
            Self::Unusable => ExitCode::from(2),
            Self::Unfinished(message) => {
                crate::report::error(&message);
                ExitCode::from(1)
            }
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
            ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::io("standard output", &error),
        }
    }
}

/// The error in words, without the number that `io::Error` adds and what the zip's writer puts before.
fn reason(error: &io::Error) -> String {
    let text = error.to_string().to_lowercase();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.trim_start_matches("i/o error: ").to_owned()
}

fn remedy(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "check the name",
        ErrorKind::PermissionDenied => "check who may use it, or choose another place",
        ErrorKind::NotADirectory => "a part of this path is a file: choose another place",
        ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty => {
            "something was put there in the meantime: look at it, then run this again"
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room, or choose another place"
        }
        ErrorKind::ReadOnlyFilesystem => "choose another place",
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            "a mount point cannot be replaced: choose a directory below it"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_io_error_has_reason_and_remedy_but_no_number() {
        let Failure::Other(text) = Failure::io("out", &io::Error::from_raw_os_error(13)) else {
            panic!("an I/O error is not the spec's fault");
        };
        assert_eq!(text, "out: permission denied: check who may use it, or choose another place");
    }

    #[test]
    fn a_reader_that_has_gone_is_no_error() {
        let gone = io::Error::from(ErrorKind::BrokenPipe);
        assert!(matches!(Failure::from(gone), Failure::NobodyReads));
    }
}
