//! `$private_ipv4` and its kin, which coreos-cloudinit replaced in the whole text.

use super::outcome::Outcome;
use super::retired;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::cloud_config::substitution::{Addresses, apply};
use crate::format::ignition::Variant;
use crate::source::{FieldPath, Node, Position, Span, Tree, Value};

/// Each variable, and where today's metadata service has such an address: on Flatcar, on Fedora
/// CoreOS (docs/usage/attributes.md and legacy-attributes.md of coreos/afterburn).
const VARIABLES: [(&str, &str, &str); 4] = [
    ("$private_ipv4", "COREOS_EC2_IPV4_LOCAL", "AFTERBURN_AWS_IPV4_LOCAL"),
    ("$public_ipv4", "COREOS_EC2_IPV4_PUBLIC", "AFTERBURN_AWS_IPV4_PUBLIC"),
    (
        "$private_ipv6",
        "COREOS_DIGITALOCEAN_IPV6_PRIVATE_0",
        "AFTERBURN_DIGITALOCEAN_IPV6_PRIVATE_0",
    ),
    ("$public_ipv6", "COREOS_DIGITALOCEAN_IPV6_PUBLIC_0", "AFTERBURN_DIGITALOCEAN_IPV6_PUBLIC_0"),
];

/// The text with `\$private_ipv4` as the letters that it stood for.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let itself = Addresses {
        public_ipv4: "$public_ipv4".to_owned(),
        private_ipv4: "$private_ipv4".to_owned(),
        public_ipv6: "$public_ipv6".to_owned(),
        private_ipv6: "$private_ipv6".to_owned(),
    };
    apply(text, &itself)
}

/// The help for text that needs an address at run time.
pub(super) fn remedy(target: Variant, flatcar: &str, fcos: &str) -> String {
    let (service, file, name) = match target {
        Variant::Flatcar => ("coreos-metadata.service", "/run/metadata/flatcar", flatcar),
        Variant::Fcos => ("afterburn.service", "/run/metadata/afterburn", fcos),
    };
    [
        "in a unit, write `Requires=` and `After=",
        service,
        "`, `EnvironmentFile=",
        file,
        "`, and the platform's variable, such as ${",
        name,
        "}; elsewhere, write the address itself",
    ]
    .concat()
}

/// Reports each variable that would have been replaced, comments excepted.
pub(super) fn check(tree: &Tree, out: &mut Outcome<'_>) {
    walk(&tree.root, &FieldPath::root(), out);
}

fn walk(node: &Node, path: &FieldPath, out: &mut Outcome<'_>) {
    match &node.value {
        Value::Null => {}
        Value::Text(_) => search(node, path, out),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &path.clone().index(index), out);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let here = path.clone().key(entry.key.clone());
                if !retired::is_block(&here) {
                    walk(&entry.node, &here, out);
                }
            }
        }
    }
}

/// Looks in the source, because that is what coreos-cloudinit replaced in.
fn search(node: &Node, path: &FieldPath, out: &mut Outcome<'_>) {
    let source = out.source();
    let (first, last) = (node.span.start, node.span.end);
    for number in first.line..=last.line {
        let Some(line) = source.line(number) else { break };
        if line.trim_start().starts_with('#') {
            continue;
        }
        for (variable, flatcar, fcos) in VARIABLES {
            for (at, _) in line.match_indices(variable) {
                let before = line.get(..at).unwrap_or_default();
                let column = before.chars().count() + 1;
                let start = Position { line: number, column };
                if before.ends_with('\\') || start < first || start >= last {
                    continue;
                }
                let end = Position { line: number, column: column + variable.len() };
                let found = format!("`{variable}` would stay as it is");
                out.push(
                    Diagnostic::new(Code::AddressVariable, found)
                        .at(Span { start, end })
                        .path(path.clone())
                        .help(remedy(out.target(), flatcar, fcos)),
                );
            }
        }
    }
}
