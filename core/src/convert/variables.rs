//! `$private_ipv4` and its kin, which coreos-cloudinit replaced in the whole text.

use super::outcome::Outcome;
use super::retired;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::ignition::Variant;
use crate::source::{FieldPath, Node, Position, Source, Span, Tree, Value};

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
    let places = places(out.source());
    if !places.is_empty() {
        walk(&tree.root, &FieldPath::root(), &places, out);
    }
}

/// A variable in the text, by its number in [`VARIABLES`].
type Place = (Position, usize);

/// Every variable that stands in the text, from its top. Looked for once: a line may hold a hundred thousand values.
fn places(source: &Source) -> Vec<Place> {
    let mut places = Vec::new();
    for (number, line) in (1..).map_while(|number| Some((number, source.line(number)?))) {
        if line.trim_start().starts_with('#') {
            continue;
        }
        let (mut seen, mut column) = (0, 1);
        for (at, _) in line.match_indices('$') {
            let before = line.get(seen..at).unwrap_or_default();
            (seen, column) = (at, column + before.chars().count());
            let here = line.get(at..).unwrap_or_default();
            let variable = VARIABLES.iter().position(|(name, ..)| here.starts_with(name));
            if let Some(variable) = variable.filter(|_| !before.ends_with('\\')) {
                places.push((Position { line: number, column }, variable));
            }
        }
    }
    places
}

fn walk(node: &Node, path: &FieldPath, places: &[Place], out: &mut Outcome<'_>) {
    match &node.value {
        Value::Null => {}
        Value::Text(_) => search(node, path, places, out),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &path.clone().index(index), places, out);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let here = path.clone().key(entry.key.clone());
                if !retired::is_block(&here) {
                    walk(&entry.node, &here, places, out);
                }
            }
        }
    }
}

/// Looks in the source, because that is what coreos-cloudinit replaced in.
fn search(node: &Node, path: &FieldPath, places: &[Place], out: &mut Outcome<'_>) {
    let (first, last) = (node.span.start, node.span.end);
    let inside = places.get(places.partition_point(|(start, _)| *start < first)..);
    let inside = inside.unwrap_or_default().iter().take_while(|(start, _)| *start < last);
    for (start, variable) in inside {
        let Some((name, flatcar, fcos)) = VARIABLES.get(*variable) else { continue };
        let end = Position { column: start.column + name.len(), ..*start };
        out.push(
            Diagnostic::new(Code::AddressVariable, format!("`{name}` would stay as it is"))
                .at(Span { start: *start, end })
                .path(path.clone())
                .help(remedy(out.target(), flatcar, fcos)),
        );
    }
}
