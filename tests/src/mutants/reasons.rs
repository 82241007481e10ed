//! Mutants that may go unnoticed, and why: `mutants/<profile>.tsv`.

use std::fs;

use super::Survivor;
use crate::home;

/// A class of mutants with its reason.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The end of the file's path.
    pub file: String,
    /// What was done; empty for anything.
    pub kind: String,
    /// What the line holds, or with `=` before it how the word begins that was changed.
    pub line: String,
    /// Why nobody can notice, or need not.
    pub why: String,
}

/// The reasons of a profile, then those of all.
pub fn reasons(profile: &str) -> Vec<Reason> {
    let all = [profile, "all"].into_iter().flat_map(|name| {
        let path = home().join("mutants").join(format!("{name}.tsv"));
        let table = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        rows.map(reason).collect::<Vec<_>>()
    });
    all.collect()
}

/// The first reason that is one for this mutant.
pub fn reason_for<'r>(reasons: &'r [Reason], survivor: &Survivor) -> Option<&'r Reason> {
    reasons.iter().find(|reason| {
        survivor.path.ends_with(&reason.file)
            && (reason.kind.is_empty() || reason.kind == survivor.kind.as_str())
            && match reason.line.strip_prefix('=') {
                Some(word) => survivor.what.starts_with(word),
                None => survivor.was.contains(&reason.line),
            }
    })
}

fn reason(line: &str) -> Reason {
    let cells: Vec<&str> = line.split('\t').collect();
    let [file, kind, line, why] = cells[..] else { panic!("not four cells: {line:?}") };
    assert!(!why.is_empty(), "a reason says why: {line:?}");
    let [file, kind, line, why] = [file, kind, line, why].map(str::to_owned);
    Reason { file, kind, line, why }
}
