//! Clusters that differ from those of the suite in one value, or two.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use kubecore::spec::shape;
use kubecore::spec::shape::{RecordShape, Shape};

use crate::case::Case;
use crate::{change, home};

/// Releases, where a table of changes has but one.
const RELEASES: [(&str, &[&str]); 5] = [
    ("coreos-guide", &["v1.2.4", "v1.3.6", "v1.4.0", "v1.4.6", "v1.5.4"]),
    ("fleet-units", &["v0.19.3", "v0.20.2", "v0.21.4", "v1.0.1", "v1.1.7"]),
    ("weave", &["v1.0.1", "v1.1.7"]),
    ("corekube", &["v0.7.1", "v1.4.0", "v1.4.6"]),
    ("flatcar", &["v1.34.9", "v1.35.6", "v1.36.0", "v1.36.2", "v1.36.4"]),
];

/// Every case and example of a profile, each also with every change of its table and every other choice.
pub fn variants(profile: &str) -> Vec<Case> {
    let cases: Vec<Case> = Case::of(profile)
        .into_iter()
        .chain(Case::examples().into_iter().filter(|case| case.profile() == profile))
        .collect();
    let changes = changes(profile);
    let mut found = Vec::new();
    for case in &cases {
        found.push(case.clone());
        for (at, (path, value)) in changes.iter().enumerate() {
            let Some(text) = changed(&case.text, path, value.as_deref()) else { continue };
            // A second change keeps two fields from always changing together.
            let (path, value) = &changes[(at * 7 + 3) % changes.len()];
            if let Some(both) = changed(&text, path, value.as_deref()) {
                found.push(of(both, case));
            }
            found.push(of(text, case));
        }
    }
    found
}

fn of(text: String, case: &Case) -> Case {
    Case { name: case.name.clone(), folder: PathBuf::new(), text }
}

/// `None` where the spec has no place for it.
fn changed(text: &str, path: &str, value: Option<&str>) -> Option<String> {
    let (list, item) = path.split_once(']').map_or((path, None), |(list, _)| (list, Some(())));
    if value.is_none() && change::get(text, path).is_none() {
        return None;
    }
    if item.is_some() && change::get(text, &format!("{list}]")).is_none() {
        return None;
    }
    Some(change::set(text, path, value))
}

fn changes(profile: &str) -> Vec<(String, Option<String>)> {
    let table = home().join("dependencies").join(format!("{profile}.tsv"));
    let table = fs::read_to_string(&table).expect("a table of changes");
    let mut found = BTreeSet::new();
    for line in table.lines().filter(|line| !line.starts_with(['#', '-'])) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [_, path, value, _] = cells[..] {
            found.insert((path.to_owned(), (!value.is_empty()).then(|| value.to_owned())));
            if let Some(Shape::Choice(choices)) =
                field(&shape(), path).filter(|_| path != "profile")
            {
                found.extend(
                    choices.iter().map(|choice| (path.to_owned(), Some(choice.word.to_owned()))),
                );
            }
            if value == "true" || value == "false" {
                found
                    .extend(["true", "false"].map(|word| (path.to_owned(), Some(word.to_owned()))));
            }
        }
    }
    let releases = RELEASES.iter().filter(|(name, _)| *name == profile).flat_map(|(_, all)| *all);
    found.extend(releases.map(|one| ("kubernetes.version".to_owned(), Some((*one).to_owned()))));
    found.into_iter().collect()
}

fn field(record: &RecordShape, path: &str) -> Option<Shape> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let own = &record.fields.iter().find(|field| field.key == key)?.shape;
    match (own, rest) {
        (Shape::Record(inner), Some(rest)) => field(inner, rest),
        (own, None) => Some(own.clone()),
        _ => None,
    }
}
