//! What is wrong, where, why it matters and what to write instead.

mod catalogue;
mod code;
mod frame;
mod report;

pub use code::{Code, Level};
pub use frame::frame;
pub use report::Report;

use crate::source::{FieldPath, Span};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is rendered.
    Error,
    /// It renders, and may well not do what was meant.
    Warning,
    /// Worth knowing; or a finding that `allow` accepts.
    Note,
}

impl Severity {
    /// The word that messages begin with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule; `kubecore-cli explain CODE` says more.
    pub code: Code,
    /// How much it weighs in this file.
    pub severity: Severity,
    /// What is wrong, with the values at fault.
    pub message: String,
    /// The field at fault.
    pub path: FieldPath,
    /// Where it stands in the text; `None` only where there is no text.
    pub span: Option<Span>,
    /// What to write instead.
    pub help: String,
    /// Other places that take part.
    pub related: Vec<Related>,
    /// Whether `allow` accepts this finding.
    pub allowed: bool,
}

/// Another place that takes part in a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The field, if it is one.
    pub path: Option<FieldPath>,
    /// Where it stands in the text.
    pub span: Option<Span>,
    /// What it has to do with it.
    pub label: String,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            path: FieldPath::root(),
            span: None,
            help: String::new(),
            related: Vec::new(),
            allowed: false,
        }
    }

    pub(crate) fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    pub(crate) fn path(mut self, path: FieldPath) -> Self {
        self.path = path;
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub(crate) fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { path: None, span: Some(span), label: label.into() });
        self
    }

    pub(crate) fn related_path(mut self, path: FieldPath, label: impl Into<String>) -> Self {
        self.related.push(Related { path: Some(path), span: None, label: label.into() });
        self
    }
}
