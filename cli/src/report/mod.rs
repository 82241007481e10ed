//! Telling what was found: frames for people, one JSON document for programs.

mod json;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use kubecore::diagnostic::{Report, Severity, frame};
use kubecore::source::Source;

use crate::args::Format;

/// How findings are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    pub(crate) format: Format,
    /// Warnings weigh like errors.
    pub(crate) strict: bool,
    /// Where JSON goes: frames always go to standard error.
    pub(crate) channel: Channel,
}

/// Where a JSON document goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// The findings are what was asked for.
    Stdout,
    /// They come beside something else.
    Stderr,
}

impl Options {
    /// Whether these findings keep the cluster from being rendered.
    pub(crate) fn refuses(self, report: &Report) -> bool {
        report.has_errors() || (self.strict && report.count(Severity::Warning) > 0)
    }
}

/// Tells every finding.
pub(crate) fn tell(source: &Source, report: &Report, options: Options) -> io::Result<()> {
    match (options.format, options.channel) {
        (Format::Json, Channel::Stdout) => json::write(io::stdout().lock(), source, report),
        (Format::Json, Channel::Stderr) => json::write(io::stderr().lock(), source, report),
        (Format::Human, _) => human(source, report, options),
    }
}

/// One line that explains a failure.
pub(crate) fn error(message: &str) {
    let style = colour(Severity::Error);
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr().lock(), "{style}error{style:#}: {message}");
}

/// One line of talk.
pub(crate) fn say(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}

fn human(source: &Source, report: &Report, options: Options) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stderr().lock());
    for diagnostic in report.diagnostics() {
        let style = colour(diagnostic.severity);
        for (number, line) in frame(source, diagnostic).lines().enumerate() {
            writeln!(out, "{}", painted(line, number, style))?;
        }
        writeln!(out)?;
    }
    let refused = options.refuses(report);
    if refused {
        let style = colour(Severity::Error);
        writeln!(out, "{style}error{style:#}: {}: nothing can be rendered", count(report))?;
    } else if !report.is_empty() {
        writeln!(out, "{}", count(report))?;
    }
    out.flush()
}

/// A line of a frame with its colours: the first line's word, rules in blue, carets as the word.
fn painted(line: &str, number: usize, style: Style) -> String {
    let rule = AnsiColor::Blue.on_default();
    if number == 0 {
        let (word, rest) = line.split_once(": ").unwrap_or((line, ""));
        return format!(
            "{style}{word}{style:#}: {}{rest}{:#}",
            Style::new().bold(),
            Style::new().bold()
        );
    }
    let trimmed = line.trim_start();
    let margin = line.len() - trimmed.len();
    for mark in ["-->", "= "] {
        if let Some(rest) = trimmed.strip_prefix(mark) {
            return format!("{:margin$}{rule}{mark}{rule:#}{rest}", "");
        }
    }
    match line.split_once('|') {
        Some((before, after)) if after.trim_start().starts_with('^') => {
            format!("{rule}{before}|{rule:#}{style}{after}{style:#}")
        }
        Some((before, after)) => format!("{rule}{before}|{rule:#}{after}"),
        None => line.to_owned(),
    }
}

fn colour(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    }
    .on_default()
    .bold()
}

/// `2 errors, 1 warning`.
fn count(report: &Report) -> String {
    let counted: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let (n, word) = (report.count(severity), severity.as_str());
            match n {
                0 => None,
                1 => Some(format!("1 {word}")),
                _ => Some(format!("{n} {word}s")),
            }
        })
        .collect();
    counted.join(", ")
}
