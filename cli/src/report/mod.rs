//! Telling what was found: frames for people, one document or a line each for programs.

mod github;
mod json;
mod paint;
mod sarif;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use kubecore::diagnostic::{Diagnostic, Report, Severity, frame};
use kubecore::pki::Problem;
use kubecore::source::Source;

use crate::args::Format;
use crate::failure::Failure;

/// How findings are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    pub(crate) format: Format,
    /// Warnings weigh like errors.
    pub(crate) strict: bool,
    /// Where what is for programs goes: frames always go to standard error.
    pub(crate) channel: Channel,
    /// Whether findings that refuse nothing are told.
    pub(crate) told: Told,
    /// What does not happen if the spec is refused.
    pub(crate) verdict: &'static str,
}

/// Which findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// All.
    Always,
    /// All; to people, those that `allow` accepts in one line: they were read once.
    AllowedInShort,
    /// All, if the spec is refused; else none: the command has little to do with them.
    IfRefused,
}

/// How many findings of a severity people are shown: one mistake in a list of machines is made for each.
const MOST: usize = 100;

/// Where what is for programs goes.
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

    /// Whether people are told no more of a finding than its code.
    fn shortens(self, found: &Diagnostic) -> bool {
        self.told == Told::AllowedInShort && found.allowed
    }
}

/// Tells every finding. Fails only where they are data: talk that nobody hears changes nothing.
pub(crate) fn tell(source: &Source, report: &Report, options: Options) -> Result<(), Failure> {
    if options.told == Told::IfRefused && !options.refuses(report) {
        return Ok(());
    }
    let write = match options.format {
        Format::Human => {
            let out = io::BufWriter::new(anstream::stderr().lock());
            let _ = human(out, source, report, options);
            return Ok(());
        }
        Format::Json => json::write,
        Format::Sarif => sarif::write,
        Format::Github => github::write,
    };
    let mut out: Box<dyn Write> = match options.channel {
        Channel::Stdout => Box::new(io::BufWriter::new(io::stdout().lock())),
        Channel::Stderr => Box::new(io::BufWriter::new(io::stderr().lock())),
    };
    match (write(&mut out, source, report), options.channel) {
        (Err(error), Channel::Stdout) => Err(error.into()),
        _ => Ok(()),
    }
}

/// What is wrong and what to write instead, where one text has to say both.
fn sentence(found: &Diagnostic) -> String {
    if found.help.is_empty() {
        found.message.clone()
    } else {
        format!("{}\nhelp: {}", found.message, found.help)
    }
}

/// Tells what is wrong with keys and certificates, in the shape of frames; files of `dir` get its name
/// before theirs. No line of a file is shown: it may be a key's.
pub(crate) fn problems(dir: Option<&Path>, problems: &[Problem], verdict: &str) {
    let mut out = io::BufWriter::new(anstream::stderr().lock());
    for Problem { code, file, message, help } in problems {
        let place = match dir {
            Some(dir) => dir.join(file).display().to_string(),
            None => file.clone(),
        };
        let place = if file.is_empty() { String::new() } else { format!(" --> {place}\n") };
        let plain = format!("error[{code}]: {message}\n{place}  = help: {help}");
        let _ = writeln!(out, "{}\n", paint::frame(&plain, Severity::Error));
    }
    let style = paint::colour(Severity::Error);
    let count = counted(problems.len(), "error");
    let _ = writeln!(out, "{style}error{style:#}: {count}: {verdict}");
}

/// One line that explains a failure.
pub(crate) fn error(message: &str) {
    let style = paint::colour(Severity::Error);
    let _ = writeln!(anstream::stderr().lock(), "{style}error{style:#}: {message}");
}

/// One line that is worth knowing.
pub(crate) fn note(message: &str) {
    let style = paint::colour(Severity::Note);
    let _ = writeln!(anstream::stderr().lock(), "{style}note{style:#}: {message}");
}

/// One line of talk.
pub(crate) fn say(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}

