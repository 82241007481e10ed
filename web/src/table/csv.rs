//! Comma-separated values, as RFC 4180 has them; tabs and semicolons as spreadsheets write them.
//!
//! Our own, as a message must say the line and the column of a mistake, and nothing is guessed: what
//! a reader for any file forgives would be a wrong machine here.

/// One line of a file; in quotes, it may go on over several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it begins, from 1.
    pub(super) line: usize,
    /// What stands in it, without quotes. A cell that begins like a formula is a text like any other.
    pub(super) cells: Vec<String>,
}

/// What cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// The line, from 1.
    pub(super) line: usize,
    /// The cell in it, from 1.
    pub(super) column: usize,
    /// What is wrong there, and what to write instead.
    pub(super) message: String,
}

/// The largest text that is read, in bytes.
const LARGEST: usize = 4 << 20;

/// Every record that is not empty. Stops at the first problem: after a wrong quote, nothing is where
/// it seems to be.
pub(super) fn read(text: &str) -> Result<Vec<Record>, Problem> {
    if text.len() > LARGEST {
        return Err(problem(1, 1, "more than 4 MB: add the rows in several parts"));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { rest: text, line: 1, separator: separator(text) };
    let mut records = Vec::new();
    while !reader.rest.is_empty() {
        let record = reader.record()?;
        if record.cells.iter().any(|cell| !cell.trim().is_empty()) {
            records.push(record);
        }
    }
    Ok(records)
}

struct Reader<'t> {
    rest: &'t str,
    line: usize,
    separator: char,
}

impl Reader<'_> {
    fn record(&mut self) -> Result<Record, Problem> {
        let mut record = Record { line: self.line, cells: Vec::new() };
        loop {
            let column = record.cells.len() + 1;
            let cell = match self.rest.strip_prefix('"') {
                Some(rest) => {
                    self.rest = rest;
                    self.quoted(column)?
                }
                None => self.plain(column)?,
            };
            record.cells.push(cell);
            if let Some(rest) = self.rest.strip_prefix(self.separator) {
                self.rest = rest;
            } else if self.end_line() {
                return Ok(record);
            } else {
                let message = "something follows the closing quote: write a quote inside as \"\"";
                return Err(problem(self.line, column, message));
            }
        }
    }

    /// A cell up to the separator or the end of its line.
    fn plain(&mut self, column: usize) -> Result<String, Problem> {
        let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        if cell.contains('"') {
            let message =
                "a quote inside a cell: put the whole cell in quotes, and write it as \"\"";
            return Err(problem(self.line, column, message));
        }
        self.rest = rest;
        self.clean(cell, column)
    }

    /// A cell behind its opening quote, up to the closing one.
    fn quoted(&mut self, column: usize) -> Result<String, Problem> {
        let line = self.line;
        let mut cell = String::new();
        loop {
            let Some((part, rest)) = self.rest.split_once('"') else {
                return Err(problem(line, column, "the closing quote is missing"));
            };
            cell.push_str(part);
            self.rest = rest.strip_prefix('"').unwrap_or(rest);
            if self.rest.len() == rest.len() {
                return self.clean(&cell, column);
            }
            cell.push('"');
        }
    }

    fn clean(&self, cell: &str, column: usize) -> Result<String, Problem> {
        if cell.chars().any(|c| c.is_control() && c != '\t') {
            let message = "a line break or another control character: write the cell on one line";
            return Err(problem(self.line, column, message));
        }
        Ok(cell.to_owned())
    }

    /// Whether a line ended here. An end of the text ends a line too.
    fn end_line(&mut self) -> bool {
        let rest = ["\r\n", "\n", "\r"].iter().find_map(|end| self.rest.strip_prefix(end));
        if let Some(rest) = rest {
            self.rest = rest;
            self.line += 1;
        }
        rest.is_some() || self.rest.is_empty()
    }
}

fn problem(line: usize, column: usize, message: &str) -> Problem {
    Problem { line, column, message: message.to_owned() }
}

/// The sign that stands most often outside of quotes in the first line; a comma if none does.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    let mut quoted = false;
    let begins = text.trim_start_matches(['\r', '\n']);
    for c in begins.chars().take_while(|c| !matches!(c, '\r' | '\n')) {
        quoted ^= c == '"';
        if let Some((_, count)) = counts.iter_mut().find(|(sign, _)| *sign == c && !quoted) {
            *count += 1;
        }
    }
    let most = counts.into_iter().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count);
    most.map_or(',', |(sign, _)| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).expect(text).into_iter().map(|record| record.cells).collect()
    }

    #[test]
    fn the_separators_of_spreadsheets_are_told_apart() {
        let wanted = [["a", "b"], ["c", "d"]];
        for text in ["a,b\nc,d\n", "a;b\r\nc;d", "a\tb\rc\td\r", "\u{feff}a,b\r\n\r\n,\r\nc,d\r\n"]
        {
            assert_eq!(cells(text), wanted, "{text:?}");
        }
        assert_eq!(cells("\"x;y;z\",b\n"), [["x;y;z", "b"]]);
        assert_eq!(cells("a,b,c;d"), [["a", "b", "c;d"]]);
        assert!(cells("").is_empty());
        assert!(cells("\n\n").is_empty());
    }

    #[test]
    fn quotes_are_those_of_the_rfc() {
        assert_eq!(cells("\"a,\"\"b\"\"\",\"\"\n"), [["a,\"b\"", ""]]);
        assert_eq!(cells("a,\"b\""), [["a", "b"]]);
    }

    #[test]
    fn what_looks_like_a_formula_is_data() {
        let text = "=1+1,+1,-1,@a\n=HYPERLINK(x)";
        assert_eq!(cells(text), [vec!["=1+1", "+1", "-1", "@a"], vec!["=HYPERLINK(x)"]]);
    }

    #[test]
    fn a_mistake_is_said_with_its_place() {
        let cases = [
            ("a,b\nc,\"d", 2, 2, "closing quote is missing"),
            ("a,\"b\"c", 1, 2, "follows the closing quote"),
            ("a\n\nb\"c", 3, 1, "quote inside"),
            ("a\nb,\"c\nd\"", 2, 2, "line break"),
            ("a,b\u{0}", 1, 2, "control character"),
            ("PK\u{3}\u{4}", 1, 1, "control character"),
        ];
        for (text, line, column, part) in cases {
            let found = read(text).expect_err(text);
            assert_eq!((found.line, found.column), (line, column), "{text:?}");
            assert!(found.message.contains(part), "{text:?}: {}", found.message);
        }
    }

    #[test]
    fn hostile_texts_end_soon() {
        let quotes = "\"".repeat(LARGEST);
        assert!(read(&quotes).is_ok());
        assert!(read(&quotes[1..]).is_err());
        assert!(read(&",".repeat(LARGEST)).expect("commas").is_empty());
        assert!(read(&"\n".repeat(LARGEST)).expect("lines").is_empty());
        assert!(read(&"a".repeat(LARGEST + 1)).expect_err("size").message.contains("4 MB"));
    }
}
