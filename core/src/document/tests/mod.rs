//! Before, edit, after.

mod lists;
mod odd;
mod read;
mod set;

use super::*;

fn path(text: &str) -> FieldPath {
    let steps = text.split('.').filter(|step| !step.is_empty());
    steps
        .map(|step| match step.parse() {
            Ok(index) => Step::Index(index),
            Err(_) => Step::Key(step.to_owned().into()),
        })
        .collect()
}

fn value(yaml: &str) -> Value {
    let text = format!("value: {yaml}");
    Document::read(&text).unwrap().value(&path("value")).unwrap()
}

fn set(at: &str, text: &str) -> Edit {
    Edit::Set { path: path(at), value: Value::text(text) }
}

fn put(at: &str, yaml: &str) -> Edit {
    Edit::Set { path: path(at), value: value(yaml) }
}

fn remove(at: &str) -> Edit {
    Edit::Remove { path: path(at) }
}

fn insert(list: &str, index: usize, yaml: &str) -> Edit {
    Edit::Insert { list: path(list), index, value: value(yaml) }
}

fn shift(list: &str, from: usize, to: usize) -> Edit {
    Edit::Move { list: path(list), from, to }
}

#[track_caller]
fn check(before: &str, edits: &[Edit], after: &str) {
    for line_break in ["\n", "\r\n"] {
        if !before.contains('\n') && line_break == "\r\n" {
            // Nothing says which line break the text has.
            break;
        }
        let before = before.replace('\n', line_break);
        let made = Document::read(&before).unwrap().edit(edits).unwrap();
        assert_eq!(made.text(), after.replace('\n', line_break), "{edits:?}\nof\n{before}");
    }
}
