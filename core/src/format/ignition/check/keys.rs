//! Keys and types, by the schema.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use serde_yaml::{Mapping, Value};

use super::{Language, mode, resource};
use crate::format::finding::Finding;
use crate::format::ignition::Variant;
use crate::format::ignition::schema::{Field, Kind, TOP};

/// Lists that may say the same twice: options of programs.
const REPEATING: [&str; 3] = ["options", "mount_options", "open_options"];

/// A config, as far as it has the right keys and types.
#[derive(Debug, Default)]
pub(in crate::format::ignition) struct Typed {
    /// Under Butane's keys.
    pub(in crate::format::ignition) tree: Value,
    /// The bytes that stand in the config itself, unpacked, by their place in it.
    pub(in crate::format::ignition) contents: BTreeMap<String, Vec<u8>>,
}

/// Reports what the schema does not have, and gives the rest.
pub(super) fn check(tree: Value, language: Language, findings: &mut Vec<Finding>) -> Typed {
    let mut walk = Walk { language, findings, contents: BTreeMap::new(), place: "$".to_owned() };
    let tree = value(tree, Kind::Map(TOP), &mut walk).unwrap_or_default();
    Typed { tree, contents: walk.contents }
}

/// What goes along from value to value.
struct Walk<'f> {
    language: Language,
    findings: &'f mut Vec<Finding>,
    contents: BTreeMap<String, Vec<u8>>,
    /// Of the value that is looked at.
    place: String,
}

impl Walk<'_> {
    /// Goes one step down, and comes back.
    fn below<T>(&mut self, step: fmt::Arguments<'_>, look: impl FnOnce(&mut Self) -> T) -> T {
        let above = self.place.len();
        // Writing to a `String` cannot fail.
        let _ = self.place.write_fmt(step);
        let seen = look(self);
        self.place.truncate(above);
        seen
    }

    fn found(&mut self, message: impl Into<String>) {
        self.findings.push(Finding::new(self.place.as_str(), message));
    }
}

/// The value if it is of its kind; nothing is said twice of one that is not.
fn value(tree: Value, kind: Kind, walk: &mut Walk<'_>) -> Option<Value> {
    match (kind, tree) {
        // Go's readers take it for unset.
        (_, Value::Null) => return None,
        (Kind::Text, tree @ Value::String(_))
        | (Kind::Bool, tree @ Value::Bool(_))
        | (Kind::Fcos, tree @ Value::Mapping(_)) => return Some(tree),
        (Kind::Int, Value::Number(number))
            if number.as_u64().is_some_and(|number| u32::try_from(number).is_ok()) =>
        {
            return Some(Value::Number(number));
        }
        (Kind::Mode, tree) => {
            if let Some(mode) = mode::read(&tree, walk.language.is_butane()) {
                let is_directory = walk.place.starts_with("$.storage.directories");
                mode::check(mode, is_directory, walk.language, &walk.place, walk.findings);
                return Some(Value::from(mode));
            }
        }
        (Kind::Texts, Value::Sequence(list)) => {
            let texts = items(list, Kind::Text, walk);
            if !REPEATING.iter().any(|key| walk.place.ends_with(key)) {
                repeated(&texts, walk);
            }
            return Some(Value::Sequence(texts));
        }
        (Kind::Maps(fields), Value::Sequence(list)) => {
            return Some(Value::Sequence(items(list, Kind::Map(fields), walk)));
        }
        (Kind::Resources, Value::Sequence(list)) => {
            return Some(Value::Sequence(items(list, Kind::Resource, walk)));
        }
        (Kind::Map(_), Value::Mapping(map)) => return Some(mapping(map, kind.fields(), walk)),
        (Kind::Resource, Value::Mapping(map)) => {
            let tree = mapping(map, kind.fields(), walk);
            let bytes = resource::check(&tree, &walk.place, walk.findings);
            walk.contents.extend(bytes.map(|bytes| (walk.place.clone(), bytes)));
            return Some(tree);
        }
        _ => {}
    }
    walk.found(["must be ", kind.name()].concat());
    None
}

fn items(list: Vec<Value>, kind: Kind, walk: &mut Walk<'_>) -> Vec<Value> {
    let numbered = list.into_iter().enumerate();
    // One that is wrong keeps its place, so that those behind it keep their numbers.
    let seen = numbered.map(|(index, item)| {
        walk.below(format_args!("[{index}]"), |walk| value(item, kind, walk).unwrap_or_default())
    });
    seen.collect()
}

fn mapping(map: Mapping, fields: &'static [Field], walk: &mut Walk<'_>) -> Value {
    let mut out = Mapping::with_capacity(map.len());
    for (key, child) in map {
        let name = key.as_str().unwrap_or_default();
        let seen = walk.below(format_args!(".{name}"), |walk| field(name, child, fields, walk));
        if let Some((field, child)) = seen {
            // Only Ignition's version has no name in Butane's file.
            let is_butanes = name == field.butane;
            out.insert(if is_butanes { key } else { Value::from(field.butane) }, child);
        }
    }
    Value::Mapping(out)
}

/// The field that has this name, and its value.
fn field(
    name: &str,
    child: Value,
    fields: &'static [Field],
    walk: &mut Walk<'_>,
) -> Option<(&'static Field, Value)> {
    let language = walk.language;
    let found = fields.iter().find(|field| field.name(language.is_butane()) == name);
    match found.filter(|_| !name.is_empty()) {
        None => walk.found(unknown(name, fields, language)),
        Some(field) if is_forbidden(field, language) => {
            walk.found("is a key of the variant fcos: flatcar does not have it, leave it out");
        }
        Some(field) => return Some((field, value(child, field.kind, walk)?)),
    }
    None
}

/// `config/flatcar/v1_1/translate.go` for clevis; what is fcos' own is no key of flatcar's at all.
fn is_forbidden(field: &Field, language: Language) -> bool {
    language == Language::Butane(Variant::Flatcar)
        && (matches!(field.kind, Kind::Fcos) || field.butane == "clevis")
}

fn unknown(key: &str, fields: &[Field], language: Language) -> String {
    let other = fields.iter().find(|field| field.name(!language.is_butane()) == key);
    match other.map(|field| field.name(language.is_butane())) {
        Some(name) if !key.is_empty() && !name.is_empty() => {
            format!("is no key of this file, which spells it `{name}`")
        }
        Some(_) if !language.is_butane() => "is a key of Butane's file alone".to_owned(),
        _ => "is no known key".to_owned(),
    }
}

fn repeated(texts: &[Value], walk: &mut Walk<'_>) {
    let mut seen = BTreeSet::new();
    for (index, text) in texts.iter().enumerate() {
        if text.as_str().is_some_and(|text| !seen.insert(text)) {
            walk.below(format_args!("[{index}]"), |walk| {
                walk.found("is there twice: leave one out");
            });
        }
    }
}
