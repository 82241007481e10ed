//! Forms of what is printed.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Human,
    /// One JSON document
    Json,
    /// One document of SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub's runners, a line each
    Github,
}

/// The form of data that is no diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Human,
    /// One JSON document
    Json,
}

impl ListFormat {
    /// The form of diagnostics beside such data.
    pub(crate) fn diagnostics(self) -> Format {
        match self {
            Self::Human => Format::Human,
            Self::Json => Format::Json,
        }
    }
}
