//! `cargo xtask fuzz [TARGET…] [--seconds N] [--keep]`: every reader of foreign bytes, given what libFuzzer makes up.
//!
//! On the stable toolchain, by the flags that cargo-fuzz gives rustc without a sanitizer: there is no `unsafe` of
//! ours for one to judge.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::process::{answer, at_root, cargo, root, run as run_program};
use crate::step::Outcome;
use crate::{rustup, system};

/// A directory below `fuzz/corpus` or a program below `fuzz/fuzz_targets` is named as its target.
const PROGRAMS: &str = "fuzz/fuzz_targets";

/// Where everything is built and found that is not kept.
const PLACE: &str = "target/fuzz";

/// The longest input, in bytes.
const LONGEST: usize = 1 << 20;

/// What one input of that length may take, in MB; the program itself and libFuzzer's own tables included.
const MOST_MEMORY: usize = 256;

/// What one input may take, in seconds: four times what is promised of the program that is handed out, as this
/// build notes every branch, checks every sum and is hardly optimised, which makes it some four times slower.
/// Long inputs may take so much of the processor's time, which is the same on a machine that others keep busy.
const MOST_TIME: usize = 4;

/// The same for the step of `cargo xtask test`, which runs on machines that are slow or busy.
const MOST_TIME_OF_A_STEP: usize = 20;

/// How long each target is fuzzed by default, in seconds.
const SECONDS: usize = 120;

/// How many inputs that step makes up for each target: always the same ones, since what fails there must fail again.
const INPUTS_OF_A_STEP: usize = 2000;

/// Inputs that are kept are no longer, in bytes: they are in the repository for good.
const LONGEST_KEPT: usize = 2048;

/// How many inputs a run keeps of each target, the shortest: what the others reach is found again in no time.
const MOST_KEPT: usize = 100;

/// What rustc is told: to note each branch and each comparison, and not to fold what libFuzzer tells apart.
const FLAGS: [&str; 9] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg fuzzing",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Cllvm-args=-sanitizer-coverage-stack-depth",
    // With several, nothing is taken over from one crate into another.
    "-Ccodegen-units=1",
];

/// How a run is limited.
struct Limits {
    end: End,
    most_time: usize,
}

/// When a run ends that finds nothing.
#[derive(Clone, Copy)]
enum End {
    After { seconds: usize },
    Inputs(usize),
}

/// What a run came to.
struct Ran {
    inputs: String,
    branches: String,
    megabytes: String,
}

pub(crate) fn run(args: &[String]) -> Result<(), String> {
    let (mut limits, mut keeps) =
        (Limits { end: End::After { seconds: SECONDS }, most_time: MOST_TIME }, false);
    let all = targets()?;
    let mut chosen = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--seconds" => {
                let seconds = args.next().and_then(|number| number.parse().ok());
                let seconds = seconds.ok_or("`--seconds` takes a number")?;
                limits.end = End::After { seconds };
            }
            "--keep" => keeps = true,
            name if all.iter().any(|target| target == name) => chosen.push(name.to_owned()),
            other => {
                return Err(format!(
                    "there is no target `{other}`, but: {}; and it takes --seconds N and --keep",
                    all.join(", ")
                ));
            }
        }
    }
    let targets = if chosen.is_empty() { all } else { chosen };
    provide()?;
    build()?;
    let said = fuzz(&targets, &limits)?;
    if keeps {
        targets.iter().try_for_each(|target| keep(target))?;
    }
    println!("{said}");
    Ok(())
}

/// The step of `cargo xtask test`: some inputs for each target, and everything that is long.
pub(crate) fn check() -> Outcome {
    if let Err(why) = provide() {
        return Outcome::Skipped(format!("NOT FUZZED, {why}"));
    }
    let limits = Limits { end: End::Inputs(INPUTS_OF_A_STEP), most_time: MOST_TIME_OF_A_STEP };
    let ran = targets().and_then(|targets| {
        build()?;
        fuzz(&targets, &limits)
    });
    match ran {
        Ok(note) => Outcome::Noted(note),
        Err(why) => Outcome::Failed(why),
    }
}

/// libFuzzer is C++, and comes as its source.
fn provide() -> Result<(), String> {
    let is_there = || answer(Command::new("c++").arg("--version")).is_some();
    if !is_there() {
        system::install(&["g++"])?;
    }
    if is_there() { Ok(()) } else { Err("a C++ compiler is not here: install g++".into()) }
}

