//! Keys and types, by the schema.

use std::collections::{BTreeMap, BTreeSet};

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
pub(super) fn check(tree: &Value, language: Language, findings: &mut Vec<Finding>) -> Typed {
    let mut walk = Walk { language, findings, contents: BTreeMap::new() };
    let tree = value(tree, Kind::Map(TOP), "$", &mut walk).unwrap_or_default();
    Typed { tree, contents: walk.contents }
}

/// What goes along from value to value.
struct Walk<'f> {
    language: Language,
    findings: &'f mut Vec<Finding>,
    contents: BTreeMap<String, Vec<u8>>,
}

/// The value if it is of its kind; nothing is said twice of one that is not.
fn value(tree: &Value, kind: Kind, place: &str, walk: &mut Walk<'_>) -> Option<Value> {
    match (kind, tree) {
        // Go's readers take it for unset.
        (_, Value::Null) => return None,
        (Kind::Text, Value::String(_)) | (Kind::Bool, Value::Bool(_)) => {
            return Some(tree.clone());
        }
        (Kind::Int, Value::Number(number))
            if number.as_u64().is_some_and(|number| u32::try_from(number).is_ok()) =>
        {
            return Some(tree.clone());
        }
        (Kind::Mode, _) => {
            if let Some(mode) = mode::read(tree, walk.language.is_butane()) {
                let is_directory = place.starts_with("$.storage.directories");
                mode::check(mode, is_directory, walk.language, place, walk.findings);
                return Some(Value::from(mode));
            }
        }
        (Kind::Texts, Value::Sequence(list)) => {
            let texts = items(list, Kind::Text, place, walk);
            if !REPEATING.iter().any(|key| place.ends_with(key)) {
                repeated(&texts, place, walk.findings);
            }
            return Some(Value::Sequence(texts));
        }
        (Kind::Maps(fields), Value::Sequence(list)) => {
            let maps = items(list, Kind::Map(fields), place, walk);
            return Some(Value::Sequence(maps));
        }
        (Kind::Resources, Value::Sequence(list)) => {
            let resources = items(list, Kind::Resource, place, walk);
            return Some(Value::Sequence(resources));
        }
        (Kind::Map(_), Value::Mapping(map)) => {
            return Some(mapping(map, kind.fields(), place, walk));
        }
        (Kind::Resource, Value::Mapping(map)) => {
            let tree = mapping(map, kind.fields(), place, walk);
            let bytes = resource::check(&tree, place, walk.findings);
            walk.contents.extend(bytes.map(|bytes| (place.to_owned(), bytes)));
            return Some(tree);
        }
        (Kind::Fcos, Value::Mapping(_)) => return Some(tree.clone()),
        _ => {}
    }
    walk.findings.push(Finding::new(place, ["must be ", kind.name()].concat()));
    None
}

fn items(list: &[Value], kind: Kind, place: &str, walk: &mut Walk<'_>) -> Vec<Value> {
    let mut out = Vec::with_capacity(list.len());
    for (index, item) in list.iter().enumerate() {
        // One that is wrong keeps its place, so that those behind it keep their numbers.
        let place = format!("{place}[{index}]");
        out.push(value(item, kind, &place, walk).unwrap_or_default());
    }
    out
}

fn mapping(map: &Mapping, fields: &'static [Field], place: &str, walk: &mut Walk<'_>) -> Value {
    let language = walk.language;
    let mut out = Mapping::new();
    for (key, child) in map {
        let key = key.as_str().unwrap_or_default();
        let place = [place, ".", key].concat();
        let found = fields.iter().find(|field| field.name(language.is_butane()) == key);
        match found.filter(|_| !key.is_empty()) {
            None => walk.findings.push(Finding::new(place, unknown(key, fields, language))),
            Some(field) if is_forbidden(field, language) => {
                let message =
                    "is a key of the variant fcos: flatcar does not have it, leave it out";
                walk.findings.push(Finding::new(place, message));
            }
            Some(field) => {
                if let Some(child) = value(child, field.kind, &place, walk) {
                    // Only Ignition's version has no name in Butane's file.
                    out.insert(Value::from(field.butane), child);
                }
            }
        }
    }
    Value::Mapping(out)
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

fn repeated(texts: &[Value], place: &str, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (index, text) in texts.iter().enumerate() {
        if text.as_str().is_some_and(|text| !seen.insert(text)) {
            findings
                .push(Finding::new(format!("{place}[{index}]"), "is there twice: leave one out"));
        }
    }
}
