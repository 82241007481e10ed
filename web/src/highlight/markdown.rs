//! Markdown: headings, lists, code and what is bold.

use super::class::Class;
use super::pen::Pen;

const FENCE: &str = "```";

pub(super) fn paint(pen: &mut Pen<'_>) {
    let mut fenced = false;
    while pen.next().is_some() {
        let line = pen.line();
        let is_fence = line.trim_start().starts_with(FENCE);
        if is_fence {
            pen.take(line.len(), Class::Operator);
        } else if fenced {
            pen.take(line.len(), Class::Text);
        } else if is_heading(line) {
            pen.take(line.len(), Class::Title);
        } else {
            let marker = marker(line);
            pen.take(marker, Class::Operator);
            prose(pen, &line[marker..]);
        }
        fenced ^= is_fence;
        pen.end_line();
    }
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#') && line.trim_start_matches('#').starts_with(' ')
}

/// The length of `- `, `* ` or `1. ` with what stands before it; 0 without one.
fn marker(line: &str) -> usize {
    let item = line.trim_start();
    let number = item.bytes().take_while(u8::is_ascii_digit).count();
    let sign = &item[number..];
    let is_marker = if number == 0 {
        sign.starts_with("- ") || sign.starts_with("* ")
    } else {
        sign.starts_with(". ")
    };
    if is_marker { line.len() - item.len() + number + 1 } else { 0 }
}

/// A sign that is not closed on its line is none, and so is every later one of its kind.
fn prose(pen: &mut Pen<'_>, prose: &str) {
    let mut left = prose;
    let mut signs = vec![("`", Class::Text), ("**", Class::Title)];
    while let Some(at) = left.find(['`', '*']) {
        let (before, from) = left.split_at(at);
        let found = signs.iter().position(|(sign, _)| from.starts_with(sign));
        let whole = found.and_then(|found| {
            let (sign, class) = signs[found];
            let end = from[sign.len()..].find(sign);
            if end.is_none() {
                signs.remove(found);
            }
            end.map(|end| (end + 2 * sign.len(), class))
        });
        let (length, class) = whole.unwrap_or((1, Class::Plain));
        pen.take(before.len(), Class::Plain);
        pen.take(length, class);
        left = &from[length..];
    }
    pen.take(left.len(), Class::Plain);
}
