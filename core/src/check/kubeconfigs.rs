//! kubectl's file: its contexts name clusters and users that are in it.

use serde_yaml::Value;

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    for (file, document) in subject.documents() {
        if document.get("kind").and_then(Value::as_str) == Some("Config")
            && let Some(what) = wrong(document)
        {
            found(report, subject.bundle, &file.artifact.path, what);
        }
    }
}

/// An item of a list, and the name by which others name it.
type Named<'c> = (&'c str, &'c Value);

fn text<'c>(value: &'c Value, key: &str) -> Option<&'c str> {
    value.get(key).and_then(Value::as_str)
}

fn wrong(config: &Value) -> Option<&'static str> {
    let of = |key: &str, inner: &str| -> Option<Vec<Named<'_>>> {
        let list = config.get(key).and_then(Value::as_sequence)?;
        list.iter().map(|item| Some((text(item, "name")?, item.get(inner)?))).collect()
    };
    let (Some(clusters), Some(users), Some(contexts)) =
        (of("clusters", "cluster"), of("users", "user"), of("contexts", "context"))
    else {
        return Some("lacks clusters, users or contexts");
    };
    let has = |list: &[Named<'_>], name: Option<&str>| {
        name.is_some_and(|name| list.iter().any(|(known, _)| *known == name))
    };
    let whole = contexts.iter().all(|(_, context)| {
        has(&clusters, text(context, "cluster")) && has(&users, text(context, "user"))
    });
    // Who has one context need not say which.
    let current = config.get("current-context").map(Value::as_str);
    if !whole || current.is_some_and(|name| !has(&contexts, name)) {
        return Some("has a context of a cluster or user that is not in it");
    }
    // A kubelet of the guide has the server by a flag.
    let server = |(_, cluster): &Named<'_>| {
        let url = text(cluster, "server");
        let authority = ["certificate-authority", "certificate-authority-data"];
        let authority = authority.iter().any(|key| cluster.get(key).is_some());
        url.map_or(authority, |url| url.starts_with("http"))
    };
    let proof = |(_, user): &Named<'_>| {
        let pairs = [
            ["client-certificate", "client-key"],
            ["client-certificate-data", "client-key-data"],
            ["token", "token"],
            ["tokenFile", "tokenFile"],
        ];
        let pair = |pair: [&str; 2]| pair.iter().all(|key| user.get(key).is_some());
        user.as_mapping().is_some_and(serde_yaml::Mapping::is_empty) || pairs.into_iter().any(pair)
    };
    if !clusters.iter().all(server) {
        return Some("has a cluster without a server and an authority");
    }
    (!users.iter().all(proof)).then_some("has a user without a certificate and its key")
}
