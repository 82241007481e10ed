//! The parts of a text and their classes, kept apart from the text: worked out once, drawn many times.

use std::ops::Range;

use crate::highlight::{self, Class, Kind};

/// A text in colours.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Painted {
    /// Its format.
    pub(super) kind: Kind,
    spans: Vec<(Class, Range<usize>)>,
    /// Where each line ends among them.
    ends: Vec<usize>,
    /// The length of the longest line, in bytes.
    longest: usize,
}

/// A line of more bytes is written for machines: nobody scrolls along it. Ignition's configs are one such
/// line.
const LONG: usize = 2000;

impl Painted {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let kind = Kind::of(path, text);
        let (mut spans, mut ends, mut at) = (Vec::new(), Vec::new(), 0);
        for line in highlight::lines(kind, text).iter() {
            for span in line {
                spans.push((span.class, at..at + span.text.len()));
                at += span.text.len();
            }
            ends.push(spans.len());
        }
        let longest = text.split('\n').map(str::len).max().unwrap_or_default();
        Self { kind, spans, ends, longest }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it can be read only where its lines are wrapped.
    pub(super) fn is_long(&self) -> bool {
        self.longest > LONG
    }

    /// The parts of a line, counted from 0.
    pub(super) fn line(&self, line: usize) -> &[(Class, Range<usize>)] {
        let end = self.ends.get(line).copied().unwrap_or_default();
        let before = line.checked_sub(1).and_then(|before| self.ends.get(before));
        self.spans.get(before.copied().unwrap_or_default()..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_add_up_to_the_text() {
        let text = "a: 1 # é\n\nb: \"x\"\n  c";
        let painted = Painted::new("a.yaml", text);
        let lines: Vec<String> = (0..painted.len())
            .map(|line| painted.line(line).iter().map(|(_, range)| &text[range.clone()]).collect())
            .collect();
        assert_eq!(lines, text.split_inclusive('\n').collect::<Vec<_>>());
        assert_eq!(painted.line(9), []);
        assert_eq!(Painted::new("a", "").len(), 0);
    }

    #[test]
    fn one_long_line_is_enough_to_be_long() {
        let long = ["{\n\"a\": \"", &"b".repeat(LONG), "\"\n}"].concat();
        assert!(Painted::new("config.ign", &long).is_long());
        assert!(!Painted::new("a.env", &"A=1\n".repeat(LONG)).is_long());
    }
}
