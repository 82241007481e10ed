//! A text taken from left to right, each piece with its class.

use super::class::Class;
use super::span::{Lines, Span};

/// Takes every byte once and in order, so that the lines add up to the text whatever a format makes of it.
pub(super) struct Pen<'t> {
    text: &'t str,
    /// Where the open span begins.
    from: usize,
    at: usize,
    class: Class,
    lines: Lines<'t>,
}

impl<'t> Pen<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, from: 0, at: 0, class: Class::Plain, lines: Lines::default() }
    }

    /// What was not taken yet.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What was not taken yet of this line, without its break. Looks through the line: once for each, or a
    /// long line takes long.
    pub(super) fn line(&self) -> &'t str {
        let rest = self.rest();
        rest.find('\n').and_then(|end| rest.get(..end)).unwrap_or(rest)
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes that many bytes.
    pub(super) fn take(&mut self, bytes: usize, class: Class) {
        let rest = self.rest();
        for piece in rest.get(..bytes).unwrap_or(rest).split_inclusive('\n') {
            if class != self.class {
                self.close();
                self.class = class;
            }
            self.at += piece.len();
            if piece.ends_with('\n') {
                self.close();
                self.lines.ends.push(self.lines.spans.len());
            }
        }
    }

    pub(super) fn take_char(&mut self, class: Class) {
        self.take(self.next().map_or(0, char::len_utf8), class);
    }

    pub(super) fn take_while(&mut self, class: Class, is_part: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.take(rest.find(|c| !is_part(c)).unwrap_or(rest.len()), class);
    }

    /// Takes the rest of the line and its break.
    pub(super) fn take_line(&mut self, class: Class) {
        self.take(self.line().len(), class);
        self.end_line();
    }

    /// Takes the break, which comes next, with what stands before it: one span fewer for the page.
    pub(super) fn end_line(&mut self) {
        self.take_char(if self.from < self.at { self.class } else { Class::Plain });
    }

    pub(super) fn finish(mut self) -> Lines<'t> {
        self.take(self.rest().len(), Class::Plain);
        self.close();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.lines.ends.push(self.lines.spans.len());
        }
        self.lines
    }

    fn close(&mut self) {
        if let Some(text) = self.text.get(self.from..self.at).filter(|text| !text.is_empty()) {
            self.lines.spans.push(Span { class: self.class, text });
        }
        self.from = self.at;
    }
}
