//! From what was seen to what is to be done.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::action::{Asks, Decision, Item, Outcome, Row, Service, Step};
use super::memory::{Memory, Watch};
use super::{
    Action, Etcd, Fleet, Line, Listed, MarkState, Millis, Object, Observed, Options, Templates,
    World, timing,
};
use crate::spec::Role;

/// The pause after which what was done is looked at.
const SOON: Millis = 100;
/// How long fleet may take to list what it took.
const LISTING: Millis = 5_000;
/// How long a minion's registration gives way to the start of others: the document registers last.
pub(super) const COURTESY: Millis = 30_000;

/// Gives every machine that joins its role's units.
#[derive(Debug, Clone)]
pub struct Overlord {
    pub(super) templates: Templates,
    pub(super) options: Options,
    memory: Memory,
}

/// What is the same for all machines of one look.
pub(super) struct Look<'w> {
    pub(super) etcd: &'w Etcd,
    pub(super) fleet: Option<&'w Fleet>,
    pub(super) nodes: Option<&'w BTreeSet<String>>,
    /// Masters that are done and there, in the order in which they joined.
    pub(super) ready: Vec<IpAddr>,
    /// Every address that a master has or had when it was marked.
    pub(super) masters: BTreeSet<IpAddr>,
    /// Machines that must not be touched, as another one has their address: which.
    pub(super) doubles: BTreeMap<&'w str, String>,
    pub(super) now: Millis,
}

/// A machine that says what it is for.
#[derive(Clone, Copy)]
pub(super) struct Known<'w> {
    pub(super) id: &'w str,
    pub(super) address: IpAddr,
    pub(super) role: Role,
    pub(super) metadata: &'w BTreeMap<String, String>,
}

/// What one machine adds to a decision.
pub(super) struct Stand {
    pub(super) step: Step,
    pub(super) why: String,
    pub(super) stuck: bool,
    pub(super) items: Vec<Item>,
}

impl Overlord {
    /// One that has seen nothing yet.
    pub fn new(templates: Templates, options: Options) -> Self {
        Self { templates, options, memory: Memory::default() }
    }

    /// Who is to be asked now.
    pub fn asks(&mut self, now: Millis) -> Asks {
        let fleet = self.memory.wants_fleet && self.memory.pause(Service::Fleet, now) == 0;
        let api = self.memory.wants_api && self.memory.pause(Service::Api, now) == 0;
        Asks { fleet, api: if api { self.memory.masters.clone() } else { Vec::new() } }
    }

    /// Everybody is to be asked: for those who only want to know.
    pub fn asks_all(&self) -> Asks {
        Asks { fleet: true, api: self.memory.masters.clone() }
    }

    /// Whether a service failed so lately that nothing is to be asked of it now.
    pub fn rests(&mut self, service: Service, now: Millis) -> bool {
        self.memory.pause(service, now) > 0
    }

    /// For how long etcd has failed by now; `None` if it answers.
    pub fn blind_for(&mut self, now: Millis) -> Option<Millis> {
        self.memory.outage_lasts(Service::Etcd, now)
    }

    /// What follows from what was seen at `now`. At most one action for each machine.
    pub fn decide(&mut self, world: &World, now: Millis) -> Decision {
        let mut decision = Decision { items: self.services(world, now), ..Decision::default() };
        let Some(etcd) = world.etcd.seen() else {
            decision.wait = self.memory.pause(Service::Etcd, now).max(SOON);
            return decision;
        };
        let machines = self.in_order(etcd);
        let look = self.look(world, etcd, &machines, now);
        self.comings_and_goings(etcd, &machines, &mut decision);
        self.memory.masters.clone_from(&look.ready);
        let mut rest = Vec::new();
        let mut registering = Vec::new();
        let mut busy = 0;
        // Those that were begun come first: they hold the places.
        for listed in machines {
            match self.known(&look, listed) {
                Err(stand) => decision.add(listed, None, stand),
                Ok(known) => match self.go_on(&look, known) {
                    Some(stand) if stand.step == Step::Registration => {
                        decision.items.extend(stand.items);
                        registering.push((listed, known));
                    }
                    Some(stand) => {
                        busy += usize::from(matches!(stand.step, Step::Unit(..)) && !stand.stuck);
                        decision.add(listed, Some((known, &self.templates)), stand);
                    }
                    None => rest.push((listed, known)),
                },
            }
        }
        for (listed, known) in rest {
            let room = self.options.at_once.is_none_or(|most| busy < most as usize);
            let stand = self.begin(&look, known, room);
            busy += usize::from(!stand.stuck && (!stand.items.is_empty() || !room));
            decision.add(listed, Some((known, &self.templates)), stand);
        }
        for (listed, known) in registering {
            let stand = self.register(&look, known, busy > 0);
            decision.add(listed, Some((known, &self.templates)), stand);
        }
        decision.rows.extend(gone(etcd));
        self.close(&mut decision, &look);
        decision
    }

