//! The loop: look, decide, do.

use std::io::{self, Write as _};
use std::time::Instant;

use kubecore::overlord::{Decision, Item, Overlord};

use super::act::act;
use super::config::Setup;
use super::log::Log;
use super::look::Services;
use super::stop::Stop;
use crate::args;
use crate::failure::Failure;

/// How a run ends by itself.
enum End {
    Settled,
    Stuck,
    Blind,
}

/// Looks after the machines until it is told to end; with `--once` until there is nothing left to do.
pub(super) fn run(setup: Setup, options: &args::Overlord) -> Result<(), Failure> {
    let stop = Stop::on_signals().map_err(|error| Failure::io("signals", &error))?;
    let mut log = Log::new(options.events.as_deref())?;
    let mut services = Services::new(&setup);
    let patience = setup.options.limits.metadata;
    let mut overlord = Overlord::new(setup.templates, setup.options);
    // A clock that nobody sets.
    let begun = Instant::now();
    let now = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    while !stop.is_wished() {
        let world = services.look(&overlord.asks(now()));
        let decision = overlord.decide(&world, now());
        let blind = overlord.blind_for(now()).is_some_and(|lasts| lasts >= patience);
        if options.dry_run {
            if decision.wait == 0 {
                // What it depends on is asked for in the next look.
                continue;
            }
            return plan(&decision);
        }
        for item in &decision.items {
            match item {
                Item::Line(line) => log.say(line),
                Item::Action(action) => {
                    if stop.is_wished() {
                        break;
                    }
                    // A service that has just failed would keep each of the others waiting.
                    if overlord.rests(action.service(), now()) {
                        continue;
                    }
                    let outcome = act(&mut services, action);
                    for line in overlord.report(action, &outcome, now()) {
                        log.say(&line);
                    }
                }
            }
        }
        if options.once {
            match ended(&decision, blind) {
                Some(End::Settled) => return Ok(()),
                Some(End::Stuck) => return Err(Failure::Unfinished(stuck(&decision))),
                Some(End::Blind) => {
                    let seconds = patience / 1_000;
                    return Err(Failure::Unfinished(format!(
                        "etcd has not answered for {seconds} s"
                    )));
                }
                None => {}
            }
        }
        stop.wait(decision.wait);
    }
    Ok(())
}

fn ended(decision: &Decision, blind: bool) -> Option<End> {
    match decision {
        Decision { settled: true, .. } => Some(End::Settled),
        Decision { stuck: true, rows, .. } if !rows.is_empty() => Some(End::Stuck),
        _ => blind.then_some(End::Blind),
    }
}

fn stuck(decision: &Decision) -> String {
    let rows = decision.rows.iter().filter(|row| row.stuck);
    let list: Vec<String> = rows.map(|row| format!("{}: {}", row.machine, row.why)).collect();
    format!("not every machine is done: {}", list.join("; "))
}

/// What would be done now.
fn plan(decision: &Decision) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for item in &decision.items {
        if let Item::Action(action) = item {
            writeln!(out, "{action}")?;
        }
    }
    Ok(out.flush()?)
}
