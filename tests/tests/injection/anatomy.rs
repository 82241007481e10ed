//! Rendered files taken apart: what is structure, and what is data in it.

use kubecore::format::env_file::EnvFile;
use kubecore_tests::settings::{
    Format, extension, format_of, parse_yaml, split_words, unit_entries,
};
use kubecore_tests::tree::Tree;
use kubecore_tests::{cloud_config, heat, ignition};
use serde_yaml::Value;

/// A piece of data and the place that it has in the structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// File, and keys, sections, positions and type within.
    pub(crate) place: String,
    /// As its reader has it, quotes undone; empty where the text is taken apart elsewhere, or is prose.
    pub(crate) data: String,
}

/// Every leaf of a tree of files.
pub(crate) fn anatomy(tree: &Tree) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for (path, file) in tree {
        let place = format!("{path} {:04o}", file.mode);
        leaves.push(leaf(place, ""));
        of_file(path, file.text(), &mut leaves);
    }
    leaves
}

fn of_file(path: &str, text: &str, leaves: &mut Vec<Leaf>) {
    let within = |inner: Tree, leaves: &mut Vec<Leaf>| {
        for (inner, file) in inner {
            leaves.push(leaf(format!("{path}!{inner} {:04o}", file.mode), ""));
            of_file(&format!("{path}!{inner}"), file.text(), leaves);
        }
    };
    let own = path.rsplit('!').next().unwrap_or(path);
    let own = own.split_once("/rootfs/").map_or(own.to_owned(), |(_, below)| format!("/{below}"));
    match extension(&own) {
        _ if text.starts_with(cloud_config::HEADER) => {
            let mut parts = Vec::new();
            yaml(path, text, &mut parts);
            // Files and units are taken apart below.
            parts.retain(|part| {
                ![".content text", ".content!"].iter().any(|end| part.place.contains(end))
            });
            leaves.extend(
                parts.into_iter().map(|part| leaf(part.place, cloud_config::unescape(&part.data))),
            );
            within(cloud_config::files(text), leaves);
        }
        _ if heat::is_template(text) => {
            let mut parts = Vec::new();
            yaml(path, text, &mut parts);
            parts.retain(|part| !part.data.starts_with(cloud_config::HEADER));
            leaves.extend(parts);
            for (server, text) in heat::user_data(text) {
                of_file(&format!("{path}!{server}"), &heat::filled(&text), leaves);
            }
        }
        "ign" => within(ignition::files(text), leaves),
        "bu" => within(ignition::files_of_butane(text), leaves),
        "md" => prose(path, text, leaves),
        _ if own.ends_with("SHA256SUMS") => {
            let names = text.lines().map(|line| line.split_once("  ").expect("a sum and a path").1);
            leaves.extend(names.map(|name| leaf(format!("{path}: {name}"), "")));
        }
        "conf" if own.contains("/etc/kubernetes/") => yaml(path, text, leaves),
        _ => match format_of(&own) {
            Some(Format::Unit) => unit(path, text, leaves),
            Some(Format::Yaml) => yaml(path, text, leaves),
            Some(Format::EnvFile) => match EnvFile::parse(text) {
                Ok(file) => leaves.extend(
                    file.variables().map(|(name, data)| leaf(format!("{path} {name}"), data)),
                ),
                Err(_) => lines(path, text, leaves),
            },
            _ => lines(path, text, leaves),
        },
    }
}

fn yaml(path: &str, text: &str, leaves: &mut Vec<Leaf>) {
    for (number, document) in parse_yaml(text).iter().enumerate() {
        node(&format!("{path} {number}"), document, leaves);
    }
}

