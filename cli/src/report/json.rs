//! Findings as JSON. These types are the format; the core's own may change without it.

use std::io::{self, Write};

use kubecore::diagnostic::{Diagnostic, Report, Severity};
use kubecore::source::{Position, Source, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'r> {
    file: &'r str,
    errors: usize,
    warnings: usize,
    notes: usize,
    diagnostics: Vec<Finding<'r>>,
}

#[derive(Serialize)]
struct Finding<'r> {
    code: &'static str,
    severity: &'static str,
    message: &'r str,
    /// The field, as `$.nodes[2].ip`.
    path: String,
    /// First character; lines and columns count from 1.
    start: Option<Place>,
    /// The character after the last.
    end: Option<Place>,
    help: &'r str,
    /// Whether the spec's `allow` accepts it.
    allowed: bool,
    related: Vec<Related<'r>>,
}

#[derive(Serialize)]
struct Related<'r> {
    label: &'r str,
    path: Option<String>,
    start: Option<Place>,
    end: Option<Place>,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// Writes one document and a line end.
pub(super) fn write(mut out: impl Write, source: &Source, report: &Report) -> io::Result<()> {
    let document = Document {
        file: source.name(),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        notes: report.count(Severity::Note),
        diagnostics: report.diagnostics().iter().map(finding).collect(),
    };
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)
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
