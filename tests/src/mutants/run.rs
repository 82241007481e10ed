//! The check against every mutant of a cluster.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use kubecore::bundle::{Artifact, Bundle, SUMS};
use kubecore::check::Checker;
use kubecore::plan::Plan;

use super::{Kind, Mutant, mutants};
use crate::ledger::Ledger;

/// How many mutants were noticed, by kind, and which were not.
#[derive(Debug, Default)]
pub struct Score {
    /// Made and noticed, of each kind.
    pub kinds: BTreeMap<Kind, (usize, usize)>,
    /// Noticed by the check that `render` runs, without the ledger.
    pub by_check: usize,
    /// What goes unnoticed.
    pub survivors: Vec<Survivor>,
    /// What the ledger notices and the check does not.
    pub ledger_only: Vec<Survivor>,
}

/// A mutant that goes unnoticed.
#[derive(Debug, Clone)]
pub struct Survivor {
    /// `nodes/worker-1/install.env`.
    pub path: String,
    /// What was done.
    pub kind: Kind,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// The line as it was.
    pub was: String,
}

impl Score {
    /// Mutants made, and noticed.
    pub fn total(&self) -> (usize, usize) {
        self.kinds.values().fold((0, 0), |(made, seen), (m, s)| (made + m, seen + s))
    }

    /// Adds another's.
    pub fn add(&mut self, other: Self) {
        for (kind, (made, seen)) in other.kinds {
            let sum = self.kinds.entry(kind).or_default();
            *sum = (sum.0 + made, sum.1 + seen);
        }
        self.by_check += other.by_check;
        self.survivors.extend(other.survivors);
        self.ledger_only.extend(other.ledger_only);
    }
}

/// What holds the same files in another form, so that comparing the two would notice anything.
const COPIES: [&str; 7] = [
    "big.bu",
    "big.ign",
    "cloud-config.yaml",
    "config.bu",
    "config.ign",
    "pointer.bu",
    "pointer.ign",
];

/// Makes each `step`th mutant of a bundle and asks the check and the ledger about it.
///
/// A mutant is a file as it would be if the program had meant it so: the bundle's list of checksums follows, and the
/// user-data, which is made from the same value, is not there to tell. Mutants of the user-data stand beside the
/// files.
pub fn score(plan: &Plan, profile: &str, bundle: &Bundle, step: usize) -> Score {
    let mut score = Score::default();
    let checker = Checker::new(plan);
    let mut ledger = Ledger::new(plan, profile);
    let check = |bundle: &Bundle| -> BTreeSet<String> {
        let report = checker.check(bundle);
        report.diagnostics().iter().map(|found| found.message.clone()).collect()
    };
    let mut ask =
        |bundle: &Bundle| -> BTreeSet<String> { ledger.wrong(bundle).into_iter().collect() };
    let alone = bare(bundle, None);
    let before = [(check(bundle), ask(bundle)), (check(&alone), ask(&alone))];
    let mut count = 0;
    for artifact in bundle.artifacts() {
        let text = std::str::from_utf8(&artifact.bytes).expect("a rendered file is UTF-8");
        let is_copy = COPIES.contains(&artifact.path.as_str()) && bundle.name() != "cluster";
        let found = mutants(&artifact.path, text, || {
            count += 1;
            count % step == 0
        });
        for Mutant { kind, line, what, text: mutated } in found {
            let mutated = Artifact::new(artifact.path.as_str(), artifact.mode, mutated);
            let (changed, before) = if artifact.path == SUMS {
                (bundle.clone().with(mutated), &before[0])
            } else if is_copy {
                (summed(bundle, &mutated), &before[0])
            } else {
                (bare(bundle, Some(&mutated)), &before[1])
            };
            let by_check = check(&changed).iter().any(|found| !before.0.contains(found));
            // The tests' readers refuse some files by a panic, which is to notice them.
            let noticed = by_check
                || catch_unwind(AssertUnwindSafe(|| ask(&changed)))
                    .map_or(true, |said| said.iter().any(|found| !before.1.contains(found)));
            let sum = score.kinds.entry(kind).or_default();
            *sum = (sum.0 + 1, sum.1 + usize::from(noticed));
            score.by_check += usize::from(by_check);
            if !by_check {
                let path = format!("{}/{}", bundle.name(), artifact.path);
                let was = text.lines().nth(line - 1).unwrap_or_default().trim().to_owned();
                let survivor = Survivor { path, kind, line, what, was };
                let list = if noticed { &mut score.ledger_only } else { &mut score.survivors };
                list.push(survivor);
            }
        }
    }
    score
}

/// The bundle with a file changed, and its checksums as they then are.
fn summed(bundle: &Bundle, changed: &Artifact) -> Bundle {
    let kept = bundle.artifacts().iter();
    let kept = kept.filter(|artifact| artifact.path != SUMS && artifact.path != changed.path);
    Bundle::new(bundle.name(), kept.cloned().chain([changed.clone()]).collect())
}

/// The bundle without copies, with a file changed, and its checksums as they then are.
fn bare(bundle: &Bundle, changed: Option<&Artifact>) -> Bundle {
    let node = bundle.name() != "cluster";
    let kept = bundle.artifacts().iter().filter(|artifact| {
        let path = artifact.path.as_str();
        path != SUMS
            && !(node && COPIES.contains(&path))
            && changed.is_none_or(|changed| changed.path != path)
    });
    let kept: Vec<Artifact> = kept.cloned().chain(changed.cloned()).collect();
    Bundle::new(bundle.name(), kept)
}
