//! Keys and values of the cloud-config, by the names that the dialect's tables have.

use crate::format::cloud_config::substitution::unescaped;
use crate::source::{Entry, FieldPath, Node, Source, Span, Value};

/// A mapping. Values of the wrong kind, which were reported, count as unset, as zero values did.
#[derive(Debug, Clone)]
pub(super) struct Block<'t> {
    entries: &'t [Entry],
    span: Span,
    path: FieldPath,
}

/// A text that is not empty.
#[derive(Debug, Clone)]
pub(super) struct Text<'t> {
    /// With `\$private_ipv4` read as coreos-cloudinit did.
    pub(super) value: String,
    pub(super) node: &'t Node,
    pub(super) path: FieldPath,
}

impl<'t> Block<'t> {
    /// `None` if the value is no mapping.
    pub(super) fn of(node: &'t Node, path: FieldPath) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => {
                let span = entries.first().map_or(node.span, |entry| entry.key_span);
                Some(Self { entries, span, path })
            }
            _ => None,
        }
    }

    /// Its first key.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn path(&self) -> &FieldPath {
        &self.path
    }

    /// The entry of a key, whether it is written with `_` or with `-`.
    pub(super) fn entry(&self, key: &str) -> Option<&'t Entry> {
        self.entries.iter().find(|entry| normal(&entry.key) == key)
    }

    /// The entries in order, with the names of the tables.
    pub(super) fn entries(&self) -> impl Iterator<Item = (String, &'t Entry)> {
        self.entries.iter().map(|entry| (normal(&entry.key), entry))
    }

    pub(super) fn path_of(&self, entry: &Entry) -> FieldPath {
        self.path.clone().key(entry.key.clone())
    }

    pub(super) fn text(&self, key: &str) -> Option<Text<'t>> {
        let entry = self.entry(key)?;
        text(&entry.node, self.path_of(entry))
    }

    pub(super) fn texts(&self, key: &str) -> Vec<Text<'t>> {
        self.items(key).filter_map(|(node, path)| text(node, path)).collect()
    }

    /// A switch that is on.
    pub(super) fn is_on(&self, source: &Source, key: &str) -> bool {
        self.entry(key).is_some_and(|entry| switch(source, &entry.node) == Some(true))
    }

    pub(super) fn block(&self, key: &str) -> Option<Block<'t>> {
        let entry = self.entry(key)?;
        Block::of(&entry.node, self.path_of(entry))
    }

    pub(super) fn blocks(&self, key: &str) -> Vec<Block<'t>> {
        self.items(key).filter_map(|(node, path)| Block::of(node, path)).collect()
    }

    fn items(&self, key: &str) -> impl Iterator<Item = (&'t Node, FieldPath)> {
        let entry = self.entry(key);
        let path = entry.map(|entry| self.path_of(entry)).unwrap_or_default();
        let items = match entry.map(|entry| &entry.node.value) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        items.iter().enumerate().map(move |(index, node)| (node, path.clone().index(index)))
    }
}

impl Text<'_> {
    pub(super) fn span(&self) -> Span {
        self.node.span
    }
}

/// A key with `_` for `-`: coreos-cloudinit took both.
pub(super) fn normal(key: &str) -> String {
    key.replace('-', "_")
}

/// What coreos-cloudinit took for a switch: the words of YAML 1.1 without quotes.
pub(super) fn switch(source: &Source, node: &Node) -> Option<bool> {
    let Value::Text(text) = &node.value else { return None };
    if ["\"", "'", "|", ">"].iter().any(|quote| begins_with(source, node.span, quote)) {
        return None;
    }
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" => Some(true),
        "false" | "no" | "off" | "n" => Some(false),
        _ => None,
    }
}

/// Whether the source has `text` where `span` begins.
pub(super) fn begins_with(source: &Source, span: Span, text: &str) -> bool {
    source
        .offset(span.start)
        .and_then(|at| source.text().get(at..))
        .is_some_and(|rest| rest.starts_with(text))
}

fn text(node: &Node, path: FieldPath) -> Option<Text<'_>> {
    match &node.value {
        Value::Text(value) if !value.is_empty() => {
            Some(Text { value: unescaped(value).into_owned(), node, path })
        }
        _ => None,
    }
}
