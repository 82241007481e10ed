//! The two files of a config.

use std::fmt::Write as _;

use super::data_url::DataUrls;
use super::schema::{Field, Kind, TOP};
use super::tree::{Form, Map, Node, shared};
use super::{Config, VERSION};
use crate::format::yaml;

impl Config {
    /// Butane's file, `config.bu`: YAML for people, with texts as texts and modes in octal.
    pub fn butane(&self) -> String {
        let head =
            Map::new().text("variant", self.variant.name()).text("version", self.variant.version());
        let style =
            yaml::Style { octal_keys: &["mode"], indent_lists: true, ..yaml::Style::default() };
        yaml::write(&head.and(shared(self, Form::Butane)), style)
    }

    /// Ignition's file, `config.ign`: JSON on one line and a line end, as Butane writes it unless
    /// `--pretty` is said. User-data are scarce; who wants to read it has [`Self::butane`].
    ///
    /// It is Butane's byte for byte, but where gzip comes in: Go's library packs the same text into other bytes.
    pub fn ignition(&self) -> String {
        self.ignition_with(&DataUrls::default())
    }

    /// The same, by the help of `urls` that were made before.
    pub fn ignition_with(&self, urls: &DataUrls) -> String {
        let mut text = String::new();
        let others = urls.missing(self);
        mapping(&shared(self, Form::Ignition([urls, &others])), TOP, &mut text);
        text.push('\n');
        text
    }
}

/// Writes the keys of `fields` in their order under Ignition's names.
fn mapping(tree: &Map<'_>, fields: &[Field], out: &mut String) {
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
            mapping(&Map::new(), kind.fields(), out);
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

fn written(node: &Node<'_>, kind: Kind, out: &mut String) {
    match node {
        Node::List(items) => {
            let mut before = '[';
            for item in items {
                out.push(before);
                before = ',';
                written(item, kind, out);
            }
            out.push(']');
        }
        Node::Text(text) => string(text, out),
        Node::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Node::Number(number) => {
            let _ = write!(out, "{number}");
        }
        Node::Map(map) => mapping(map, kind.fields(), out),
    }
}

/// A string as Go writes it: what HTML or JavaScript could trip over is written as its code.
fn string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some((plain, sign, after)) = at_sign(rest) {
        out.push_str(plain);
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(sign));
            }
            sign => out.push(sign),
        }
        rest = after;
    }
    out.push_str(rest);
    out.push('"');
}

/// What stands before and after the first sign that may have to be written otherwise. Most of a config is text
/// without one, and is looked at many bytes at a time.
fn at_sign(text: &str) -> Option<(&str, char, &str)> {
    // How U+2028 and U+2029 begin.
    const LINE: u8 = 0xe2;
    const STEP: usize = 16;
    let is_sign = |byte: u8| matches!(byte, 0..0x20 | b'"' | b'\\' | b'<' | b'>' | b'&' | LINE);
    let is_plain = |bytes: &&[u8]| bytes.iter().fold(true, |so_far, byte| so_far & !is_sign(*byte));
    let plain = text.as_bytes().chunks(STEP).take_while(is_plain).count() * STEP;
    let rest = text.as_bytes().get(plain..)?;
    let at = plain + rest.iter().position(|byte| is_sign(*byte))?;
    let (before, after) = text.split_at_checked(at)?;
    let mut after = after.chars();
    Some((before, after.next()?, after.as_str()))
}
