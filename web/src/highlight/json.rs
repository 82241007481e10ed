//! JSON.

use super::class::Class;
use super::pen::Pen;
use super::{string, word};

pub(super) fn paint(pen: &mut Pen<'_>) {
    while let Some(next) = pen.next() {
        match next {
            '"' => text(pen),
            c if is_part_of_word(c) => literal(pen),
            _ => pen.take_char(Class::Plain),
        }
    }
}

fn text(pen: &mut Pen<'_>) {
    let rest = pen.rest();
    let (text, after) = rest.split_at(string::length(rest));
    let is_key = after.trim_start_matches([' ', '\t', '\n', '\r']).starts_with(':');
    pen.take(text.len(), if is_key { Class::Key } else { Class::Text });
}

fn literal(pen: &mut Pen<'_>) {
    let rest = pen.rest();
    let literal = rest.split(|c| !is_part_of_word(c)).next().unwrap_or_default();
    pen.take(literal.len(), if word::is_word(literal) { Class::Word } else { Class::Plain });
}

fn is_part_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')
}
