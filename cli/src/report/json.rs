//! Findings as JSON. These types are the format, which `validate --help` describes; the core's own
//! may change without it. Fields may be added, and none is renamed or removed.

use std::io::{self, Write};

use kubecore::diagnostic::{Diagnostic, Report, Severity};
use kubecore::source::{Position, Source, Span};
use serde::Serialize;

/// One run's findings.
#[derive(Serialize)]
struct Document<'r> {
    /// The spec as named on the command line; `<stdin>` for `-`.
    file: &'r str,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// In the order of the text.
    diagnostics: Vec<Finding<'r>>,
}

/// One finding.
#[derive(Serialize)]
struct Finding<'r> {
    /// `KC0207`: `explain` says more.
    code: &'static str,
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// What is wrong, in one line.
    message: &'r str,
    /// The field, as `$.nodes[2].ip`.
    path: String,
    /// First character; `null` where there is no text, as of a file that is too long.
    start: Option<Place>,
    /// The character after the last.
    end: Option<Place>,
    /// What to write instead; may be empty.
    help: &'r str,
    /// Whether the spec's `allow` accepts it.
    allowed: bool,
    /// Other places that take part.
    related: Vec<Related<'r>>,
}

/// Another place that takes part in a finding.
#[derive(Serialize)]
struct Related<'r> {
    /// What it has to do with it.
    label: &'r str,
    path: Option<String>,
    start: Option<Place>,
    end: Option<Place>,
}

/// Both count from 1; a column is a character, not a byte.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// Writes one document and a line end.
pub(super) fn write(out: &mut dyn Write, source: &Source, report: &Report) -> io::Result<()> {
    let document = Document {
        file: source.name(),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        notes: report.count(Severity::Note),
        diagnostics: report.diagnostics().iter().map(finding).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)?;
    out.flush()
}

fn finding(diagnostic: &Diagnostic) -> Finding<'_> {
    Finding {
        code: diagnostic.code.as_str(),
        severity: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        path: diagnostic.path.to_string(),
        start: start(diagnostic.span),
        end: end(diagnostic.span),
        help: &diagnostic.help,
        allowed: diagnostic.allowed,
        related: diagnostic
            .related
            .iter()
            .map(|related| Related {
                label: &related.label,
                path: related.path.as_ref().map(ToString::to_string),
                start: start(related.span),
                end: end(related.span),
            })
            .collect(),
    }
}

fn start(span: Option<Span>) -> Option<Place> {
    span.map(|span| place(span.start))
}

fn end(span: Option<Span>) -> Option<Place> {
    span.map(|span| place(span.end))
}

fn place(position: Position) -> Place {
    Place { line: position.line, column: position.column }
}
