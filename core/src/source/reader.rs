//! YAML text → [`Tree`], refusing what a cluster description never needs.
//!
//! Recursion is bounded by [`MAX_DEPTH`], memory by the text's own length: aliases, which could
//! multiply it, are refused.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{
    Event, Marker, Parser, ScalarStyle, ScanError, Span as YamlSpan, StrInput, Tag,
};

use super::{At, Entry, MAX_BYTES, Node, Position, Source, Span, Tree, Value, too_long};
use crate::diagnostic::{Code, Diagnostic, Report};

/// How deep values may nest. The format itself needs five levels.
pub(crate) const MAX_DEPTH: usize = 32;

/// Reads the one document of `source`.
///
/// The tree is `None` if the text is no YAML at all; problems that leave a tree (a key twice, a
/// tag) are in the report beside it.
pub(crate) fn read(source: &Source) -> (Option<Tree>, Report) {
    let mut report = Report::default();
    if source.text().len() > MAX_BYTES {
        report.push(too_long());
        return (None, report);
    }
    let mut reader = Reader { events: Parser::new_from_str(source.text()), report, failed: false };
    let root = reader.document(source);
    let failed = reader.failed;
    (root.filter(|_| !failed).map(|root| Tree { root }), reader.report)
}

struct Reader<'input> {
    events: Parser<'input, StrInput<'input>>,
    report: Report,
    /// Set when nothing after this point can be trusted.
    failed: bool,
}

impl<'input> Reader<'input> {
    fn document(&mut self, source: &Source) -> Option<Node> {
        let root = loop {
            match self.next(source)? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd, _) => {
                    self.report.push(empty());
                    return None;
                }
                (event, span) => break self.node(source, event, span, At::Root, 0)?,
            }
        };
        loop {
            match self.next(source)? {
                (Event::StreamEnd, _) => break,
                (Event::DocumentStart(_), span) => {
                    self.fail(several_documents(span_of(span)));
                    return None;
                }
                _ => {}
            }
        }
        if matches!(root.value, Value::Null) {
            self.report.push(empty());
            return None;
        }
        Some(root)
    }

    fn node(
        &mut self,
        source: &Source,
        event: Event<'input>,
        span: YamlSpan,
        at: At<'_>,
        depth: usize,
    ) -> Option<Node> {
        if depth > MAX_DEPTH {
            self.fail(too_deep(span_of(span)));
            return None;
        }
        match event {
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.as_deref(), span, at);
                Some(Node { span: span_of(span), value: scalar(text, style) })
            }
            Event::SequenceStart(_, tag) => {
                self.refuse_tag(tag.as_deref(), span, at);
                let mut items = Vec::new();
                loop {
                    let (event, inner) = self.next(source)?;
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    let at = at.index(items.len());
                    items.push(self.node(source, event, inner, at, depth + 1)?);
                }
                Some(Node { span: span_of(span), value: Value::List(items) })
            }
            Event::MappingStart(_, tag) => {
                self.refuse_tag(tag.as_deref(), span, at);
                let entries = self.entries(source, at, depth)?;
                Some(Node { span: span_of(span), value: Value::Map(entries) })
            }
            Event::Alias(_) => {
                self.fail(alias(span_of(span)).path(at.path()));
                None
            }
            _ => {
                self.fail(syntax(source, position_of(&span.start), "unexpected end"));
                None
            }
        }
    }

    fn entries(&mut self, source: &Source, at: At<'_>, depth: usize) -> Option<Vec<Entry>> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        loop {
            let (event, span) = self.next(source)?;
            let (key, key_span) = match event {
                Event::MappingEnd => return Some(entries),
                Event::Scalar(text, _, _, _) => (text.into_owned(), span_of(span)),
                Event::Alias(_) => {
                    self.fail(alias(span_of(span)).path(at.path()));
                    return None;
                }
                other => {
                    self.report.push(complex_key(span_of(span)).path(at.path()));
                    self.node(source, other, span, at, depth + 1)?;
                    let (event, span) = self.next(source)?;
                    self.node(source, event, span, at, depth + 1)?;
                    continue;
                }
            };
            let (event, inner) = self.next(source)?;
            let here = at.key(&key);
            let node = self.node(source, event, inner, here, depth + 1)?;
            if let Some(first) = seen.get(&key) {
                self.report.push(twice(&key, key_span, *first).path(here.path()));
            } else {
                seen.insert(key.clone(), key_span);
                entries.push(Entry { key, key_span, node });
            }
        }
    }

    fn next(&mut self, source: &Source) -> Option<(Event<'input>, YamlSpan)> {
        match self.events.next() {
            Some(Ok(event)) => Some(event),
            Some(Err(error)) => {
                self.fail(scan_error(source, &error));
                None
            }
            None => None,
        }
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, span: YamlSpan, at: At<'_>) {
        if tag.is_some() {
            self.report.push(tagged(span_of(span)).path(at.path()));
        }
    }

    fn fail(&mut self, diagnostic: Diagnostic) {
        self.failed = true;
        self.report.push(diagnostic);
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    let plain = style == ScalarStyle::Plain;
    if plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Text(text.into_owned())
}

