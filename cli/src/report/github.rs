//! Findings as GitHub's workflow commands: a runner that reads them shows each beside its line.

use std::io::{self, Write};

use kubecore::diagnostic::{Report, Severity};
use kubecore::source::Source;

/// Writes a line for each finding.
pub(super) fn write(out: &mut dyn Write, source: &Source, report: &Report) -> io::Result<()> {
    for found in report.diagnostics() {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let title = property(&format!("{}: {}", found.code, found.code.title()));
        write!(out, "::{command} title={title},file={}", property(source.name()))?;
        if let Some(span) = found.span {
            let (start, end) = (span.start, span.end);
            write!(out, ",line={},endLine={}", start.line, end.line)?;
            // A runner takes columns within one line alone.
            if start.line == end.line {
                write!(out, ",col={},endColumn={}", start.column, end.column)?;
            }
        }
        writeln!(out, "::{}", data(&super::sentence(found)))?;
    }
    out.flush()
}

/// What would end the line, or begin an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same within a property, which a comma or colon would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_its_command() {
        let source = Source::new("a,b:%.yaml", "kubecore: v1\nname: \"A\\n::error::x\"\n");
        let report = kubecore::compile(&source).report;
        let mut out = Vec::new();
        write(&mut out, &source, &report).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), report.diagnostics().len());
        assert!(text.lines().all(|line| line.starts_with("::")), "{text}");
        assert!(text.contains("file=a%2Cb%3A%25.yaml,line=2,"), "{text}");
        assert_eq!(property("a%:\r\n,"), "a%25%3A%0D%0A%2C");
    }
}
