//! All findings of one run.

use super::{Code, Diagnostic, Severity};
use crate::order;
use crate::source::Tree;

/// Findings in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The findings: sorted by place once the run is over.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Whether anything keeps the cluster from being rendered.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings have this weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// Every finding, in order, for whoever changes them: a megabyte of text can have two hundred thousand.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Fills in the positions that findings know only as paths.
    pub(crate) fn locate(&mut self, tree: &Tree) {
        for diagnostic in &mut self.diagnostics {
            if diagnostic.span.is_none() {
                diagnostic.span = Some(tree.locate(&diagnostic.path));
            }
            for related in &mut diagnostic.related {
                if let (None, Some(path)) = (related.span, &related.path) {
                    related.span = Some(tree.locate(path));
                }
            }
        }
    }

    /// Lowers what the user has accepted by name to a note that says so.
    pub(crate) fn accept(&mut self, codes: &[Code]) {
        for diagnostic in &mut self.diagnostics {
            if diagnostic.severity != Severity::Note
                && diagnostic.code.can_be_allowed()
                && codes.contains(&diagnostic.code)
            {
                diagnostic.severity = Severity::Note;
                diagnostic.allowed = true;
            }
        }
    }

    pub(crate) fn sort(&mut self) {
        order::sort_by(&mut self.diagnostics, |a, b| {
            (a.span, a.code, &a.path, &a.message).cmp(&(b.span, b.code, &b.path, &b.message))
        });
    }
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostics: vec![diagnostic] }
    }
}
