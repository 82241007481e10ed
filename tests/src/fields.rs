//! The fields that Kubernetes' objects and configurations have, by release.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize as _;
use serde_yaml::Value;

use crate::home;

/// What a manifest may hold.
#[derive(Debug)]
pub struct Fields(BTreeMap<String, BTreeMap<String, String>>);

impl Fields {
    /// The lists of a release, `1.36`, with those of kubeadm and kustomize.
    pub fn of(release: &str) -> Self {
        let mut types: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for list in [&format!("v{release}"), "kubeadm-v1beta4", "kustomize-v1beta1"] {
            let path = home().join("fields").join(format!("{list}.tsv"));
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for line in text.lines() {
                let columns: Vec<&str> = line.split('\t').collect();
                let [of, field, value] = columns[..] else { panic!("{list}: {line}") };
                types.entry(of.to_owned()).or_default().insert(field.to_owned(), value.to_owned());
            }
        }
        Self(types)
    }

    /// Every field of the manifests in `yaml` that does not exist, with its path.
    pub fn unknown(&self, yaml: &str) -> Vec<String> {
        let mut findings = Vec::new();
        for document in serde_yaml::Deserializer::from_str(yaml) {
            let object = Value::deserialize(document).expect("a manifest is YAML");
            let text = |key| object.get(key).and_then(Value::as_str).unwrap_or_default();
            let kind = format!("{} {}", text("apiVersion"), text("kind"));
            self.object(&kind, &object, &kind, &mut findings);
        }
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
            let key = key.as_str().expect("a field has a name");
            let at = format!("{at}.{key}");
            match fields.get(key).map(String::as_str) {
                None => findings.push(format!("{at}: {kind} has no such field")),
                Some("-") => {}
                Some(kind) => self.value(kind, value, &at, findings),
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
