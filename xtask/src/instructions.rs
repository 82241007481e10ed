//! How many instructions rendering takes, counted by valgrind: other than a time, the count is the same on
//! a busy machine and on an idle one, so that it can be held against a budget.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::process::{answer, at_root, cargo, root, run as run_program};
use crate::step::Outcome;
use crate::system;

/// The counts that were measured last, in thousands: a line for each profile and step.
const BUDGET: &str = "bench/instructions.tsv";

/// Each profile, with so many machines that what they share counts for little and a run is short.
const CLUSTERS: [(&str, &str); 5] = [
    ("flatcar", "10"),
    ("coreos-guide", "10"),
    ("fleet-units", "10"),
    ("weave", "10"),
    ("corekube", "10"),
];

/// Each goes as far as the one before and a step further.
const STEPS: [&str; 4] = ["compile", "render", "check", "zip"];

/// By how many per cent a count may be passed: compilers and processors differ.
const TOLERANCE: u64 = 10;

/// Thousands of instructions by profile and step.
type Counts = BTreeMap<(String, String), u64>;

/// `cargo xtask instructions [--bless]`: counts, and compares or takes over.
pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let bless = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--bless"] => true,
        _ => return Err("takes --bless and nothing else".into()),
    };
    provide()?;
    let counts = count()?;
    if bless {
        return fs::write(budget_file(), written(&counts)).map_err(|error| error.to_string());
    }
    judge(&counts, &budget()?).map(|note| println!("{note}"))
}

/// The step of `cargo xtask test`.
pub(crate) fn check() -> Outcome {
    if let Err(why) = provide() {
        return Outcome::Skipped(format!("NOT COUNTED, {why}"));
    }
    match count().and_then(|counts| judge(&counts, &budget()?)) {
        Ok(note) => Outcome::Noted(note),
        Err(why) => Outcome::Failed(why),
    }
}

fn provide() -> Result<(), String> {
    let is_there = || answer(Command::new("valgrind").arg("--version")).is_some();
    if !is_there() {
        system::install(&["valgrind"])?;
    }
    if is_there() {
        Ok(())
    } else {
        Err("valgrind is not here: install the package valgrind".into())
    }
}

fn count() -> Result<Counts, String> {
    run_program(&mut cargo(["build", "--profile", "count", "-p", "kubecore-bench"]))?;
    let program = root().join("target/count/kubecore-bench");
    let mut counts = Counts::new();
    for (profile, nodes) in CLUSTERS {
        let mut before = 0;
        for step in STEPS {
            let all = count_one(&program, &[step, profile, nodes])?;
            counts.insert((profile.into(), step.into()), all.saturating_sub(before) / 1000);
            before = all;
        }
    }
    Ok(counts)
}

/// The instructions of one run, as callgrind sums them up when it ends.
fn count_one(program: &PathBuf, args: &[&str; 3]) -> Result<u64, String> {
    let mut valgrind = at_root("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(program).arg("work").args(args).stdout(Stdio::null());
    let output = valgrind.output().map_err(|error| format!("valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let count = said.lines().find_map(|line| line.split_once("Collected : "));
    match count.and_then(|(_, count)| count.trim().parse().ok()) {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("valgrind counted nothing for {}:\n{said}", args.join(" "))),
    }
}

/// What there is to say where nothing is above its budget.
fn judge(counts: &Counts, budget: &Counts) -> Result<String, String> {
    let (mut over, mut total, mut planned) = (Vec::new(), 0, 0);
    for ((profile, step), count) in counts {
        let most = budget.get(&(profile.clone(), step.clone())).copied().unwrap_or(0);
        (total, planned) = (total + count, planned + most);
        println!("{profile:<13} {step:<8} {count:>8} thousand, {most:>8} planned");
        if *count * 100 > most * (100 + TOLERANCE) {
            over.push(format!("{profile} {step}"));
        }
    }
    if !over.is_empty() {
        return Err(format!(
            "more instructions than {BUDGET} allows: {}. See what grew (valgrind --tool=callgrind), or take \
             the counts over with `cargo xtask instructions --bless` and say why",
            over.join(", ")
        ));
    }
    let hint = if total * 100 < planned * (100 - TOLERANCE) {
        "; much less than planned: `cargo xtask instructions --bless` keeps it so"
    } else {
        ""
    };
    Ok(format!("{} million instructions{hint}", total / 1000))
}

fn budget() -> Result<Counts, String> {
    let text = fs::read_to_string(budget_file()).map_err(|error| format!("{BUDGET}: {error}"))?;
    text.lines()
        .map(|line| {
            let words: Vec<&str> = line.split('\t').collect();
            match words[..] {
                [profile, step, count] => {
                    let count = count.parse().map_err(|_| format!("{BUDGET}: {line}"))?;
                    Ok(((profile.to_owned(), step.to_owned()), count))
                }
                _ => Err(format!("{BUDGET}: {line}")),
            }
        })
        .collect()
}

fn written(counts: &Counts) -> String {
    let line = |((profile, step), count): (&(String, String), &u64)| {
        format!("{profile}\t{step}\t{count}\n")
    };
    counts.iter().map(line).collect()
}

fn budget_file() -> PathBuf {
    root().join(BUDGET)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(count: u64) -> Counts {
        Counts::from([(("weave".to_owned(), "zip".to_owned()), count)])
    }

    #[test]
    fn growth_is_refused_and_named() {
        assert!(judge(&counts(1_100), &counts(1_000)).is_ok());
        assert!(judge(&counts(1_101), &counts(1_000)).unwrap_err().contains("weave zip"));
        assert!(judge(&counts(1), &Counts::new()).is_err(), "what has no budget yet");
    }

    #[test]
    fn less_is_told() {
        assert!(!judge(&counts(1_000), &counts(1_000)).unwrap().contains("bless"));
        assert!(judge(&counts(899), &counts(1_000)).unwrap().contains("bless"));
    }

    #[test]
    fn every_count_has_its_line() {
        let budget = budget().unwrap();
        for (profile, _) in CLUSTERS {
            for step in STEPS {
                assert!(budget.contains_key(&(profile.into(), step.into())), "{profile} {step}");
            }
        }
    }
}
