//! The two files of a config.

use serde_yaml::Value;

use super::schema::{Field, Kind, TOP};
use super::tree::{Form, Map, shared};
use super::{Config, VERSION};
use crate::format::{json, yaml};

impl Config {
    /// Butane's file, `config.bu`: YAML for people, with texts as texts and modes in octal.
    pub fn butane(&self) -> String {
        let head =
            Map::new().text("variant", self.variant.name()).text("version", self.variant.version());
        let style =
            yaml::Style { octal_keys: &["mode"], indent_lists: true, ..yaml::Style::default() };
        yaml::write(&head.and(shared(self, Form::Butane)).value(), style)
    }

    /// Ignition's file, `config.ign`: JSON on one line and a line end, as Butane writes it unless
    /// `--pretty` is said. User-data are scarce; who wants to read it has [`Self::butane`].
    ///
    /// It is Butane's byte for byte, but where gzip comes in: Go's library packs the same text into other bytes.
    pub fn ignition(&self) -> String {
        let mut text = String::new();
        let tree = shared(self, Form::Ignition).value();
        mapping(&tree, TOP, &mut text);
        text.push('\n');
        text
    }
}

/// Writes the keys of `fields` in their order under Ignition's names.
fn mapping(tree: &Value, fields: &[Field], out: &mut String) {
    let mut before = '{';
    for Field { butane, ignition, kind } in fields {
        if *ignition == "version" {
            key(&mut before, ignition, out);
            string(VERSION, out);
        } else if let Some(value) = tree.get(butane) {
            key(&mut before, ignition, out);
            written(value, *kind, out);
        } else if *ignition == "ignition" {
            // It has the version in any case.
            key(&mut before, ignition, out);
            written(&Value::Null, *kind, out);
        }
    }
    out.push('}');
}

fn key(before: &mut char, name: &str, out: &mut String) {
    out.push(*before);
    string(name, out);
    out.push(':');
    *before = ',';
}

fn written(value: &Value, kind: Kind, out: &mut String) {
    match value {
        Value::Sequence(items) => {
            let mut before = '[';
            for item in items {
                out.push(before);
                before = ',';
                written(item, kind, out);
            }
            out.push(']');
        }
        Value::String(text) => string(text, out),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&yaml::whole(number).unwrap_or_default()),
        map => mapping(map, kind.fields(), out),
    }
}

/// A string as Go writes it: what HTML or JavaScript could trip over is written as its code.
fn string(text: &str, out: &mut String) {
    let text = json::one_line(&text);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('b') => out.push_str("\\u0008"),
                Some('f') => out.push_str("\\u000c"),
                Some(other) => out.extend(['\\', other]),
                None => {}
            },
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
}
