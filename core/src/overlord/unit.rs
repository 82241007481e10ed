//! One unit of a machine on its way to run, and how a stand comes together.

use super::action::{Item, Step};
use super::decide::{Known, Stand};
use super::memory::Watch;
use super::{Action, Desired, Filled, Line, Millis, Unit, timing};

impl Stand {
    pub(super) fn at(step: Step) -> Self {
        Self { step, why: String::new(), stuck: false, items: Vec::new() }
    }

    pub(super) fn line(&mut self, line: Line) {
        self.items.push(Item::Line(line));
    }

    pub(super) fn act(&mut self, action: Action) {
        self.items.push(Item::Action(action));
    }

    /// Says why nothing is tried just now.
    pub(super) fn refused(mut self, watch: &Watch) -> Self {
        if let Some(why) = &watch.refusal {
            why.clone_into(&mut self.why);
        }
        self
    }
}

impl Watch {
    /// Says that a machine is there, once.
    pub(super) fn find(&mut self, known: Known<'_>, stand: &mut Stand) {
        if std::mem::replace(&mut self.found, true) {
            return;
        }
        let pairs: Vec<String> =
            known.metadata.iter().map(|(key, value)| format!("({key} => {value})")).collect();
        stand.line(Line::separator());
        for (event, text) in [
            ("machine-found", "Found machine:".to_owned()),
            ("machine-id", format!("-- ID: {}", known.id)),
            ("machine-address", format!("-- IP: {}", known.address)),
            ("machine-metadata", format!("-- Metadata: {}", pairs.join(" "))),
            ("units-created", format!("Created all unit files for: {}", known.id)),
        ] {
            stand.line(Line::info(event, text).machine(known.id));
        }
    }

    /// Calls a step stuck once it takes longer than it may.
    pub(super) fn late(
        &mut self,
        mut stand: Stand,
        now: Millis,
        limit: Millis,
        line: impl FnOnce(&str) -> Line,
    ) -> Stand {
        let taken = now.saturating_sub(self.since);
        stand.stuck = taken >= limit;
        if stand.stuck && self.says("late", "") {
            let mut line = line(&stand.why);
            let seconds = taken / 1_000;
            line.text = format!("{} (after {seconds} s; it goes on being watched)", line.text);
            stand.line(line);
        }
        stand
    }

    /// The next thing to do for a unit that is not as it should be.
    pub(super) fn unit(
        &mut self,
        now: Millis,
        known: Known<'_>,
        unit: &Filled,
        seen: Option<&Unit>,
        limit: Millis,
        mut stand: Stand,
    ) -> Stand {
        let name = &unit.name;
        let may = self.may_try(now);
        let about = |line: Line| line.machine(known.id).unit(name);
        let start = || about(Line::info("unit-starting", format!("Starting unit file: {name}")));
        let (machine, unit_name) = (known.id.to_owned(), name.clone());
        match seen {
            None => {
                stand.why = format!("fleet does not list {name} yet");
                if self.may_make(now) {
                    stand.line(start());
                    let options = unit.options.clone();
                    stand.act(Action::Submit { machine, unit: unit_name, options });
                }
            }
            Some(seen) if seen.digest != unit.digest => {
                stand.why = format!("fleet has another {name}");
                if may {
                    let text = format!("Removing a unit that says something else: {name}");
                    stand.line(about(Line::info("unit-replaced", text)));
                    stand.act(Action::Destroy { machine, unit: unit_name, digest: seen.digest });
                }
            }
            Some(seen) if seen.desired != Desired::Launched => {
                stand.why = format!("{name} is not started yet");
                if may {
                    stand.line(start());
                    stand.act(Action::Start { machine, unit: unit_name });
                }
            }
            Some(seen) if seen.sub.as_deref() == Some(FAILED) => {
                stand.why = format!("{name} failed");
                if !self.failed {
                    self.failed = true;
                    self.tries = self.tries.saturating_add(1);
                    self.retry_at = now.saturating_add(timing::retry(self.tries));
                    let seconds = timing::retry(self.tries) / 1_000;
                    let text = format!(
                        "{name} failed: `fleetctl journal {name}` says why; it is started again in {seconds} s"
                    );
                    stand.line(about(Line::warning("unit-failed", text)));
                } else if may {
                    self.failed = false;
                    stand.act(Action::Stop { machine, unit: unit_name });
                }
            }
            Some(seen) => {
                self.failed = false;
                let state = seen.sub.as_deref().unwrap_or("not known to its machine");
                stand.why = format!("{name} is {state}, not yet {}", unit.expects);
                let text = format!("-- Waiting for the following unit file to complete: {name}");
                if self.says("waiting", &text) {
                    stand.line(about(Line::info("unit-awaited", text)));
                }
            }
        }
        if stand.items.is_empty() {
            stand = stand.refused(self);
        }
        self.late(stand, now, limit, |why| {
            let text = format!(
                "The machine {} does not get on: {why}; `fleetctl journal {name}` may say why",
                known.id
            );
            about(Line::warning("unit-late", text))
        })
    }
}

/// The sub-state of a program that has ended as it should.
pub(super) const ENDED: &str = "exited";
const FAILED: &str = "failed";
