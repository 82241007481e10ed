//! What the page calls a field.

use kubecore::document::Document;
use kubecore::source::{FieldPath, Step};

/// Words that are written otherwise.
const WORDS: [(&str, &str); 10] = [
    ("api", "API"),
    ("ca", "CA"),
    ("cidr", "CIDR"),
    ("dns", "DNS"),
    ("etcd", "etcd"),
    ("id", "ID"),
    ("ip", "IP"),
    ("ips", "IPs"),
    ("pki", "PKI"),
    ("ssh", "SSH"),
];

/// A field as a way through the page: `Network › DNS service IP`, `Nodes › worker-1 › IP`.
pub fn label(document: &Document, field: &FieldPath) -> String {
    let mut path = FieldPath::root();
    let mut parts = Vec::new();
    for step in field.steps() {
        parts.push(match step {
            Step::Key(key) => {
                path = path.key(key.clone());
                words(key)
            }
            Step::Index(index) => {
                path = path.index(*index);
                let name = document.scalar(&path.clone().key("name"));
                name.map_or_else(|| (index + 1).to_string(), str::to_owned)
            }
        });
    }
    parts.join(" › ")
}

fn words(key: &str) -> String {
    let mut words = Vec::new();
    for (place, part) in key.split('_').enumerate() {
        let known = WORDS.iter().find(|(word, _)| *word == part);
        let (first, rest) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
        words.push(match known {
            Some((_, written)) => (*written).to_owned(),
            None if place == 0 => [&first.to_uppercase(), rest].concat(),
            None => part.to_owned(),
        });
    }
    words.join(" ")
}