fn targets() -> Result<Vec<String>, String> {
    let io = |error| format!("{PROGRAMS}: {error}");
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join(PROGRAMS)).map_err(io)? {
        let name = entry.map_err(io)?.file_name();
        names.extend(name.to_string_lossy().strip_suffix(".rs").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn build() -> Result<(), String> {
    let manifest = ["build", "--release", "--locked", "--manifest-path", "fuzz/Cargo.toml"];
    let mut build = cargo(manifest);
    // With a target, cargo keeps the flags from what runs while it builds.
    build.args(["--target", host()?.as_str(), "--target-dir", PLACE]);
    run_program(build.env("RUSTFLAGS", FLAGS.join(" ")))?;
    let mut inputs =
        cargo(["run", "--quiet", "-p", "kubecore-fuzz-targets", "--bin", "inputs", "--"]);
    run_program(inputs.arg(place("inputs")))
}

fn host() -> Result<String, String> {
    rustup::host().ok_or_else(|| "rustc does not say its host".to_owned())
}

/// Fuzzes one target after the other, all of them even if one fails, and says what was done.
fn fuzz(targets: &[String], limits: &Limits) -> Result<String, String> {
    println!("{:<13} {:>10} {:>9} {:>7} {:>7}", "target", "inputs", "branches", "MB", "s");
    let (mut failed, mut inputs) = (Vec::new(), 0);
    for target in targets {
        let began = Instant::now();
        match long_inputs(target, limits).and_then(|()| made_up(target, limits)) {
            Ok(Ran { inputs: count, branches, megabytes }) => {
                let seconds = began.elapsed().as_secs();
                println!("{target:<13} {count:>10} {branches:>9} {megabytes:>7} {seconds:>7}");
                inputs += count.parse::<u64>().unwrap_or_default();
            }
            Err(why) => failed.push(why),
        }
    }
    if failed.is_empty() {
        Ok(format!("{inputs} inputs to {} targets", targets.len()))
    } else {
        Err(failed.join("\n"))
    }
}

/// Gives what is as long as may be. Each in a program of its own, which says how much memory it had at most.
fn long_inputs(target: &str, limits: &Limits) -> Result<(), String> {
    let mut inputs = files(&place("inputs").join(target).join("large"))?;
    inputs.sort();
    inputs.iter().try_for_each(|input| {
        let program = program(target, &Limits { most_time: 60 * limits.most_time, ..*limits })?;
        ended(target, within(limits.most_time, &program).arg(input)).map(drop)
    })
}

/// Has libFuzzer make inputs up, from the seeds, what is kept and what was found before.
fn made_up(target: &str, limits: &Limits) -> Result<Ran, String> {
    let found = made(&place("found").join(target))?;
    let inputs = place("inputs").join(target);
    let mut program = program(target, limits)?;
    match limits.end {
        End::After { seconds } => program.arg(format!("-max_total_time={seconds}")),
        End::Inputs(count) => program.args([format!("-runs={count}"), "-seed=1".to_owned()]),
    };
    program.arg(format!("-max_len={LONGEST}"));
    program.arg(format!("-dict={}", inputs.join("words.dict").display()));
    let said =
        ended(target, program.arg("-print_final_stats=1").arg(found).arg(inputs.join("seeds")))?;
    let last = |key: &str| {
        let after = said.lines().rev().find_map(|line| line.split_once(key))?.1;
        after.split_whitespace().next().map(str::to_owned)
    };
    Ok(Ran {
        inputs: last("stat::number_of_executed_units:").ok_or("libFuzzer does not say how many")?,
        branches: last(" cov: ").unwrap_or_default(),
        megabytes: last("stat::peak_rss_mb:").unwrap_or_default(),
    })
}

/// Takes what leads where no seed and nothing kept does into `fuzz/corpus`.
fn keep(target: &str) -> Result<(), String> {
    let io = |error| format!("{target}: {error}");
    let before = place("inputs").join(target).join("seeds");
    let all = place("merged").join(target);
    let _ = fs::remove_dir_all(&all);
    made(&all)?;
    for seed in files(&before)? {
        fs::copy(&seed, all.join(seed.file_name().unwrap_or_default())).map_err(io)?;
    }
    let mut program =
        program(target, &Limits { end: End::Inputs(0), most_time: MOST_TIME_OF_A_STEP })?;
    // How often a branch is taken is no reason to keep an input for good.
    program.args(["-set_cover_merge=1", "-use_value_profile=0", "-use_counters=0"]);
    program.arg(format!("-max_len={LONGEST_KEPT}"));
    ended(target, program.arg(&all).arg(made(&place("found").join(target))?))?;
    let corpus = made(&root().join("fuzz/corpus").join(target))?;
    let mut new = files(&all)?;
    new.retain(|input| !before.join(input.file_name().unwrap_or_default()).exists());
    new.sort_by_cached_key(|input| {
        (input.metadata().map_or(0, |about| about.len()), input.clone())
    });
    for input in new.into_iter().take(MOST_KEPT) {
        fs::copy(&input, corpus.join(input.file_name().unwrap_or_default())).map_err(io)?;
    }
    Ok(())
}

/// The program of a target, within the limits of one input.
fn program(target: &str, limits: &Limits) -> Result<Command, String> {
    let built = place(&host()?).join("release").join(target);
    let failures = made(&place("failures"))?;
    let mut program = at_root(built);
    program.arg(format!("-timeout={}", limits.most_time));
    program.arg(format!("-rss_limit_mb={MOST_MEMORY}"));
    program.arg(format!("-artifact_prefix={}/{target}-", failures.display()));
    Ok(program)
}

/// The same program, ended once it has had so many seconds of the processor.
fn within(seconds: usize, program: &Command) -> Command {
    let mut shell = at_root("sh");
    shell.args(["-c", &format!("ulimit -t {seconds} && exec \"$@\""), "sh"]);
    shell.arg(program.get_program()).args(program.get_args());
    shell
}

/// Runs it to the end; what it said, or that and the input at fault.
fn ended(target: &str, program: &mut Command) -> Result<String, String> {
    let output =
        program.stdin(Stdio::null()).output().map_err(|error| format!("{target}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    let lines: Vec<&str> = said.lines().collect();
    let tail = lines[lines.len().saturating_sub(30)..].join("\n");
    Err(format!(
        "{target} ended with {}:\n{tail}\nonce it is mended, the input belongs into fuzz/regressions/{target}/",
        output.status
    ))
}

fn place(name: &str) -> PathBuf {
    root().join(PLACE).join(name)
}

fn made(directory: &Path) -> Result<PathBuf, String> {
    fs::create_dir_all(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    Ok(directory.to_owned())
}

fn files(directory: &Path) -> Result<Vec<PathBuf>, String> {
    let io = |error| format!("{}: {error}", directory.display());
    let entries = fs::read_dir(directory).map_err(io)?;
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(io)).collect()
}
