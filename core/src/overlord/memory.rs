//! What is remembered between two looks. Losing it loses nothing but patience.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::{Line, Millis, Service, Step};
use crate::overlord::timing;

/// What is remembered between two looks.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    pub(super) machines: BTreeMap<String, Watch>,
    pub(super) left: BTreeSet<String>,
    pub(super) count: Option<usize>,
    pub(super) settled: bool,
    pub(super) wants_fleet: bool,
    pub(super) masters: Vec<IpAddr>,
    pub(super) wants_api: bool,
    etcd: Outage,
    fleet: Outage,
    api: Outage,
}

/// One machine, while it is there.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch {
    step: Option<Step>,
    /// When the step began.
    pub(super) since: Millis,
    /// What was said of the step, by its topic: again only in other words.
    said: BTreeMap<&'static str, String>,
    /// Not before this time is anything tried.
    pub(super) retry_at: Millis,
    /// Until when what was made may not show yet: it is not made again.
    pub(super) shows_by: Millis,
    /// How often the step's action was refused, or its unit failed.
    pub(super) tries: u32,
    /// Why the last action was refused.
    pub(super) refusal: Option<String>,
    /// Since when the step's unit runs.
    pub(super) steady: Option<Millis>,
    /// Whether a failure of the step's unit waits for its next start.
    pub(super) failed: bool,
    /// How many units were said to have completed.
    pub(super) completed: usize,
    /// Whether it was said to be found.
    pub(super) found: bool,
    /// Whether it was said to be registered.
    pub(super) registered: bool,
}

/// How it goes with a service.
#[derive(Debug, Clone, Default)]
struct Outage {
    failures: u32,
    retry_at: Millis,
    since: Millis,
}

impl Watch {
    /// Enters a step; what belonged to another one is forgotten.
    pub(super) fn enter(&mut self, step: Step, now: Millis) {
        if self.step != Some(step) {
            *self = Self {
                step: Some(step),
                since: now,
                completed: self.completed,
                found: self.found,
                registered: self.registered,
                ..Self::default()
            };
        }
    }

    /// Whether this was not said yet of the step.
    pub(super) fn says(&mut self, topic: &'static str, text: &str) -> bool {
        let new = self.said.get(topic).is_none_or(|said| said != text);
        if new {
            self.said.insert(topic, text.to_owned());
        }
        new
    }

    /// Whether something may be tried by now. A clock that was set back does not keep it waiting.
    pub(super) fn may_try(&mut self, now: Millis) -> bool {
        if now < self.since {
            self.since = now;
            self.retry_at = now;
            self.shows_by = now;
        }
        now >= self.retry_at
    }

    /// The same for what may be there already without showing.
    pub(super) fn may_make(&mut self, now: Millis) -> bool {
        self.may_try(now) && now >= self.shows_by
    }
}

impl Memory {
    fn outage(&mut self, service: Service) -> &mut Outage {
        match service {
            Service::Etcd => &mut self.etcd,
            Service::Fleet => &mut self.fleet,
            Service::Api => &mut self.api,
        }
    }

    /// A service did not do what it should: said once an outage.
    pub(super) fn failed(&mut self, service: Service, why: &str, now: Millis) -> Option<Line> {
        let outage = self.outage(service);
        let first = outage.failures == 0;
        if first {
            outage.since = now;
        }
        outage.failures = outage.failures.saturating_add(1);
        outage.retry_at = now.saturating_add(timing::pause(outage.failures));
        first.then(|| {
            let text = format!("{} {why}; it is tried again until it does", name(service));
            Line::warning("service-failed", text)
        })
    }

    /// A service does what it should.
    pub(super) fn answered(&mut self, service: Service, now: Millis) -> Option<Line> {
        let outage = std::mem::take(self.outage(service));
        (outage.failures > 0).then(|| {
            let seconds = now.saturating_sub(outage.since) / 1_000;
            Line::info(
                "service-answers",
                format!("{} answers again, after {seconds} s", name(service)),
            )
        })
    }

    /// How long to leave a service alone.
    pub(super) fn pause(&mut self, service: Service, now: Millis) -> Millis {
        let outage = self.outage(service);
        // A pause that a clock set back has made longer is over.
        if now < outage.since {
            outage.since = now;
            outage.retry_at = now;
        }
        outage.retry_at.saturating_sub(now)
    }

    /// For how long a service has failed.
    pub(super) fn outage_lasts(&mut self, service: Service, now: Millis) -> Option<Millis> {
        let outage = self.outage(service);
        (outage.failures > 0).then(|| now.saturating_sub(outage.since))
    }
}

fn name(service: Service) -> &'static str {
    match service {
        Service::Etcd => "etcd",
        Service::Fleet => "fleet",
        Service::Api => "The API server",
    }
}