fn node(place: &str, value: &Value, leaves: &mut Vec<Leaf>) {
    match value {
        Value::Mapping(map) => {
            leaves.push(leaf(format!("{place} of {}", map.len()), ""));
            for (key, value) in map {
                let key = key.as_str().expect("keys are text");
                node(&format!("{place}.{key}"), value, leaves);
            }
        }
        Value::Sequence(items) => {
            leaves.push(leaf(format!("{place}[{}]", items.len()), ""));
            for (number, item) in items.iter().enumerate() {
                node(&format!("{place}[{number}]"), item, leaves);
            }
        }
        // A text may hold a file of another program, which is longer than a value that looks like one.
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(inner @ Value::Mapping(_)) if text.len() > 20 => {
                node(&format!("{place}!"), &inner, leaves);
            }
            _ => leaves.push(leaf(format!("{place} text"), text.clone())),
        },
        Value::Bool(value) => leaves.push(leaf(format!("{place} ?"), value.to_string())),
        Value::Number(value) => leaves.push(leaf(format!("{place} #"), value.to_string())),
        Value::Null => leaves.push(leaf(format!("{place} 0"), "")),
        Value::Tagged(tagged) => panic!("{place}: a tag: {tagged:?}"),
    }
}

/// Keys whose values are lists of words.
const LISTS: [&str; 9] = [
    "Requires",
    "Wants",
    "After",
    "Before",
    "Conflicts",
    "PartOf",
    "WantedBy",
    "BindsTo",
    "Address",
];

fn unit(path: &str, text: &str, leaves: &mut Vec<Leaf>) {
    for (number, entry) in unit_entries(text).iter().enumerate() {
        let place = format!("{path} {number} {}.{}", entry.section, entry.key);
        if entry.key.starts_with("Exec") || entry.key == "Environment" {
            for (number, word) in split_words(&entry.value).iter().enumerate() {
                let place = format!("{place} {number}");
                leaves.push(expanded(&place, word, entry.key != "Environment"));
            }
        } else if LISTS.contains(&entry.key.as_str()) {
            for (number, word) in entry.value.split_ascii_whitespace().enumerate() {
                leaves.push(leaf(format!("{place} {number}"), word));
            }
        } else {
            leaves.push(expanded(&place, &entry.value, false));
        }
    }
}

/// Marks a place as one where systemd puts something in. It is in no value.
const FILLED_IN: char = '\u{2030}';

/// A text of systemd's: what it puts into it is part of the place, and what it takes for one sign is one.
fn expanded(place: &str, text: &str, with_variables: bool) -> Leaf {
    let (mut place, mut data) = (place.to_owned(), String::new());
    let mut rest = text.chars().peekable();
    while let Some(sign) = rest.next() {
        data.push(sign);
        if sign == '%' || (sign == '$' && with_variables) {
            match rest.peek() {
                Some(next) if *next == sign => drop(rest.next()),
                Some(next) => place.extend([' ', FILLED_IN, *next]),
                None => place.extend([' ', FILLED_IN]),
            }
        }
    }
    Leaf { place, data }
}

/// Headings, items, cells and code are structure; what they say is for people.
fn prose(path: &str, text: &str, leaves: &mut Vec<Leaf>) {
    let mut code = false;
    for (number, line) in text.lines().enumerate() {
        let place = format!("{path} {number}");
        if line.starts_with("```") {
            code = !code;
            leaves.push(leaf(format!("{place} {line}"), ""));
        } else if code {
            let words = split_words(&line.replace("\\\n", " ").replace('\\', "/"));
            leaves.push(leaf(format!("{place} code {}", words.len()), ""));
        } else {
            let mark: String = line.chars().take_while(|sign| " #-|>".contains(*sign)).collect();
            let cells = line.replace("\\|", "").matches('|').count();
            let ticks = line.replace("\\`", "").matches('`').count() % 2;
            leaves.push(leaf(format!("{place} {mark} {cells} {ticks}"), ""));
        }
    }
}

/// A file of another form: nothing of it but the value may differ.
fn lines(path: &str, text: &str, leaves: &mut Vec<Leaf>) {
    let lines = text.split('\n').enumerate();
    leaves.extend(lines.map(|(number, line)| leaf(format!("{path} line {number}"), line)));
}

fn leaf(place: impl Into<String>, data: impl Into<String>) -> Leaf {
    Leaf { place: place.into(), data: data.into() }
}
