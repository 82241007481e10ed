//! Fields of manifests: what the API server and Kubernetes' own programs read, and refuse else.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;
use crate::order;
use crate::plan::Release;

/// What a manifest may hold: `core/data/check/fields`.
#[derive(Debug, Clone)]
pub struct Fields(BTreeMap<&'static str, Vec<(&'static str, &'static str)>>);

/// Minor releases and their lists, newest first.
const RELEASES: [(&str, &str); 3] = [
    ("v1.36", include_str!("../../data/check/fields/v1.36.tsv")),
    ("v1.35", include_str!("../../data/check/fields/v1.35.tsv")),
    ("v1.34", include_str!("../../data/check/fields/v1.34.tsv")),
];

/// What goes with every one of them.
const BESIDE: [&str; 3] = [
    include_str!("../../data/check/fields/replication-controller.tsv"),
    include_str!("../../data/check/fields/kubeadm-v1beta4.tsv"),
    include_str!("../../data/check/fields/kustomize-v1beta1.tsv"),
];

impl Fields {
    /// Those of a release. One without a list of its own has the oldest: the API's v1 gains fields and never
    /// loses one, so that a field which is in none of them is in no release.
    pub fn of(release: Release) -> Self {
        let minor = release.minor();
        let own = RELEASES.iter().find(|(list, _)| *list == minor);
        let own = own.or(RELEASES.last()).map(|(_, text)| *text);
        let mut types: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for line in own.into_iter().chain(BESIDE).flat_map(str::lines) {
            let mut columns = line.split('\t');
            if let (Some(of), Some(field), Some(value)) =
                (columns.next(), columns.next(), columns.next())
            {
                types.entry(of).or_default().push((field, value));
            }
        }
        for fields in types.values_mut() {
            order::sort_by(fields, Ord::cmp);
        }
        Self(types)
    }

    /// Every field of a manifest that does not exist, with its path.
    pub fn unknown(&self, manifest: &Value) -> Vec<String> {
        let text = |key| manifest.get(key).and_then(Value::as_str).unwrap_or_default();
        let kind = format!("{} {}", text("apiVersion"), text("kind"));
        let mut findings = Vec::new();
        self.object(&kind, manifest, &kind, &mut findings);
        findings
    }

    fn object(&self, kind: &str, value: &Value, at: &str, findings: &mut Vec<String>) {
        let Some(map) = value.as_mapping() else {
            return findings.push(format!("{at} is no object of fields"));
        };
        if map.is_empty() {
            return;
        }
        let Some(fields) = self.0.get(kind) else {
            return findings.push(format!("{at}: no list of fields of {kind}"));
        };
        for (key, value) in map {
            let key = key.as_str().unwrap_or_default();
            let known = fields.binary_search_by(|(field, _)| (*field).cmp(key)).ok();
            match known.and_then(|at| fields.get(at)) {
                None => findings.push(format!("{at}.{key}: {kind} has no such field")),
                Some((_, "-")) => {}
                Some((_, kind)) => self.value(kind, value, &format!("{at}.{key}"), findings),
            }
        }
    }

    fn value(&self, kind: &str, value: &Value, at: &str, findings: &mut Vec<String>) {
        let Some(kind) = kind.strip_prefix("[]") else {
            return self.object(kind, value, at, findings);
        };
        let Some(list) = value.as_sequence() else {
            return findings.push(format!("{at} is no list"));
        };
        for (index, value) in list.iter().enumerate() {
            self.object(kind, value, &format!("{at}[{index}]"), findings);
        }
    }
}

/// What is no manifest of the API's: kubectl's own file, and that of our own program.
const OTHERS: [&str; 2] = ["Config", ""];

pub(super) fn check(subject: &Subject<'_>, fields: &Fields, report: &mut Report) {
    for (file, document) in subject.documents() {
        let text = |key| document.get(key).and_then(Value::as_str).unwrap_or_default();
        if OTHERS.contains(&text("kind")) && text("apiVersion").len() < 3 {
            continue;
        }
        for what in fields.unknown(document) {
            found(report, subject.bundle, &file.artifact.path, what);
        }
    }
}
