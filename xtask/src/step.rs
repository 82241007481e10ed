//! The steps of a long run: each is announced and timed, all are run, a table ends it.

use std::time::{Duration, Instant};

/// How a step ended.
pub(crate) enum Outcome {
    Passed,
    /// Passed, with something a reader should know.
    Noted(String),
    /// Could not be done here, and why. Never silent.
    Skipped(String),
    Failed(String),
}

impl From<Result<(), String>> for Outcome {
    fn from(result: Result<(), String>) -> Self {
        result.map_or_else(Self::Failed, |()| Self::Passed)
    }
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed | Self::Noted(_) => "ok",
            Self::Skipped(_) => "skipped",
            Self::Failed(_) => "FAILED",
        }
    }

    fn note(&self) -> &str {
        match self {
            Self::Passed => "",
            Self::Noted(note) | Self::Skipped(note) | Self::Failed(note) => note,
        }
    }
}

/// The steps so far.
#[derive(Default)]
pub(crate) struct Steps {
    rows: Vec<(&'static str, Outcome, Duration)>,
}

impl Steps {
    /// Runs one step. A failure does not keep the next from running: one run tells everything.
    pub(crate) fn run<O: Into<Outcome>>(&mut self, name: &'static str, step: impl FnOnce() -> O) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step().into();
        self.rows.push((name, outcome, start.elapsed()));
    }

    /// Prints the table and the closing line.
    pub(crate) fn finish(self) -> Result<(), String> {
        println!("\n== summary");
        let (mut passed, mut failed, mut skipped) = (0, 0, 0);
        for (name, outcome, took) in &self.rows {
            match outcome {
                Outcome::Passed | Outcome::Noted(_) => passed += 1,
                Outcome::Skipped(_) => skipped += 1,
                Outcome::Failed(_) => failed += 1,
            }
            let line = format!(
                "{name:<12} {:<8} {:>7.1} s  {}",
                outcome.word(),
                took.as_secs_f32(),
                outcome.note()
            );
            println!("{}", line.trim_end());
        }
        println!("\n{passed} passed, {failed} failed, {skipped} skipped");
        if failed == 0 { Ok(()) } else { Err("not everything is right".into()) }
    }
}
