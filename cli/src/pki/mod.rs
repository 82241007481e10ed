//! A cluster's keys and certificates.

mod env;
pub(crate) mod store;

pub(crate) use env::System;

use std::path::Path;

use kubecore::pki::{Env as _, Pki, Problem, Ready, State, mode, status};
use kubecore::plan::Plan;
use kubecore::plan::certificates::Certificates;
use kubecore::spec::PkiSource;

use self::store::{Change, Files, Store};
use crate::failure::Failure;
use crate::report;

/// What the spec needs; a failure if that is nothing.
pub(crate) fn list(plan: &Plan) -> Result<Certificates, Failure> {
    let list = Certificates::of(plan);
    if list.items.is_empty() {
        return Err(Failure::Other(
            "this profile knows no certificates, so there is nothing to make keys for".into(),
        ));
    }
    if plan.pki.source != PkiSource::Generate {
        return Err(Failure::Other(format!(
            "the spec says `pki.source: {}`: write `generate` to have certificates made here",
            plan.pki.source
        )));
    }
    Ok(list)
}

/// Reads what a directory holds; problems are told.
pub(crate) fn read(list: &Certificates, dir: &Path, files: &Files) -> Result<Pki, Failure> {
    Pki::read(list, files).map_err(|problems| refuse(Some(dir), &problems, "nothing was changed"))
}

/// Tells what is wrong, with files of `dir` by their whole names.
pub(crate) fn refuse(dir: Option<&Path>, problems: &[Problem], verdict: &str) -> Failure {
    report::problems(dir, problems, verdict);
    Failure::Spec
}

/// What of `made` is not there yet, with the modes it gets.
pub(crate) fn changes(made: &Files, there: &Files) -> Vec<Change> {
    made.iter()
        .filter(|(path, bytes)| there.get(*path) != Some(bytes))
        .map(|(path, bytes)| Change { path: path.clone(), mode: mode(path), bytes: bytes.clone() })
        .collect()
}

/// Everything that the cluster needs from the PKI directory `dir`. It is only read: a render makes no
/// key.
pub(crate) fn ready(plan: &Plan, dir: &Path, verdict: &str) -> Result<Ready, Failure> {
    let list = list(plan)?;
    let found = Pki::read(&list, &Store::read(dir)?);
    let found = found.map_err(|problems| refuse(Some(dir), &problems, verdict))?;
    let ready = found.ready(&list);
    let ready = ready.map_err(|problems| refuse(Some(dir), &problems, verdict))?;
    for late in status(&list, &found, System.now()) {
        if let State::Expired | State::NotYet = late.state {
            report::note(&format!("{} is {}", late.item.certificate_file(), late.state));
        }
    }
    Ok(ready)
}
