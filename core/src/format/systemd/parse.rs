//! Reads a unit file back, as systemd.syntax(7) says.

use std::borrow::Cow;

use super::unit::{Entry, Section, UnitFile, Value, WHITE_SPACE};
use crate::format::error::ParseError;

impl UnitFile {
    /// Reads a unit file or drop-in.
    ///
    /// What systemd would only log and skip is an error here: a line without `=`, an assignment
    /// before the first section, a broken header, a control character other than a tab, a value that
    /// ends in a lone backslash (white space behind it keeps it from continuing the line).
    /// White space around a continuation counts as one space.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut unit = Self::default();
        let mut lines = (1..).zip(text.lines());
        while let Some((number, line)) = lines.next() {
            let line = clean(number, line)?;
            if line.trim_end_matches(WHITE_SPACE).is_empty() || is_comment(line) {
                continue;
            }
            if let Some(header) = line.trim_end_matches(WHITE_SPACE).strip_prefix('[') {
                unit.sections.push(section(number, header)?);
                continue;
            }
            let (key, first) = line
                .split_once('=')
                .ok_or_else(|| ParseError::new(number, "neither a section nor key=value"))?;
            let key = key.trim_end_matches(WHITE_SPACE);
            if key.is_empty() {
                return Err(ParseError::new(number, "no key before `=`"));
            }
            let value = value(first, &mut lines)?;
            if value.lines().last().is_some_and(|last| continuation(last).1) {
                return Err(ParseError::new(number, "a lone backslash at the end of a value"));
            }
            unit.sections
                .last_mut()
                .ok_or_else(|| ParseError::new(number, "an assignment before the first section"))?
                .entries
                .push(Entry { key: Cow::Owned(key.to_owned()), value });
        }
        Ok(unit)
    }
}

/// Collects the first line of a value and the lines that continue it.
fn value<'a>(
    first: &'a str,
    rest: &mut impl Iterator<Item = (usize, &'a str)>,
) -> Result<Value, ParseError> {
    let mut value = Value::default();
    let mut current = first;
    loop {
        let (piece, continued) = continuation(current);
        value.continue_with(piece);
        if !continued {
            return Ok(value);
        }
        // A comment inside a continuation is left out and does not end it.
        let next = loop {
            match rest.next() {
                Some((number, line)) => {
                    let line = clean(number, line)?;
                    if !is_comment(line) {
                        break line;
                    }
                }
                None => break "",
            }
        };
        current = next;
    }
}

/// The line without the backslash that continues it, and whether there was one.
fn continuation(line: &str) -> (&str, bool) {
    let backslashes = line.bytes().rev().take_while(|b| *b == b'\\').count();
    match line.strip_suffix('\\') {
        Some(before) if backslashes % 2 == 1 => (before, true),
        _ => (line, false),
    }
}

fn section(number: usize, header: &str) -> Result<Section, ParseError> {
    match header.strip_suffix(']') {
        Some(name) if !name.is_empty() && !name.contains(['[', ']']) => {
            Ok(Section { name: Cow::Owned(name.to_owned()), entries: Vec::new() })
        }
        _ => Err(ParseError::new(number, "a section header is `[Name]`")),
    }
}

/// Without white space before it; that behind it tells a backslash from a continuation.
fn clean(number: usize, line: &str) -> Result<&str, ParseError> {
    if line.contains(|c: char| c.is_control() && c != '\t') {
        return Err(ParseError::new(number, "a control character"));
    }
    Ok(line.trim_start_matches(WHITE_SPACE))
}

fn is_comment(line: &str) -> bool {
    line.starts_with(['#', ';'])
}
