//! One machine: where it stands, and its next step.

use std::net::IpAddr;

use super::action::Step;
use super::decide::{COURTESY, Known, Look, Overlord, ROLE, Stand};
use super::unit::ENDED;
use super::{Action, Desired, Kept, Line, Listed, Mark, MarkState, Millis, Object, Registration};
use crate::spec::Role;

/// Whether a mark still says what is so.
enum Fit {
    Good,
    /// The machine is no longer what it was when it was marked: how.
    Moved(String),
    /// Its units are of other templates.
    Other,
}

impl Overlord {
    /// What a machine is; or where it stands if that cannot be used.
    pub(super) fn known<'w>(
        &mut self,
        look: &Look<'w>,
        listed: &'w Listed,
    ) -> Result<Known<'w>, Stand> {
        let id = listed.id.as_str();
        let (address, metadata) = match &listed.object {
            Object::Machine { address, metadata } => (*address, metadata),
            Object::NotYet => return Err(self.unknown(look, id)),
            Object::Broken(why) => {
                let text = format!(
                    "The machine {id} cannot be read: {why}; restart fleet there, which writes its entry anew"
                );
                return Err(self.held(look, id, why, Line::warning("machine-broken", text)));
            }
        };
        let Some(word) = metadata.get(ROLE) else { return Err(self.unknown(look, id)) };
        let Some(role) = self.templates.role(word) else {
            let why = format!("its {ROLE} is {word}");
            let text = format!(
                "The machine {id} is left alone: {why}, and not master, minion or overlord"
            );
            return Err(self.held(look, id, &why, Line::warning("role-unknown", text)));
        };
        if let Some(others) = look.doubles.get(id) {
            let why = format!("{address} is also the address of {others}");
            let text = format!(
                "The machine {id} is left alone: {why}; give each an address of its own and restart fleet there"
            );
            return Err(self.held(look, id, &why, Line::warning("address-twice", text)));
        }
        if let Some(Kept { mark: Err(why), .. }) = look.etcd.marks.get(id) {
            let text = format!(
                "The machine {id} is left alone: what etcd notes of it cannot be read: {why}; remove {}",
                super::wire::etcd::mark_key(id)
            );
            return Err(self.held(look, id, why, Line::warning("mark-broken", text)));
        }
        Ok(Known { id, address, role, metadata })
    }

    /// A machine that was begun; `None` of one that has to be.
    pub(super) fn go_on(&mut self, look: &Look<'_>, known: Known<'_>) -> Option<Stand> {
        let kept = look.etcd.marks.get(known.id)?;
        let mark = kept.mark.as_ref().ok()?;
        match self.fit(look, known, mark) {
            Fit::Moved(_) => None,
            Fit::Other if self.options.replace => None,
            Fit::Other => Some(self.outdated(look, known, mark)),
            Fit::Good if mark.state == MarkState::Done => {
                let watch = self.watch(known.id);
                watch.enter(Step::Done, look.now);
                Some(Stand::at(Step::Done))
            }
            Fit::Good => Some(self.units(look, known, mark)),
        }
    }

    /// A machine that has to be begun, or begun anew.
    pub(super) fn begin(&mut self, look: &Look<'_>, known: Known<'_>, room: bool) -> Stand {
        let Overlord { templates, options, .. } = self;
        let limit = options.limits.master;
        let master = match (known.role, look.ready.first()) {
            (Role::ControlPlane, _) => None,
            (_, Some(master)) => Some(*master),
            (_, None) => {
                let text = format!(
                    "The machine {} waits for a master: none is done with its units",
                    known.id
                );
                let late = Line::warning("no-master", text).machine(known.id);
                return self.waiting(look, known.id, "no master is done yet", limit, late);
            }
        };
        if !room {
            let watch = self.watch(known.id);
            watch.enter(Step::Waiting, look.now);
            return Stand { why: "others are first".into(), ..Stand::at(Step::Waiting) };
        }
        let mark = Mark {
            state: MarkState::Started,
            role: templates.word(known.role).to_owned(),
            address: known.address,
            master,
            templates: templates.digest(known.role),
        };
        let kept = look.etcd.marks.get(known.id);
        let moved = kept.and_then(|kept| Some(self.fit(look, known, kept.mark.as_ref().ok()?)));
        let watch = self.watch(known.id);
        watch.enter(Step::Waiting, look.now);
        let mut stand = Stand::at(Step::Waiting);
        if !watch.may_try(look.now) {
            return stand.refused(watch);
        }
        match moved {
            Some(Fit::Moved(how)) => {
                let text = format!("The machine {} is started anew: {how}", known.id);
                stand.line(Line::info("machine-moved", text).machine(known.id));
            }
            Some(Fit::Other) => {
                let text = format!("The machine {} is started anew, with other units", known.id);
                stand.line(Line::info("machine-replaced", text).machine(known.id));
            }
            Some(Fit::Good) | None => {}
        }
        watch.completed = 0;
        watch.registered = false;
        watch.find(known, &mut stand);
        let replaces = kept.map(|kept| kept.index);
        stand.act(Action::Mark { machine: known.id.to_owned(), mark, replaces });
        stand
    }

    /// A minion whose units run: the API has to know it.
    pub(super) fn register(&mut self, look: &Look<'_>, known: Known<'_>, others: bool) -> Stand {
        let kind = self.templates.registration;
        let limit = self.options.limits.registration;
        let watch = self.watch(known.id);
        let mut stand = Stand::at(Step::Registration);
        let Some(nodes) = look.nodes else {
            stand.why = "the API server has not answered yet".into();
            return watch.late(stand, look.now, limit, |why| {
                let text = format!("The machine {} cannot be registered: {why}", known.id);
                Line::warning("not-registered", text).machine(known.id)
            });
        };
        if others && look.now.saturating_sub(watch.since) < COURTESY {
            stand.why = "others are started first".into();
            return stand;
        }
        if nodes.contains(&known.address.to_string()) {
            if !watch.registered {
                watch.registered = true;
                for line in Line::registered(known.id, known.address) {
                    stand.line(line);
                }
            }
            return self.done(look, known, stand);
        }
        stand.why = format!("the API server has no node {}", known.address);
        if kind == Registration::Minions {
            if watch.may_make(look.now) {
                let (machine, address) = (known.id.to_owned(), known.address);
                stand.act(Action::Register { machine, address });
                return stand;
            }
            stand = stand.refused(watch);
        }
        watch.late(stand, look.now, limit, |why| {
            let text = format!(
                "The machine {} is not registered: {why}; `fleetctl journal` of its kubelet may say why",
                known.id
            );
            Line::warning("not-registered", text).machine(known.id)
        })
    }

    /// Looks at the units one after the other; the first that is not as it should be is the step.
    fn units(&mut self, look: &Look<'_>, known: Known<'_>, mark: &Mark) -> Stand {
        let filled = self.templates.fill(known.role, known.id, mark.address, mark.master);
        let (steady, limits) = (self.options.steady, self.options.limits.clone());
        let watch = self.watch(known.id);
        let mut stand = Stand::at(Step::Unit(0, filled.len()));
        watch.find(known, &mut stand);
        let Some(fleet) = look.fleet else {
            stand.why = "fleet has not answered yet".into();
            return stand;
        };
        for (index, unit) in filled.iter().enumerate() {
            let step = Step::Unit(index, filled.len());
            let seen = fleet.get(&unit.name);
            let runs = seen.is_some_and(|seen| {
                seen.digest == unit.digest
                    && seen.desired == Desired::Launched
                    && seen.sub.as_deref() == Some(unit.expects)
            });
            if runs && index < watch.completed {
                continue;
            }
            watch.enter(step, look.now);
            stand.step = step;
            if runs {
                watch.failed = false;
                let since = *watch.steady.get_or_insert(look.now);
                if unit.expects != ENDED
                    && look.now.saturating_sub(since) < steady
                    && look.now >= since
                {
                    stand.why = format!("{} has just started", unit.name);
                    return stand;
                }
                watch.completed = index + 1;
                let text = format!("The following unit file has completed: {}", unit.name);
                stand.line(Line::info("unit-completed", text).machine(known.id).unit(&unit.name));
                continue;
            }
            watch.steady = None;
            let limit = if unit.expects == ENDED { limits.download } else { limits.unit };
            return watch.unit(look.now, known, unit, seen, limit, stand);
        }
        if known.role == Role::ControlPlane {
            return self.done(look, known, stand);
        }
        watch.enter(Step::Registration, look.now);
        Stand { step: Step::Registration, ..stand }
    }

    /// Notes that all is done.
    fn done(&mut self, look: &Look<'_>, known: Known<'_>, mut stand: Stand) -> Stand {
        let watch = self.watch(known.id);
        let Some((kept, mark)) = look
            .etcd
            .marks
            .get(known.id)
            .and_then(|kept| Some((kept, kept.mark.as_ref().ok()?)))
            .filter(|_| watch.may_try(look.now))
        else {
            return stand.refused(watch);
        };
        stand.act(Action::Mark {
            machine: known.id.to_owned(),
            mark: Mark { state: MarkState::Done, ..mark.clone() },
            replaces: Some(kept.index),
        });
        stand
    }

    fn fit(&self, look: &Look<'_>, known: Known<'_>, mark: &Mark) -> Fit {
        let word = self.templates.word(known.role);
        let lost = |master: &IpAddr| !look.masters.contains(master);
        if mark.role != word {
            Fit::Moved(format!("it was a {}, and is a {word}", mark.role))
        } else if mark.address != known.address {
            Fit::Moved(format!("its address was {}, and is {}", mark.address, known.address))
        } else if let (Some(old), Some(new)) = (mark.master.filter(lost), look.ready.first()) {
            Fit::Moved(format!("its master's address was {old}, and is {new}"))
        } else if mark.templates != self.templates.digest(known.role) {
            Fit::Other
        } else {
            Fit::Good
        }
    }

    fn outdated(&mut self, look: &Look<'_>, known: Known<'_>, mark: &Mark) -> Stand {
        let step = if mark.state == MarkState::Done { Step::Outdated } else { Step::Held };
        let watch = self.watch(known.id);
        watch.enter(step, look.now);
        let why = "its units are of another cluster.yaml";
        let mut stand = Stand { why: why.into(), stuck: step == Step::Held, ..Stand::at(step) };
        if watch.says("outdated", why) {
            let text = format!(
                "The machine {} is left as it is: {why}; --replace starts it anew with those of this one",
                known.id
            );
            stand.line(Line::warning("machine-outdated", text).machine(known.id));
        }
        stand
    }

    /// A machine that has not said what it is for.
    fn unknown(&mut self, look: &Look<'_>, id: &str) -> Stand {
        let limit = self.options.limits.metadata;
        let watch = self.watch(id);
        watch.enter(Step::Metadata, look.now);
        let mut stand = Stand { why: format!("it has no {ROLE}"), ..Stand::at(Step::Metadata) };
        let text = format!("Waiting for machine ({id}) metadata to be available in fleet...");
        if watch.says("waiting", &text) {
            stand.line(Line::info("metadata-awaited", text).machine(id));
        }
        watch.late(stand, look.now, limit, |why| {
            let text = format!(
                "The machine {id} is left alone: {why}; set fleet's metadata there, and restart fleet"
            );
            Line::warning("no-metadata", text).machine(id)
        })
    }

    fn held(&mut self, look: &Look<'_>, id: &str, why: &str, line: Line) -> Stand {
        let watch = self.watch(id);
        watch.enter(Step::Held, look.now);
        let mut stand = Stand { why: why.to_owned(), stuck: true, ..Stand::at(Step::Held) };
        if watch.says(line.event, &line.text) {
            stand.line(line.machine(id));
        }
        stand
    }

    fn waiting(
        &mut self,
        look: &Look<'_>,
        id: &str,
        why: &str,
        limit: Millis,
        late: Line,
    ) -> Stand {
        let watch = self.watch(id);
        watch.enter(Step::Waiting, look.now);
        let stand = Stand { why: why.to_owned(), ..Stand::at(Step::Waiting) };
        watch.late(stand, look.now, limit, |_| late)
    }
}
