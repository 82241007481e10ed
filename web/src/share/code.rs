//! Edits ⇄ bytes.
//!
//! Lengths stand before what they measure, so that nothing in a value can be taken for the form:
//!
//! ```text
//! edits  = edit*
//! edit   = "=" path value            set
//!        | "-" path                  remove
//!        | "+" path index value      insert into the list at `path`
//!        | ">" path index index      move within the list at `path`, from and to
//! path   = (text | index)* "."       keys, and elements of lists from 0
//! value  = "~"                       nothing
//!        | text
//!        | "[" value* "]"
//!        | "{" (text value)* "}"
//! text   = number ":" byte*          so many bytes of UTF-8
//! index  = number ";"
//! number = "0" … "999999"            decimal
//! ```

use kubecore::document::{Edit, Value};
use kubecore::source::{FieldPath, Step};

use super::{MOST_EDITS, Refused};

/// How deep values may nest, as in the core's reader, and how long a path may be.
const DEEPEST: usize = 32;

/// The most values and keys: what moves within lists as long as this is moved in no time.
const MOST_VALUES: usize = 100_000;

pub(super) fn write(edits: &[Edit]) -> Vec<u8> {
    let mut out = Vec::new();
    for edit in edits {
        match edit {
            Edit::Set { path, value } => {
                write_path(&mut out, b'=', path);
                write_value(&mut out, value);
            }
            Edit::Remove { path } => write_path(&mut out, b'-', path),
            Edit::Insert { list, index, value } => {
                write_path(&mut out, b'+', list);
                write_number(&mut out, *index, b';');
                write_value(&mut out, value);
            }
            Edit::Move { list, from, to } => {
                write_path(&mut out, b'>', list);
                write_number(&mut out, *from, b';');
                write_number(&mut out, *to, b';');
            }
        }
    }
    out
}

fn write_path(out: &mut Vec<u8>, sign: u8, path: &FieldPath) {
    out.push(sign);
    for step in path.steps() {
        match step {
            Step::Key(key) => write_text(out, key),
            Step::Index(index) => write_number(out, *index, b';'),
        }
    }
    out.push(b'.');
}

fn write_value(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.push(b'~'),
        Value::Text(text) => write_text(out, text),
        Value::List(items) => {
            out.push(b'[');
            for item in items {
                write_value(out, item);
            }
            out.push(b']');
        }
        Value::Map(entries) => {
            out.push(b'{');
            for (key, value) in entries {
                write_text(out, key);
                write_value(out, value);
            }
            out.push(b'}');
        }
    }
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    write_number(out, text.len(), b':');
    out.extend_from_slice(text.as_bytes());
}

fn write_number(out: &mut Vec<u8>, number: usize, end: u8) {
    out.extend_from_slice(number.to_string().as_bytes());
    out.push(end);
}

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Edit>, Refused> {
    let mut reader = Reader { rest: bytes, values: 0 };
    let mut edits = Vec::new();
    while !reader.rest.is_empty() {
        if edits.len() == MOST_EDITS {
            return Err(Refused::TooMuch);
        }
        let edit = reader.edit();
        if reader.values > MOST_VALUES {
            return Err(Refused::TooMuch);
        }
        edits.push(edit.ok_or(Refused::Damaged)?);
    }
    Ok(edits)
}

struct Reader<'b> {
    rest: &'b [u8],
    /// How many values were begun.
    values: usize,
}

impl<'b> Reader<'b> {
    fn edit(&mut self) -> Option<Edit> {
        let sign = self.byte()?;
        let path = self.path()?;
        Some(match sign {
            b'=' => Edit::Set { path, value: self.value(0)? },
            b'-' => Edit::Remove { path },
            b'+' => {
                let index = self.number(b';')?;
                Edit::Insert { list: path, index, value: self.value(0)? }
            }
            b'>' => Edit::Move { list: path, from: self.number(b';')?, to: self.number(b';')? },
            _ => return None,
        })
    }

    fn path(&mut self) -> Option<FieldPath> {
        let mut path = FieldPath::root();
        while !self.took(b'.') {
            if path.steps().len() == DEEPEST {
                return None;
            }
            path = match self.text() {
                Some(key) => path.key(key.to_owned()),
                None => path.index(self.number(b';')?),
            };
        }
        Some(path)
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return None;
        }
        if self.took(b'~') {
            return Some(Value::Null);
        }
        if self.took(b'[') {
            let mut items = Vec::new();
            while !self.took(b']') {
                items.push(self.value(depth + 1)?);
            }
            return Some(Value::List(items));
        }
        if self.took(b'{') {
            let mut entries = Vec::new();
            while !self.took(b'}') {
                let key = self.text()?.to_owned();
                entries.push((key, self.value(depth + 1)?));
            }
            return Some(Value::Map(entries));
        }
        self.text().map(Value::text)
    }

    /// `None`, and nothing taken, where no text begins.
    fn text(&mut self) -> Option<&'b str> {
        let before = self.rest;
        let text = self.number(b':').and_then(|length| {
            let (text, rest) = self.rest.split_at_checked(length)?;
            self.rest = rest;
            std::str::from_utf8(text).ok()
        });
        if text.is_none() {
            self.rest = before;
        }
        text
    }

    /// At most six digits, of which the first of several is no zero, and what ends them.
    fn number(&mut self, end: u8) -> Option<usize> {
        let digits = self.rest.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = self.rest.split_at_checked(digits)?;
        if rest.first() != Some(&end) || (digits > 1 && number.first() == Some(&b'0')) {
            return None;
        }
        self.rest = rest.get(1..)?;
        std::str::from_utf8(number).ok()?.parse().ok()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn took(&mut self, wanted: u8) -> bool {
        let here = self.rest.first() == Some(&wanted);
        if here {
            self.byte();
        }
        here
    }
}
