//! What is wrong with keys and certificates.

use std::fmt;

use crate::diagnostic::Code;

/// One finding: which rule, in which file, what is wrong and what to do. Never shows a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which rule; `kubecore-cli explain CODE` says more.
    pub code: Code,
    /// The file at fault, as it is called in the PKI directory or was given; empty where it is none.
    pub file: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, file: String::new(), message: message.into(), help: help.into() }
    }

    pub(crate) fn file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// What no input should be able to cause.
    pub(crate) fn bug(what: &str) -> Self {
        Self::new(
            Code::OurBug,
            format!("{what} cannot be encoded"),
            "please report this with the cluster.yaml",
        )
    }
}

/// Without the code, which faces show in their own way.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}: ", self.file)?;
        }
        write!(f, "{}: {}", self.message, self.help)
    }
}
