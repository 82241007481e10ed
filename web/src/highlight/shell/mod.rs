//! Scripts for sh and bash.

mod document;
mod words;

use super::class::Class;
use super::pen::Pen;
use super::{string, variable};
use document::Document;
use words::Place;

pub(super) fn paint(pen: &mut Pen<'_>) {
    if pen.rest().starts_with("#!") {
        pen.take_line(Class::Title);
    }
    let mut shell = Shell::default();
    while let Some(next) = pen.next() {
        match shell.within.last() {
            Some(Within::Quotes) => shell.quotes(pen, next),
            Some(Within::Braces) => shell.braces(pen, next),
            _ => shell.code(pen, next),
        }
    }
}

#[derive(Default)]
struct Shell<'t> {
    /// What is open, the innermost last.
    within: Vec<Within>,
    place: Place,
    /// Here-documents that begin with the next line.
    documents: Vec<Document<'t>>,
}

enum Within {
    /// `"…"`
    Quotes,
    /// `${…}`
    Braces,
    /// `$(…)`, and the place before it
    Command(Place),
    /// `(…)`
    Group,
    /// Each parenthesis of `((…))`
    Sum,
}

impl<'t> Shell<'t> {
    fn code(&mut self, pen: &mut Pen<'t>, next: char) {
        match next {
            '\n' => {
                pen.end_line();
                self.place = Place::default();
                self.documents.drain(..).for_each(|document| document.take(pen));
            }
            ' ' | '\t' => {
                pen.take_char(Class::Plain);
                self.place.begins_word = true;
            }
            '#' if self.place.begins_word => pen.take_while(Class::Comment, |c| c != '\n'),
            '\'' => {
                pen.take(string::length(pen.rest()), Class::Text);
                self.place.goes_on();
            }
            '"' => {
                pen.take_char(Class::Text);
                self.within.push(Within::Quotes);
            }
            '$' => self.dollar(pen, Class::Plain),
            '\\' if pen.rest().starts_with("\\\n") => {
                pen.take(2, Class::Operator);
                self.place.begins_word = true;
            }
            '\\' => {
                escaped(pen, Class::Plain);
                self.place.goes_on();
            }
            '(' | ')' => self.parenthesis(pen, next),
            '<' if !matches!(self.within.last(), Some(Within::Sum)) => {
                self.documents.extend(document::begin(pen));
                self.place.begins_word = true;
            }
            '<' | '>' => {
                pen.take_char(Class::Operator);
                self.place.begins_word = true;
            }
            ';' | '|' | '&' | '`' => {
                pen.take_char(Class::Operator);
                self.place = Place::default();
            }
            _ => self.place.take_word(pen),
        }
    }

    fn parenthesis(&mut self, pen: &mut Pen<'t>, next: char) {
        if next == ')' {
            pen.take_char(Class::Operator);
            self.place = Place::default();
            if let Some(Within::Command(before)) = self.within.pop() {
                self.place = before;
                self.place.goes_on();
            }
        } else if pen.rest().starts_with("((") {
            self.open(pen, 2, [Within::Sum, Within::Sum]);
        } else {
            self.open(pen, 1, [Within::Group]);
        }
    }

    fn dollar(&mut self, pen: &mut Pen<'t>, around: Class) {
        let rest = pen.rest();
        if rest.starts_with("$((") {
            self.open(pen, 3, [Within::Sum, Within::Sum]);
        } else if rest.starts_with("$(") {
            self.open(pen, 2, [Within::Command(self.place)]);
        } else if rest.starts_with("${") {
            pen.take(2, Class::Variable);
            self.within.push(Within::Braces);
        } else {
            let length = variable::length(rest);
            pen.take(length.max(1), if length == 0 { around } else { Class::Variable });
            self.place.goes_on();
        }
    }

    fn open<const N: usize>(&mut self, pen: &mut Pen<'t>, bytes: usize, within: [Within; N]) {
        pen.take(bytes, Class::Operator);
        self.within.extend(within);
        self.place = Place::default();
    }

    fn quotes(&mut self, pen: &mut Pen<'t>, next: char) {
        match next {
            '"' => self.close(pen, Class::Text),
            '$' => self.dollar(pen, Class::Text),
            '\\' => escaped(pen, Class::Text),
            _ => pen.take_while(Class::Text, |c| !matches!(c, '"' | '$' | '\\')),
        }
    }

    fn braces(&mut self, pen: &mut Pen<'t>, next: char) {
        match next {
            '}' => self.close(pen, Class::Variable),
            '"' => {
                pen.take_char(Class::Text);
                self.within.push(Within::Quotes);
            }
            '$' => self.dollar(pen, Class::Variable),
            '\\' => escaped(pen, Class::Variable),
            _ => pen.take_while(Class::Variable, |c| !matches!(c, '}' | '"' | '$' | '\\')),
        }
    }

    fn close(&mut self, pen: &mut Pen<'t>, class: Class) {
        pen.take_char(class);
        self.within.pop();
        self.place.goes_on();
    }
}

/// A backslash and what it takes the meaning from.
fn escaped(pen: &mut Pen<'_>, class: Class) {
    pen.take_char(class);
    pen.take_char(class);
}
