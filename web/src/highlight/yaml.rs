//! YAML, as far as its lines show it.

use super::class::Class;
use super::pen::Pen;
use super::variable::{DOLLAR, take_with};
use super::{string, word};

pub(super) fn paint(pen: &mut Pen<'_>) {
    if pen.rest().starts_with("#cloud-config") {
        pen.take_line(Class::Title);
    }
    while pen.next().is_some() {
        node(pen);
    }
}

/// A line, and those that its value goes on to.
fn node(pen: &mut Pen<'_>) {
    let line = pen.line();
    let mut column = indent(line);
    let mut parent = None;
    pen.take(column, Class::Plain);
    let mut left = &line[column..];
    if left.starts_with("---") || left.starts_with("...") {
        pen.take(3, Class::Title);
        left = &left[3..];
    }
    while left.starts_with("- ") || left == "-" {
        let item = 1 + indent(&left[1..]);
        pen.take(item, Class::Operator);
        parent = Some(column);
        column += item;
        left = &left[item..];
    }
    if let Some(key) = key(left) {
        pen.take(key, Class::Key);
        pen.take(1, Class::Plain);
        parent = Some(column);
    }
    value(pen, parent);
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The length of the key that a line begins with.
fn key(line: &str) -> Option<usize> {
    if line.starts_with(['"', '\'']) {
        let length = string::length(line);
        return is_colon(&line[length..]).then_some(length);
    }
    if line.starts_with(['[', '{', '|', '>', '#', '%', '@', '`']) {
        return None;
    }
    let said = line.split(" #").next().unwrap_or_default();
    said.find(": ").or_else(|| said.trim_end().strip_suffix(':').map(str::len))
}

/// Whether a colon comes that ends a key.
fn is_colon(after: &str) -> bool {
    let next = after.strip_prefix(':').map(|after| after.chars().next());
    next.is_some_and(|next| next.is_none_or(char::is_whitespace))
}

/// `parent` is the column that the lines of a block must be right of; `None` at the top.
fn value(pen: &mut Pen<'_>, parent: Option<usize>) {
    loop {
        pen.take_while(Class::Plain, |c| c == ' ');
        match pen.next() {
            Some('&' | '*' | '!') => pen.take_while(Class::Variable, |c| !c.is_ascii_whitespace()),
            Some('|' | '>') => return block(pen, parent),
            Some('"' | '\'') => break quoted(pen),
            Some('[' | '{') => break flow(pen),
            _ => break plain(pen),
        }
    }
    end(pen);
}

/// What may come after a value: a comment.
fn end(pen: &mut Pen<'_>) {
    let line = pen.line();
    let said = line.trim_start_matches(' ');
    if said.starts_with('#') {
        pen.take(line.len() - said.len(), Class::Plain);
        pen.take(said.len(), Class::Comment);
    } else {
        pen.take(line.len(), Class::Plain);
    }
    pen.end_line();
}

fn plain(pen: &mut Pen<'_>) {
    let line = pen.line();
    if line.starts_with('#') {
        return;
    }
    let said = line.split(" #").next().unwrap_or_default();
    if word::is_word(said.trim()) {
        pen.take(said.len(), Class::Word);
    } else {
        take_with(pen, said, Class::Plain, DOLLAR);
    }
}

/// Taken as it stands: most of it is a file of another format.
fn block(pen: &mut Pen<'_>, parent: Option<usize>) {
    let sign = pen.line().split(" #").next().unwrap_or_default();
    pen.take(sign.len(), Class::Operator);
    end(pen);
    while pen.next().is_some() {
        let line = pen.line();
        let is_inside = parent.is_none_or(|parent| indent(line) > parent);
        if !is_inside && !line.trim().is_empty() {
            return;
        }
        pen.take_line(Class::Plain);
    }
}

fn quoted(pen: &mut Pen<'_>) {
    let rest = pen.rest();
    let (text, after) = rest.split_at(string::length(rest));
    if is_colon(after) {
        pen.take(text.len(), Class::Key);
    } else {
        take_with(pen, text, Class::Text, DOLLAR);
    }
}

/// `[a, b]` and `{ a: b }`, over as many lines as it takes.
fn flow(pen: &mut Pen<'_>) {
    let mut depth = 0_usize;
    while let Some(next) = pen.next() {
        match next {
            '"' | '\'' => quoted(pen),
            '#' => pen.take_while(Class::Comment, |c| c != '\n'),
            '[' | '{' => {
                depth += 1;
                pen.take_char(Class::Plain);
            }
            ']' | '}' => {
                depth -= 1;
                pen.take_char(Class::Plain);
                if depth == 0 {
                    return;
                }
            }
            ',' | ':' => pen.take_char(Class::Plain),
            c if c.is_ascii_whitespace() => pen.take_char(Class::Plain),
            _ => entry(pen),
        }
    }
}

/// One plain key or value of them.
fn entry(pen: &mut Pen<'_>) {
    let rest = pen.rest();
    let ends = |(at, byte): (usize, u8)| match byte {
        b',' | b'[' | b']' | b'{' | b'}' | b'\n' => true,
        b':' => is_colon(&rest[at..]),
        b' ' => rest[at + 1..].starts_with('#'),
        _ => false,
    };
    let length = rest.bytes().enumerate().position(ends).unwrap_or(rest.len());
    let (text, after) = rest.split_at(length);
    let text = text.trim_end_matches(' ');
    let class = if after.starts_with(':') {
        Class::Key
    } else if word::is_word(text) {
        Class::Word
    } else {
        Class::Plain
    };
    pen.take(text.len(), class);
}
