//! Logins to registries: a `.dockercfg` has the plan's, each under the address that docker looks it up by.

use serde_json::{Value, json};

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;
use crate::format::dockercfg::auth;
use crate::format::json::pretty;
use crate::plan::System;
use crate::plan::weave::Registry;

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    let registries: &[Registry] = match &subject.plan.system {
        System::Weave(settings) => &settings.registries,
        _ => &[],
    };
    for file in &subject.files {
        let path = file.artifact.path.as_str();
        if !path.ends_with("/.dockercfg") {
            continue;
        }
        // What is wrong is not shown: tokens stand in it.
        match serde_json::from_str::<Value>(file.text) {
            Err(_) => found(report, subject.bundle, path, "is no JSON"),
            // As it is written: a key that stands twice is then seen.
            Ok(value) if file.text != pretty(&value) => {
                found(report, subject.bundle, path, "reads back differently");
            }
            Ok(value) if value != wanted(registries) => {
                found(report, subject.bundle, path, "does not have the plan's logins");
            }
            Ok(_) => {}
        }
    }
}

/// Of two logins to a registry the later one counts.
fn wanted(registries: &[Registry]) -> Value {
    let entry = |one: &Registry| {
        let email = one.email.as_ref().map(ToString::to_string).unwrap_or_default();
        (
            one.address(),
            json!({ "auth": auth(one.user.as_str(), one.token.expose()), "email": email }),
        )
    };
    Value::Object(registries.iter().map(entry).collect())
}
