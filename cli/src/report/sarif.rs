//! Findings as SARIF 2.1.0 (OASIS, 2020), for whatever collects them across programs.
//!
//! Columns count characters, as ours do; a finding that the spec's `allow` accepts is a suppressed result.

use std::fmt::Write as _;
use std::io::{self, Write};

use kubecore::diagnostic::{Code, Diagnostic, Report};
use kubecore::source::{Source, Span};
use serde::Serialize;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome<'r>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

/// What is always true of a code.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: String,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'r> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    physical: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[serde(rename = "logicalLocations")]
    logical: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    /// The column after the last.
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

#[derive(Serialize)]
struct Suppression<'r> {
    kind: &'static str,
    justification: &'r str,
}

/// Writes one document and a line end.
pub(super) fn write(out: &mut dyn Write, source: &Source, report: &Report) -> io::Result<()> {
    let mut codes: Vec<Code> = report.diagnostics().iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let uri = uri(source.name());
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "kubecore-cli",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: codes.iter().copied().map(rule).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: report
                .diagnostics()
                .iter()
                .map(|found| outcome(found, &codes, &uri))
                .collect(),
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)?;
    out.flush()
}

fn rule(code: Code) -> Rule {
    let accept = if code.can_be_allowed() {
        format!(" To accept it, add {code} to `allow` in cluster.yaml.")
    } else {
        String::new()
    };
    Rule {
        id: code.as_str(),
        name: format!("{code:?}"),
        short_description: Text { text: code.title().into() },
        full_description: Text { text: code.explain().into() },
        help: Text { text: format!("{}{accept}", code.explain()) },
        default_configuration: Configuration { level: code.level().as_str() },
    }
}

fn outcome<'r>(found: &'r Diagnostic, codes: &[Code], uri: &str) -> Outcome<'r> {
    let related = found.related.iter().zip(1..).map(|(related, id)| Location {
        id: Some(id),
        logical: related.path.iter().map(logical).collect(),
        message: Some(Text { text: related.label.clone() }),
        ..location(uri, related.span)
    });
    let allowed = Suppression { kind: "inSource", justification: "`allow` in the spec names it" };
    Outcome {
        rule_id: found.code.as_str(),
        rule_index: codes.binary_search(&found.code).unwrap_or_default(),
        level: found.severity.as_str(),
        message: Text { text: super::sentence(found) },
        locations: [Location { logical: vec![logical(&found.path)], ..location(uri, found.span) }],
        related_locations: related.collect(),
        suppressions: if found.allowed { vec![allowed] } else { Vec::new() },
    }
}

fn logical(path: &kubecore::source::FieldPath) -> Logical {
    Logical { fully_qualified_name: path.to_string() }
}

fn location(uri: &str, span: Option<Span>) -> Location {
    let region = span.map(|Span { start, end }| Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    });
    let artifact_location = Artifact { uri: uri.to_owned() };
    Location {
        id: None,
        physical: Physical { artifact_location, region },
        logical: Vec::new(),
        message: None,
    }
}

/// A file's name as a URI reference (RFC 3986): relative as it was given, or `file:` of an absolute one.
fn uri(name: &str) -> String {
    let name = if name == "<stdin>" { "stdin" } else { name };
    let mut uri = String::from(if name.starts_with('/') { "file://" } else { "" });
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_name_becomes_a_uri() {
        for (name, wanted) in [
            ("examples/a.yaml", "examples/a.yaml"),
            ("/tmp/a b.yaml", "file:///tmp/a%20b.yaml"),
            ("c:ä%.yaml", "c%3A%C3%A4%25.yaml"),
            ("<stdin>", "stdin"),
        ] {
            assert_eq!(uri(name), wanted);
        }
    }
}