/// `1 machine`, `2 machines`.
pub(crate) fn counted(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

fn human(
    mut out: impl Write,
    source: &Source,
    report: &Report,
    options: Options,
) -> io::Result<()> {
    let in_short = |found: &&Diagnostic| options.shortens(found);
    let mut told: BTreeMap<Severity, usize> = BTreeMap::new();
    for diagnostic in report.diagnostics().iter().filter(|found| !in_short(found)) {
        let number = told.entry(diagnostic.severity).or_default();
        *number += 1;
        if *number <= MOST {
            let frame = frame(source, diagnostic);
            writeln!(out, "{}\n", paint::frame(&frame, diagnostic.severity))?;
        }
    }
    let untold: usize = told.values().map(|number| number.saturating_sub(MOST)).sum();
    if untold > 0 {
        let style = paint::colour(Severity::Note);
        writeln!(
            out,
            "{style}note{style:#}: {untold} more are not shown: `kubecore-cli validate --format json` has all"
        )?;
    }
    let allowed: BTreeSet<&str> =
        report.diagnostics().iter().filter(in_short).map(|found| found.code.as_str()).collect();
    if !allowed.is_empty() {
        let style = paint::colour(Severity::Note);
        let codes = allowed.into_iter().collect::<Vec<_>>().join(", ");
        writeln!(
            out,
            "{style}note{style:#}: `allow` accepts {codes}; `validate` shows what they say"
        )?;
    }
    if let Some(summary) = summary(report, options) {
        writeln!(out, "{summary}")?;
    }
    out.flush()
}

/// The last line, as rustc's.
fn summary(report: &Report, options: Options) -> Option<String> {
    let count = count(report);
    if options.refuses(report) {
        let style = paint::colour(Severity::Error);
        let why = if report.has_errors() { "" } else { " (--strict refuses warnings)" };
        Some(format!("{style}error{style:#}: {count}: {}{why}", options.verdict))
    } else {
        report.diagnostics().iter().any(|found| !options.shortens(found)).then_some(count)
    }
}

/// `2 errors, 1 warning`.
fn count(report: &Report) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (report.count(severity), severity.as_str()))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| counted(number, word))
        .collect();
    counts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, strict: bool) -> String {
        told(Told::Always, text, strict)
    }

    fn told(told: Told, text: &str, strict: bool) -> String {
        let source = Source::new("c.yaml", text);
        let report = kubecore::compile(&source).report;
        let options = Options {
            format: Format::Human,
            strict,
            channel: Channel::Stderr,
            told,
            verdict: "nothing was rendered",
        };
        let mut out = Vec::new();
        human(anstream::StripStream::new(&mut out), &source, &report, options).unwrap();
        String::from_utf8(out).unwrap()
    }

    const FINE: &str = "kubecore: v1\nname: a\nprofile: flatcar\nnodes:\n  \
        - { name: c, role: control-plane, ip: 192.168.1.2, schedulable: true }\n";

    #[test]
    fn a_fine_spec_needs_no_words() {
        assert_eq!(said(FINE, true), "");
    }

    #[test]
    fn faults_are_counted_in_the_last_line() {
        let text = FINE.replace("name: a", "name: A\ncolour: red");
        let said = said(&text, false);
        assert!(said.ends_with("\n\nerror: 2 errors: nothing was rendered\n"), "{said}");
    }

    #[test]
    fn no_more_is_shown_than_can_be_read() {
        let said = said(&format!("{FINE}{}name: A\n", "colour: red\n".repeat(300)), false);
        assert_eq!(said.matches("error[").count(), MOST);
        let end = said.split("\n\n").last().unwrap_or_default();
        let wanted = "note: 201 more are not shown: `kubecore-cli validate --format json` has all\n\
                      error: 301 errors: nothing was rendered\n";
        assert_eq!(end, wanted);
    }

    #[test]
    fn what_is_accepted_is_named_in_one_line() {
        let text = format!("{}allow: [KC0307]\n", FINE.replace(", schedulable: true", ""));
        let short = told(Told::AllowedInShort, &text, true);
        assert_eq!(short, "note: `allow` accepts KC0307; `validate` shows what they say\n");
        assert!(said(&text, true).contains("note[KC0307]"));
    }

    #[test]
    fn strictness_is_named_where_it_alone_refuses() {
        let text = FINE.replace(", schedulable: true", "");
        assert!(said(&text, false).ends_with("\n\n1 warning\n"), "{}", said(&text, false));
        let strict = said(&text, true);
        let last = "error: 1 warning: nothing was rendered (--strict refuses warnings)\n";
        assert!(strict.ends_with(last), "{strict}");
    }
}