    /// What follows from what became of an action: lines, and when to try again.
    pub fn report(&mut self, action: &Action, outcome: &Outcome, now: Millis) -> Vec<Line> {
        let watch = self.memory.machines.entry(action.machine().to_owned()).or_default();
        match outcome {
            Outcome::Done => {
                watch.refusal = None;
                match action {
                    Action::Submit { .. } | Action::Register { .. } => {
                        watch.shows_by = now.saturating_add(LISTING);
                    }
                    _ => watch.retry_at = now.saturating_add(self.options.round),
                }
                match action {
                    Action::Register { machine, address } if !watch.registered => {
                        watch.registered = true;
                        Line::registered(machine, address).into()
                    }
                    _ => Vec::new(),
                }
            }
            Outcome::Changed => {
                watch.retry_at = now.saturating_add(self.options.round);
                Vec::new()
            }
            Outcome::Refused(why) => {
                watch.tries = watch.tries.saturating_add(1);
                watch.retry_at = now.saturating_add(timing::pause(watch.tries));
                watch.refusal = Some(why.clone());
                if !watch.says("refused", why) {
                    return Vec::new();
                }
                let text = format!("Refused: {action}: {why}; it is tried again, now and then");
                vec![Line::warning("refused", text).machine(action.machine())]
            }
            Outcome::Failed(why) => {
                self.memory.failed(action.service(), why, now).into_iter().collect()
            }
        }
    }

    /// What is remembered of a machine.
    pub(super) fn watch(&mut self, id: &str) -> &mut Watch {
        // No `entry`: it would need a text of its own for each look.
        if !self.memory.machines.contains_key(id) {
            self.memory.machines.insert(id.to_owned(), Watch::default());
        }
        self.memory.machines.entry(id.to_owned()).or_default()
    }

    fn services(&mut self, world: &World, now: Millis) -> Vec<Item> {
        let said = [
            self.heard(Service::Etcd, &world.etcd, now),
            self.heard(Service::Fleet, &world.fleet, now),
            self.heard(Service::Api, &world.api, now),
        ];
        said.into_iter().flatten().map(Item::Line).collect()
    }

    fn heard<T>(&mut self, service: Service, seen: &Observed<T>, now: Millis) -> Option<Line> {
        match seen {
            Observed::Unasked => None,
            Observed::Seen(_) => self.memory.answered(service, now),
            Observed::Failed(why) => self.memory.failed(service, why, now),
        }
    }

    /// Everybody but overlords: masters first, each kind as it joined.
    fn in_order<'w>(&self, etcd: &'w Etcd) -> Vec<&'w Listed> {
        let mut machines: Vec<&Listed> =
            etcd.machines.iter().filter(|listed| word(listed) != Some(OVERLORD)).collect();
        let master = self.templates.word(Role::ControlPlane);
        machines.sort_by_key(|listed| (word(listed) != Some(master), listed.index));
        machines
    }

    fn look<'w>(
        &self,
        world: &'w World,
        etcd: &'w Etcd,
        machines: &[&'w Listed],
        now: Millis,
    ) -> Look<'w> {
        let master = self.templates.word(Role::ControlPlane);
        let marked = |id: &str| etcd.marks.get(id).and_then(|kept| kept.mark.as_ref().ok());
        let mut ready = Vec::new();
        let mut masters = BTreeSet::new();
        for listed in machines.iter().filter(|listed| word(listed) == Some(master)) {
            let Object::Machine { address, .. } = &listed.object else { continue };
            masters.insert(*address);
            if marked(&listed.id).is_some_and(|mark| {
                mark.state == MarkState::Done && mark.role == master && mark.address == *address
            }) {
                ready.push(*address);
            }
        }
        let marks = etcd.marks.values().filter_map(|kept| kept.mark.as_ref().ok());
        masters.extend(marks.filter(|mark| mark.role == master).map(|mark| mark.address));
        Look {
            etcd,
            fleet: world.fleet.seen(),
            nodes: world.api.seen(),
            ready,
            masters,
            doubles: doubles(etcd, machines),
            now,
        }
    }

    /// Says how many machines there are, who has left, and who is back.
    fn comings_and_goings(&mut self, etcd: &Etcd, machines: &[&Listed], decision: &mut Decision) {
        let memory = &mut self.memory;
        if memory.count != Some(machines.len()) {
            memory.count = Some(machines.len());
            decision.items.extend(Line::discovered(machines.len()).map(Item::Line));
        }
        let there: BTreeSet<&str> = etcd.machines.iter().map(|listed| listed.id.as_str()).collect();
        memory.machines.retain(|id, _| there.contains(id.as_str()));
        for id in etcd.marks.keys().filter(|id| !there.contains(id.as_str())) {
            if memory.left.insert(id.clone()) {
                let text = format!(
                    "The machine {id} has left: its units stay for its return; docs/overlord.md says how to forget it"
                );
                decision.items.push(Item::Line(Line::warning("machine-left", text).machine(id)));
            }
        }
        let is_gone = |id: &String| !there.contains(id.as_str()) && etcd.marks.contains_key(id);
        for id in memory.left.iter().filter(|id| there.contains(id.as_str())) {
            let line = Line::info("machine-back", format!("The machine {id} is back")).machine(id);
            decision.items.push(Item::Line(line));
        }
        memory.left.retain(is_gone);
    }

    fn close(&mut self, decision: &mut Decision, look: &Look<'_>) {
        let open = |row: &&Row| !matches!(row.step, Step::Done | Step::Outdated | Step::Left);
        let some = decision.rows.iter().any(|row| row.step != Step::Left);
        decision.settled = some && !decision.rows.iter().any(|row| open(&row));
        decision.stuck =
            !decision.settled && decision.rows.iter().filter(open).all(|row| row.stuck);
        let acts = decision.items.iter().any(|item| matches!(item, Item::Action(_)));
        let memory = &mut self.memory;
        let (fleet, api) = (memory.wants_fleet, memory.wants_api);
        memory.wants_fleet =
            decision.rows.iter().any(|row| matches!(row.step, Step::Unit(..) | Step::Registration));
        memory.wants_api = decision.rows.iter().any(|row| row.step == Step::Registration);
        let asks_more = (memory.wants_fleet && !fleet) || (memory.wants_api && !api);
        if decision.settled && !memory.settled {
            let [begin, count] = Line::discovered(memory.count.unwrap_or_default());
            let all = Line::info("settled", "All machines are done");
            decision.items.extend([begin, count, all].map(Item::Line));
        }
        memory.settled = decision.settled;
        let (fleet, api) =
            (memory.pause(Service::Fleet, look.now), memory.pause(Service::Api, look.now));
        decision.wait = if asks_more && fleet == 0 && api == 0 {
            0
        } else if acts {
            SOON
        } else if decision.settled {
            self.options.idle
        } else {
            self.options.round
        };
    }
}

