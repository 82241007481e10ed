//! `cargo xtask mutants [--alone] [STEP CASE…]`: how many wrong values are noticed, profile by profile; with `--alone`
//! also what only the ledger notices.
#![expect(clippy::print_stdout, reason = "a table for people is this program's whole purpose")]

use std::collections::BTreeMap;
use std::num::NonZero;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use kubecore::profile::Renderer;
use kubecore_tests::case::Case;
use kubecore_tests::mutants::{Score, Survivor, reason_for, reasons, score};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let alone = arguments.next_if(|word| word == "--alone").is_some();
    let step = arguments.next().map_or(1, |step| step.parse().expect("each how many-th mutant"));
    let only: Vec<String> = arguments.collect();
    // The tests' readers refuse some mutants by a panic, which is to notice them.
    std::panic::set_hook(Box::new(|_| {}));
    let mut cases = Case::all();
    cases.retain(|case| only.is_empty() || only.contains(&case.name));
    let mut profiles: BTreeMap<String, Score> = BTreeMap::new();
    for (case, score) in cases.iter().zip(scores(&cases, step)) {
        profiles.entry(case.profile()).or_default().add(score);
    }
    let mut open = 0;
    for (profile, score) in &profiles {
        open += survivors(profile, score);
        if alone {
            classes(profile, score);
        }
    }
    println!("{:>14} {:>9} {:>9} {:>9} {:>9}", "profile", "mutants", "noticed", "%", "by check");
    for (profile, score) in &profiles {
        let (made, seen) = score.total();
        let by_check = percent(score.by_check, made);
        println!("{profile:>14} {made:>9} {seen:>9} {:>9} {by_check:>9}", percent(seen, made));
        for (kind, (made, seen)) in &score.kinds {
            println!("{:>14} {made:>9} {seen:>9} {:>9}", kind.as_str(), percent(*seen, *made));
        }
    }
    if open == 0 {
        return ExitCode::SUCCESS;
    }
    println!("{open} go unnoticed without a reason in tests/mutants");
    ExitCode::FAILURE
}

/// That of each case, on every core.
fn scores(cases: &[Case], step: usize) -> Vec<Score> {
    let next = AtomicUsize::new(0);
    let of_case = |case: &Case| {
        let plan = case.plan();
        let mut sum = Score::default();
        for bundle in Renderer::new(&plan).bundles() {
            sum.add(score(&plan, &case.profile(), &bundle, step));
        }
        sum
    };
    let work = || {
        let mut done = Vec::new();
        while let Some(index) = Some(next.fetch_add(1, Relaxed)).filter(|at| *at < cases.len()) {
            done.push((index, of_case(&cases[index])));
        }
        done
    };
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut done: Vec<(usize, Score)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().flat_map(|worker| worker.join().expect("a worker ends"));
        done.collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, score)| score).collect()
}

/// Prints what only the ledger notices, by kind and file.
fn classes(profile: &str, score: &Score) {
    let mut classes: BTreeMap<(&str, &str), Vec<&Survivor>> = BTreeMap::new();
    for survivor in &score.ledger_only {
        let file = survivor.path.rsplit('/').next().unwrap_or_default();
        classes.entry((file, survivor.kind.as_str())).or_default().push(survivor);
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|(_, survivors)| std::cmp::Reverse(survivors.len()));
    for ((file, kind), survivors) in classes {
        println!("{profile}: {:>6} {kind} in {file}", survivors.len());
        for survivor in survivors.iter().step_by(1 + survivors.len() / 6) {
            println!("{:>16} {} in `{}`", "", survivor.what, survivor.was);
        }
    }
}

/// Prints those that go unnoticed, in classes; how many have no reason.
fn survivors(profile: &str, score: &Score) -> usize {
    let reasons = reasons(profile);
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open = 0;
    for survivor in &score.survivors {
        if let Some(reason) = reason_for(&reasons, survivor) {
            *classes.entry(&reason.why).or_default() += 1;
        } else {
            open += 1;
            println!(
                "{profile}: {}:{}: {}: {} in `{}`",
                survivor.path,
                survivor.line,
                survivor.kind.as_str(),
                survivor.what,
                survivor.was
            );
        }
    }
    for (why, count) in classes {
        println!("{profile}: {count:>6} {why}");
    }
    open
}

/// With two places, without rounding up.
fn percent(part: usize, whole: usize) -> String {
    let hundredths = part * 10_000 / whole.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
