//! Settings, one a line: systemd's units, and environment files.

use super::class::Class;
use super::pen::Pen;
use super::variable::{DOLLAR, UNIT, take_with};
use super::{string, word};

pub(super) fn unit(pen: &mut Pen<'_>) {
    paint(pen, UNIT);
}

pub(super) fn env(pen: &mut Pen<'_>) {
    paint(pen, DOLLAR);
}

/// What the line before left open.
#[derive(Default)]
struct Open {
    setting: bool,
    quote: Option<char>,
}

/// `signs` are those that variables begin with.
fn paint(pen: &mut Pen<'_>, signs: &[char]) {
    let mut open = Open::default();
    while pen.next().is_some() {
        let line = pen.line();
        match line.trim_start().bytes().next() {
            // Between the lines of one setting, too.
            Some(b'#' | b';') => pen.take(line.len(), Class::Comment),
            Some(b'[') if !open.setting => pen.take(line.len(), Class::Title),
            _ => open = setting(pen, line, &open, signs),
        }
        pen.end_line();
    }
}

fn setting(pen: &mut Pen<'_>, line: &str, open: &Open, signs: &[char]) -> Open {
    let mut left = line;
    if !open.setting
        && let Some((key, text)) = line.split_once('=')
    {
        let name = key.trim_end();
        pen.take(name.len(), Class::Key);
        pen.take(key.len() - name.len() + 1, Class::Plain);
        left = text;
    }
    let Some(text) = left.strip_suffix('\\') else {
        value(pen, left, open.quote, signs);
        return Open::default();
    };
    let quote = value(pen, text, open.quote, signs);
    pen.take(1, Class::Operator);
    Open { setting: true, quote }
}

/// Takes a value, which may begin inside a string, and returns the quote that it leaves open.
fn value(pen: &mut Pen<'_>, value: &str, quote: Option<char>, signs: &[char]) -> Option<char> {
    if quote.is_none() && word::is_word(value.trim()) {
        pen.take(value.len(), Class::Word);
        return None;
    }
    let mut left = value;
    let mut quote = quote;
    loop {
        if let Some(open) = quote {
            let Some(end) = string::end(left, open) else {
                take_with(pen, left, Class::Text, signs);
                return quote;
            };
            take_with(pen, &left[..end], Class::Text, signs);
            left = &left[end..];
        }
        let Some((start, open)) = opening(left) else {
            take_with(pen, left, Class::Plain, signs);
            return None;
        };
        take_with(pen, &left[..start], Class::Plain, signs);
        pen.take(1, Class::Text);
        left = &left[start + 1..];
        quote = Some(open);
    }
}

/// Where the next string begins, and with which quote. Quotes count where a word or its value begins; elsewhere
/// they are apostrophes.
fn opening(text: &str) -> Option<(usize, char)> {
    let mut before = ' ';
    text.char_indices().find(|(_, c)| {
        let opens = matches!(c, '"' | '\'') && matches!(before, ' ' | '\t' | '=');
        before = *c;
        opens
    })
}
