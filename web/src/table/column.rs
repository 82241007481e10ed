//! The columns of a table, from the description of its records.

use kubecore::source::{FieldPath, Step};
use kubecore::spec::Profile;
use kubecore::spec::shape::{Choice, RecordShape, Shape};

use super::words;

/// One column: a field of every record.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// The field's key.
    pub(super) key: &'static str,
    /// What stands above it.
    pub(super) label: String,
    /// What it means.
    pub(super) doc: &'static str,
    /// How it is written.
    pub(super) kind: Kind,
    /// The words that can be chosen, for [`Kind::Choice`] and [`Kind::YesNo`].
    pub(super) choices: Vec<Choice>,
}

/// How a field is written in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// One IP address: a copy of the row gets the next.
    Address,
    Number,
    Secret,
    Choice,
    /// `true` or `false`.
    YesNo,
    /// `key=value, key=value`
    Labels,
    /// `a, b`
    List,
}

const YES_NO: [Choice; 2] = [Choice { word: "true", doc: "" }, Choice { word: "false", doc: "" }];

/// The fields that mean something to `profile` and fit into a cell, in their order. Groups in
/// groups do not: they are written in the text.
pub(super) fn columns(shape: &RecordShape, list: &FieldPath, profile: Profile) -> Vec<Column> {
    let list = dotted(list);
    let fields = shape.fields.iter().filter_map(|field| {
        let path = [&list, field.key].join(".");
        let kind = kind(&field.shape).filter(|_| profile.has(&path))?;
        let choices = match &field.shape {
            Shape::Choice(choices) => {
                choices.iter().filter(|c| offers(profile, &path, c.word)).copied().collect()
            }
            Shape::Bool => YES_NO.to_vec(),
            _ => Vec::new(),
        };
        let label = words::label(field.key);
        Some(Column { key: field.key, label, doc: field.doc, kind, choices })
    });
    fields.collect()
}

/// The keys of a path, as [`Profile::has`] wants them: `weave.machines`.
pub(super) fn dotted(path: &FieldPath) -> String {
    let keys = path.steps().iter().filter_map(|step| match step {
        Step::Key(key) => Some(&**key),
        Step::Index(_) => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

impl Column {
    /// Whether leaving it out is a choice like the others.
    pub(super) fn optional(&self) -> bool {
        self.kind == Kind::YesNo || self.doc.contains("Default:")
    }

    /// What a word of its choices is called.
    pub(super) fn called(&self, word: &'static str) -> &'static str {
        match (self.kind, word) {
            (Kind::YesNo, "true") => "yes",
            (Kind::YesNo, "false") => "no",
            _ => word,
        }
    }
}

fn kind(shape: &Shape) -> Option<Kind> {
    Some(match shape {
        // Nothing else of the format takes an address alone.
        Shape::Text(text) if text.form == "an IP address" => Kind::Address,
        Shape::Text(_) => Kind::Text,
        Shape::Secret(_) => Kind::Secret,
        Shape::Number { .. } => Kind::Number,
        Shape::Bool => Kind::YesNo,
        Shape::Choice(_) => Kind::Choice,
        Shape::Labels => Kind::Labels,
        Shape::List(item) => match **item {
            Shape::Text(_) | Shape::Number { .. } | Shape::Choice(_) => Kind::List,
            _ => return None,
        },
        Shape::Record(_) => return None,
    })
}

fn offers(profile: Profile, path: &str, word: &str) -> bool {
    match path {
        "nodes.role" | "pools.role" => profile.roles().iter().any(|role| role.as_str() == word),
        _ => profile.offers(path, word),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::record;
    use super::*;

    fn said(list: &str, profile: Profile) -> Vec<(String, Kind)> {
        let (shape, path) = record(list);
        let all = columns(&shape, &path, profile);
        all.into_iter().map(|column| (column.label, column.kind)).collect()
    }

    #[test]
    fn a_profile_has_its_own_columns() {
        let weave = said("nodes", Profile::Weave);
        let labels: Vec<&str> = weave.iter().map(|(label, _)| &**label).collect();
        assert_eq!(labels, ["Name", "Role", "IP", "Labels"]);
        let guide = said("nodes", Profile::CoreosGuide);
        assert_eq!(guide.last(), Some(&("Schedulable".into(), Kind::YesNo)));
        assert_eq!(guide[2], ("IP".into(), Kind::Address));
    }

    #[test]
    fn every_list_of_records_has_columns() {
        let kinds = |list| said(list, Profile::Weave).into_iter().map(|(_, kind)| kind);
        assert_eq!(
            kinds("weave.machines").collect::<Vec<_>>(),
            [Kind::Text, Kind::Text, Kind::List, Kind::YesNo]
        );
        assert_eq!(kinds("weave.registries").nth(2), Some(Kind::Secret));
        assert_eq!(kinds("pools").nth(2), Some(Kind::Number));
    }

    #[test]
    fn only_the_profiles_roles_are_offered() {
        let (shape, path) = record("nodes");
        let words = |profile| {
            let all = columns(&shape, &path, profile);
            all[1].choices.iter().map(|choice| choice.word).collect::<Vec<_>>()
        };
        assert_eq!(words(Profile::Weave), ["control-plane", "worker"]);
        assert!(words(Profile::Corekube).contains(&"overlord"));
    }
}