/// `kubernetes_role` of the machines that are left alone.
const OVERLORD: &str = "overlord";

pub(super) const ROLE: &str = "kubernetes_role";

fn word(listed: &Listed) -> Option<&str> {
    match &listed.object {
        Object::Machine { metadata, .. } => metadata.get(ROLE).map(String::as_str),
        Object::NotYet | Object::Broken(_) => None,
    }
}

/// Which machines share an address, and are not known to have had it first.
fn doubles<'w>(etcd: &Etcd, machines: &[&'w Listed]) -> BTreeMap<&'w str, String> {
    let mut by_address: BTreeMap<IpAddr, Vec<&'w str>> = BTreeMap::new();
    for listed in machines {
        if let Object::Machine { address, .. } = &listed.object {
            by_address.entry(*address).or_default().push(&listed.id);
        }
    }
    let mut doubles = BTreeMap::new();
    for (address, ids) in by_address.into_iter().filter(|(_, ids)| ids.len() > 1) {
        let owns = |id: &&str| {
            let mark = etcd.marks.get(*id).and_then(|kept| kept.mark.as_ref().ok());
            mark.is_some_and(|mark| mark.address == address)
        };
        let owner = Some(ids.iter().filter(|id| owns(id)).count()).filter(|count| *count == 1);
        for id in &ids {
            if owner.is_some() && owns(id) {
                continue;
            }
            let others = ids.iter().filter(|other| *other != id).copied();
            doubles.insert(*id, others.collect::<Vec<_>>().join(", "));
        }
    }
    doubles
}

/// Rows of machines that have a mark and are not there.
fn gone(etcd: &Etcd) -> Vec<Row> {
    let there: BTreeSet<&str> = etcd.machines.iter().map(|listed| listed.id.as_str()).collect();
    etcd.marks
        .iter()
        .filter(|(id, _)| !there.contains(id.as_str()))
        .map(|(id, kept)| {
            let mark = kept.mark.as_ref().ok();
            Row {
                machine: id.clone(),
                address: mark.map(|mark| mark.address),
                role: mark.map(|mark| mark.role.clone()),
                step: Step::Left,
                why: String::new(),
                stuck: false,
            }
        })
        .collect()
}

impl Decision {
    fn add(&mut self, listed: &Listed, known: Option<(Known<'_>, &Templates)>, stand: Stand) {
        self.items.extend(stand.items);
        self.rows.push(Row {
            machine: listed.id.clone(),
            address: match &listed.object {
                Object::Machine { address, .. } => Some(*address),
                _ => None,
            },
            role: known.map(|(known, templates)| templates.word(known.role).to_owned()),
            step: stand.step,
            why: stand.why,
            stuck: stand.stuck,
        });
    }
}
