//! Mutants: rendered files in which one thing is wrong, which the check must notice.
//!
//! Every value of every line gives one, by its place and not by chance. What is no value gives none, by rule:
//!
//! - Markdown is prose, and so is a line that begins with a comment's sign.
//! - What reads as the same values in another order is no fault: keys of YAML and JSON, flags, lines of files that
//!   have no order. Items of lists, commands of one key and lines of scripts have one.

mod line;
mod order;
mod reasons;
mod run;

pub use reasons::{Reason, reason_for, reasons};
pub use run::{Score, Survivor, score};

use crate::settings::extension;

/// What was done to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A number is one more.
    Number,
    /// A word has another letter.
    Word,
    /// `true` is `false`, or `on` is `off`.
    Boolean,
    /// A digit of a checksum or key is another.
    Hash,
    /// A line is missing.
    Removed,
    /// A line stands twice.
    Doubled,
    /// Two lines have changed places.
    Swapped,
}

/// A file in which one thing is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// What was done.
    pub kind: Kind,
    /// The line it was done to, from 1.
    pub line: usize,
    /// What is wrong, for people: `8080 -> 8081`.
    pub what: String,
    /// The file's new text.
    pub text: String,
}

impl Kind {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Word => "word",
            Self::Boolean => "boolean",
            Self::Hash => "hash",
            Self::Removed => "removed",
            Self::Doubled => "doubled",
            Self::Swapped => "swapped",
        }
    }
}

/// Every mutant of the file at `path`, of those lines that `wanted` picks by the number of the mutant.
pub fn mutants(path: &str, text: &str, mut wanted: impl FnMut() -> bool) -> Vec<Mutant> {
    if extension(path) == "md" {
        return Vec::new();
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut found = Vec::new();
    for (index, whole) in lines.iter().enumerate() {
        if is_prose(whole, index) {
            continue;
        }
        let before: usize = lines[..index].iter().map(|line| line.len()).sum();
        for change in line::changes(whole) {
            if !wanted() {
                continue;
            }
            let (start, end) = (before + change.at.start, before + change.at.end);
            let text = [&text[..start], &change.to, &text[end..]].concat();
            let what = format!("{} -> {}", &whole[change.at], change.to);
            found.push(Mutant { kind: change.kind, line: index + 1, what, text });
        }
        for (kind, changed) in order::changes(path, &lines, index) {
            if !wanted() {
                continue;
            }
            let what = whole.trim().chars().take(60).collect();
            if !order::reads_the_same(path, text, &changed) {
                found.push(Mutant { kind, line: index + 1, what, text: changed });
            }
        }
    }
    found
}

/// Blank lines and comments; the first line of a script names its program.
fn is_prose(line: &str, index: usize) -> bool {
    let line = line.trim_start();
    let program = index == 0 && line.starts_with("#!");
    let cloud_config = line.starts_with("#cloud-config");
    line.is_empty() || (line.starts_with(['#', ';']) && !program && !cloud_config)
}
