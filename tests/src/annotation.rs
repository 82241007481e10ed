//! Expected diagnostics, written as comments beside the lines they are about.
//!
//! ```yaml
//!   pods: 10.2.0.5/16   #! error KC0202:9 10.2.0.5/16 has host bits set #! help: write 10.2.0.0/16
//! #! @3:1 error KC0005 this line is indented with a tab
//! ```
//!
//! The number after the code is the column; `@line:column` is for lines that can carry no comment. A help is
//! compared where one is written.

use std::fmt;

use kubecore::diagnostic::Diagnostic;

/// What begins an annotation.
pub const MARK: &str = "#!";

/// One diagnostic as the corpus wants it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// `KC0202`.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// The whole message.
    pub message: String,
    /// The whole help, if the corpus pins it.
    pub help: Option<String>,
}

impl Expected {
    /// What the program said.
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let start = diagnostic.span.map(|span| span.start);
        Self {
            line: start.map_or(0, |start| start.line),
            column: start.map_or(0, |start| start.column),
            code: diagnostic.code.to_string(),
            severity: diagnostic.severity.as_str().to_owned(),
            message: diagnostic.message.clone(),
            help: Some(diagnostic.help.clone()),
        }
    }

    /// Whether `actual` is this diagnostic, word by word.
    pub fn matches(&self, actual: &Self) -> bool {
        let help = self.help.as_ref().is_none_or(|help| Some(help) == actual.help.as_ref());
        help && self.message == actual.message && self.is_about(actual)
    }

    /// Whether `actual` is about the same thing at the same place, whatever its words.
    pub fn is_about(&self, actual: &Self) -> bool {
        let key = |e: &Self| (e.line, e.column, e.code.clone(), e.severity.clone());
        key(self) == key(actual)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, code, severity, message, help } = self;
        write!(f, "{line}:{column} {severity} {code} {message}")?;
        help.as_ref().map_or(Ok(()), |help| write!(f, " (help: {help})"))
    }
}

/// Every annotation of `text`, in order.
pub fn read(text: &str) -> Vec<Expected> {
    let mut found: Vec<Expected> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for part in line.split(MARK).skip(1).map(str::trim) {
            if let Some(help) = part.strip_prefix("help:") {
                found.last_mut().expect("a help follows its diagnostic").help =
                    Some(help.trim().to_owned());
            } else {
                found.push(parse(part, index + 1));
            }
        }
    }
    found
}

/// `text` with the words of its annotations replaced by those of `actual`. Codes, weights and places stay:
/// they are for people to decide.
pub fn reword(text: &str, actual: &[Expected]) -> String {
    let mut left = actual.to_vec();
    let mut out = String::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let (body, end) = line.strip_suffix('\n').map_or((line, ""), |body| (body, "\n"));
        let mut parts = body.split(MARK);
        out.push_str(parts.next().unwrap_or_default());
        let mut current = None;
        for (number, part) in parts.enumerate() {
            let part = part.trim();
            out.push_str(if number == 0 { MARK } else { " #!" });
            if part.starts_with("help:") {
                let help = current.as_ref().and_then(|found: &Expected| found.help.clone());
                out.push_str(&help.map_or(format!(" {part}"), |help| format!(" help: {help}")));
                continue;
            }
            let wanted = parse(part, index + 1);
            let found = left.iter().position(|found| wanted.is_about(found));
            current = found.map(|found| left.remove(found));
            let words =
                current.as_ref().map_or(wanted.message.as_str(), |found| found.message.as_str());
            let head = part.strip_suffix(&wanted.message).unwrap_or(part).trim_end();
            out.push_str(format!(" {head} {words}").trim_end());
        }
        out.push_str(end);
    }
    out
}

fn parse(part: &str, line: usize) -> Expected {
    try_parse(part, line).unwrap_or_else(|| panic!("line {line}: not an annotation: {part:?}"))
}

fn try_parse(part: &str, line: usize) -> Option<Expected> {
    let (place, rest) = match part.strip_prefix('@') {
        Some(rest) => rest.split_once(' ').map(|(place, rest)| (Some(place), rest))?,
        None => (None, part),
    };
    let (severity, rest) = rest.split_once(' ')?;
    let (code, message) = rest.split_once(' ').unwrap_or((rest, ""));
    let (line, column, code) = match place {
        Some(place) => {
            place.split_once(':').map(|(line, column)| (number(line), number(column), code))?
        }
        None => code.split_once(':').map(|(code, column)| (line, number(column), code))?,
    };
    assert!(
        matches!(severity, "error" | "warning" | "note"),
        "line {line}: unknown weight {severity:?}"
    );
    Some(Expected {
        line,
        column,
        code: code.to_owned(),
        severity: severity.to_owned(),
        message: message.to_owned(),
        help: None,
    })
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("not a number: {text:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "a: b #! error KC0101:1 one #! warning KC0202:4 two #! help: do\n#! @9:2 note KC0214\n";

    #[test]
    fn annotations_are_read() {
        let shown: Vec<String> = read(TEXT).iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            ["1:1 error KC0101 one", "1:4 warning KC0202 two (help: do)", "9:2 note KC0214 "]
        );
    }

    #[test]
    fn only_words_are_replaced() {
        let mut actual = read(TEXT);
        actual[0].message = "ONE".to_owned();
        actual[1].help = Some("DO".to_owned());
        actual[2].message = "THREE".to_owned();
        let wanted = "a: b #! error KC0101:1 ONE #! warning KC0202:4 two #! help: DO\n#! @9:2 note KC0214 THREE\n";
        assert_eq!(reword(TEXT, &actual), wanted);
        actual[0].column = 2;
        assert!(reword(TEXT, &actual).starts_with("a: b #! error KC0101:1 one"));
    }

    #[test]
    fn each_part_counts() {
        let base = read(TEXT).remove(1);
        assert!(base.matches(&base));
        for change in [
            |e: &mut Expected| e.line += 1,
            |e: &mut Expected| e.column += 1,
            |e: &mut Expected| e.code.push('0'),
            |e: &mut Expected| e.severity = "error".to_owned(),
            |e: &mut Expected| e.message.push('.'),
            |e: &mut Expected| e.help = Some("other".to_owned()),
        ] {
            let mut other = base.clone();
            change(&mut other);
            assert!(!base.matches(&other), "{other}");
        }
    }
}