fn span_of(span: YamlSpan) -> Span {
    Span { start: position_of(&span.start), end: position_of(&span.end) }
}

fn position_of(marker: &Marker) -> Position {
    Position { line: marker.line(), column: marker.col() + 1 }
}

fn scan_error(source: &Source, error: &ScanError) -> Diagnostic {
    let at = position_of(error.marker());
    // The scanner may notice a tab a line early or late; what the user must see is the tab.
    let next = if error.info().contains("tab") { at.line + 1 } else { at.line };
    for number in [at.line, at.line.saturating_sub(1), next] {
        let indent = source.line(number).unwrap_or_default();
        let indent: String = indent.chars().take_while(|c| c.is_whitespace()).collect();
        if let Some(before) = indent.chars().position(|c| c == '\t') {
            return tab(Position { line: number, column: before + 1 });
        }
    }
    if error.info().contains("recursion limit") || error.info().contains("nesting") {
        return too_deep(Span::point(at));
    }
    syntax(source, at, error.info())
}

fn empty() -> Diagnostic {
    Diagnostic::new(Code::Empty, "the file describes nothing")
        .at(Span::point(Position::START))
        .help("`kubecore-cli init` writes a cluster.yaml to start from")
}

fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::new(Code::SeveralDocuments, "a second YAML document begins here")
        .at(span)
        .help("one file describes one cluster: put the second into a file of its own")
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, format!("values nest deeper than {MAX_DEPTH} levels"))
        .at(span)
        .help("the format needs five levels: look for a bracket that is never closed")
}

fn alias(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Alias, "a YAML alias (`*name`) stands here")
        .at(span)
        .help("write the value out, or use `pools` for many alike machines")
}

fn tagged(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Tagged, "a YAML tag (`!name`) stands before this value")
        .at(span)
        .help("remove the tag: each field knows its own type")
}

fn twice(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, format!("key `{key}` stands here a second time"))
        .at(span)
        .related(first, "first given here")
        .help("keep one of the two")
}

fn complex_key(span: Span) -> Diagnostic {
    Diagnostic::new(Code::ComplexKey, "this key is a list or a mapping, not a word")
        .at(span)
        .help("put quotes around the key if the brackets belong to it")
}

fn tab(at: Position) -> Diagnostic {
    Diagnostic::new(Code::Tab, "this line is indented with a tab")
        .at(Span::point(at))
        .help("indent with spaces: YAML refuses tabs")
}

fn syntax(source: &Source, at: Position, info: &str) -> Diagnostic {
    let last = source.text().lines().count().max(1);
    let at = if at.line > last { Position::end_of(source.text().trim_end()) } else { at };
    Diagnostic::new(Code::Syntax, format!("this is not YAML: {info}"))
        .at(Span::point(at))
        .help("check indentation, quotes and brackets here and on the line above")
}
