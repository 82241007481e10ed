//! The fields that configuration files have, by release.

use std::collections::BTreeSet;

use serde_yaml::Value;

use crate::{flags, listing};

/// The paths of `value`, a document of `kind` (`KubeletConfiguration`), that the kind does not have in
/// `version` (`v1.36.4`).
pub fn unknown(version: &str, kind: &str, value: &Value) -> Vec<String> {
    let known = listing::read(&format!("fields/{}/{kind}", flags::list_of_today(version)));
    let mut missing = Vec::new();
    walk(value, String::new(), &known, &mut missing);
    missing
}

fn walk(value: &Value, path: String, known: &BTreeSet<String>, missing: &mut Vec<String>) {
    if known.contains(&path) {
        return;
    }
    match value {
        Value::Mapping(mapping) if leads_on(known, &path, '.') => {
            for (key, value) in mapping {
                let key = key.as_str().expect("keys are texts");
                let any = join(&path, "*");
                let named = join(&path, key);
                walk(value, if leads_to(known, &any) { any } else { named }, known, missing);
            }
        }
        Value::Sequence(items) if leads_on(known, &path, '[') => {
            for item in items {
                walk(item, format!("{path}[]"), known, missing);
            }
        }
        _ => missing.push(path),
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Whether there is a path that goes on behind `path` with `sign`.
fn leads_on(known: &BTreeSet<String>, path: &str, sign: char) -> bool {
    path.is_empty()
        || known.iter().any(|k| k.strip_prefix(path).is_some_and(|rest| rest.starts_with(sign)))
}

fn leads_to(known: &BTreeSet<String>, path: &str) -> bool {
    known.contains(path) || leads_on(known, path, '.') || leads_on(known, path, '[')
}

#[cfg(test)]
mod tests {
    use super::unknown;
    use crate::flags::RELEASES_OF_TODAY;
    use crate::listing;

    fn of(kind: &str, text: &str) -> Vec<String> {
        unknown("v1.36.4", kind, &serde_yaml::from_str(text).unwrap())
    }

    #[test]
    fn what_a_kind_has_is_known() {
        let text = "apiVersion: v\nkind: k\nauthentication: {x509: {clientCAFile: a}}\nclusterDNS: [a, b]\n\
                    evictionHard: {memory.available: 1}\nregisterWithTaints: [{key: a, effect: b}]\n\
                    staticPodURLHeader: {a: [b]}\n";
        assert_eq!(of("KubeletConfiguration", text), [""; 0]);
    }

    #[test]
    fn what_a_kind_lacks_is_named() {
        let text = "authentication: {x509: {clientCaFile: a}}\nclusterDNS: a\nfailSwapOff: true\n\
                    registerWithTaints: [{effects: b}]\nmaxPods: 1\n";
        let missing = [
            "authentication.x509.clientCaFile",
            "clusterDNS",
            "failSwapOff",
            "registerWithTaints[].effects",
        ];
        assert_eq!(of("KubeletConfiguration", text), missing);
    }

    #[test]
    fn a_field_of_one_release_is_not_one_of_another() {
        let value = serde_yaml::from_str("tlsCurvePreferences: [X25519]").unwrap();
        let kind = "KubeletConfiguration";
        assert_eq!(unknown("v1.35.8", kind, &value), ["tlsCurvePreferences"]);
        assert_eq!(unknown("v1.36.0", kind, &value), [""; 0]);
    }

    #[test]
    fn every_release_has_every_kind() {
        for release in RELEASES_OF_TODAY {
            let kinds = listing::names(&format!("fields/{release}"));
            assert_eq!(kinds.len(), 13, "{release}: {kinds:?}");
            for kind in kinds {
                let fields = listing::read(&format!("fields/{release}/{kind}"));
                assert!(fields.contains("kind") && fields.contains("apiVersion"), "{kind}");
            }
        }
    }
}
