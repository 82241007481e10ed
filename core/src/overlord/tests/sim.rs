//! etcd, fleet and the API server in memory, with machines that take their time.

use std::collections::{BTreeMap, BTreeSet};

use crate::compile;
use crate::overlord::{
    Action, Asks, Decision, Desired, Digest, Etcd, Fleet, Item, Kept, Line, Listed, Mark, Millis,
    Object, Observed, Options, Outcome, Overlord, Registration, Templates, Unit, World,
};
use crate::source::Source;

const SPEC: &str = "kubecore: v1\nname: c\nprofile: corekube\nnodes:\n\
     - { name: d, role: etcd, ip: 10.10.10.31 }\n- { name: o, role: overlord, ip: 10.10.10.41 }\n\
     - { name: m, role: control-plane, ip: 10.10.10.11 }\n- { name: w, role: worker, ip: 10.10.10.21 }\n";

const PUBLISHED: &str = "corekube: { edition: published, platform: rackspace }\n";

/// The corrected edition's templates, or the published one's.
pub(super) fn templates(published: bool) -> Templates {
    let text = if published { format!("{SPEC}{PUBLISHED}") } else { SPEC.to_owned() };
    Templates::of(&compile(&Source::new("cluster.yaml", text)).plan.unwrap()).unwrap()
}

/// Those of another release.
pub(super) fn others() -> Templates {
    let text = format!("{SPEC}kubernetes: {{ version: v1.4.12 }}\n");
    Templates::of(&compile(&Source::new("cluster.yaml", text)).plan.unwrap()).unwrap()
}

/// The document's ids.
pub(super) const IDS: [&str; 4] = [
    "a43295d4ed574a45a6f91b86baea0093",
    "cacff367124f4021b5697de895934ca5",
    "28df6146a18f42b6a99162e082c0ae28",
    "e0e14b428b454a2fab7caff4b4f21b1a",
];

/// The three services.
#[derive(Debug, Clone)]
pub(super) struct Sim {
    pub(super) machines: Vec<Listed>,
    pub(super) marks: BTreeMap<String, Kept>,
    pub(super) units: BTreeMap<String, Given>,
    pub(super) nodes: BTreeSet<String>,
    /// Which of etcd, fleet and the API server fail.
    pub(super) down: [bool; 3],
    pub(super) now: Millis,
    /// How far the overlord's clock was set forward.
    pub(super) ahead: Millis,
    /// Every unit that was made.
    pub(super) created: Vec<String>,
    pub(super) destroyed: Vec<String>,
    pub(super) told: Vec<String>,
    /// A unit that fleet refuses.
    pub(super) refused: Option<String>,
    /// A unit that fails so many times.
    pub(super) fails: BTreeMap<String, u32>,
    kind: Registration,
    index: u64,
}

#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) options: Vec<crate::overlord::UnitOption>,
    pub(super) desired: Desired,
    since: Millis,
    fails: bool,
}

/// How long a unit takes.
const DELAY: Millis = 1_500;

impl Sim {
    /// A master and three minions.
    pub(super) fn four(published: bool) -> Self {
        let mut sim = Self {
            machines: Vec::new(),
            marks: BTreeMap::new(),
            units: BTreeMap::new(),
            nodes: BTreeSet::new(),
            down: [false; 3],
            now: 5_000_000,
            ahead: 0,
            created: Vec::new(),
            destroyed: Vec::new(),
            told: Vec::new(),
            refused: None,
            fails: BTreeMap::new(),
            kind: templates(published).registration,
            index: 0,
        };
        for (number, id) in (11..).zip(IDS) {
            let role = if number == 11 { "master" } else { "minion" };
            sim.join(id, &format!("10.10.10.{number}"), role);
        }
        sim
    }

    /// A machine joins, or says something else.
    pub(super) fn join(&mut self, id: &str, address: &str, role: &str) {
        let metadata = BTreeMap::from([("kubernetes_role".to_owned(), role.to_owned())]);
        self.object(id, Object::Machine { address: address.parse().unwrap(), metadata });
    }

    pub(super) fn object(&mut self, id: &str, object: Object) {
        self.index += 1;
        if let Some(listed) = self.machines.iter_mut().find(|listed| listed.id == id) {
            listed.object = object;
            return;
        }
        self.machines.push(Listed { id: id.into(), index: self.index, object });
    }

    pub(super) fn leave(&mut self, id: &str) {
        self.machines.retain(|listed| listed.id != id);
    }

    pub(super) fn mark(&mut self, id: &str, mark: Result<Mark, String>) {
        self.index += 1;
        self.marks.insert(id.into(), Kept { index: self.index, mark });
    }

    fn sub(&self, given: &Given) -> Option<&'static str> {
        let oneshot = given.options.iter().any(|o| o.name == "Type" && o.value == "oneshot");
        let age = self.now.saturating_sub(given.since);
        match given.desired {
            Desired::Launched if age < DELAY => Some("start"),
            Desired::Launched if given.fails => Some("failed"),
            Desired::Launched if oneshot => Some("exited"),
            Desired::Launched => Some("running"),
            Desired::Loaded => Some("dead"),
            Desired::Inactive => None,
        }
    }

    /// What is seen now.
    pub(super) fn world(&self, asks: &Asks) -> World {
        fn seen<T>(down: bool, value: T) -> Observed<T> {
            if down { Observed::Failed("is away".into()) } else { Observed::Seen(value) }
        }
        let fleet: Fleet = self
            .units
            .iter()
            .map(|(name, given)| {
                let digest = crate::overlord::templates::digest(&given.options);
                let sub = self.sub(given).map(str::to_owned);
                (name.clone(), Unit { digest, desired: given.desired, sub })
            })
            .collect();
        let mut nodes = self.nodes.clone();
        if self.kind == Registration::Nodes {
            let flag = "--hostname-override=";
            for (name, given) in &self.units {
                if name.starts_with("minion-kubelet") && self.sub(given) == Some("running") {
                    let words = given.options.iter().flat_map(|option| option.value.split(' '));
                    nodes.extend(words.filter_map(|w| w.strip_prefix(flag)).map(str::to_owned));
                }
            }
        }
        let etcd = Etcd { machines: self.machines.clone(), marks: self.marks.clone() };
        World {
            etcd: seen(self.down[0], etcd),
            fleet: if asks.fleet { seen(self.down[1], fleet) } else { Observed::Unasked },
            api: if asks.api.is_empty() { Observed::Unasked } else { seen(self.down[2], nodes) },
        }
    }

    /// Does an action by the rules of whom it is for.
    pub(super) fn apply(&mut self, action: &Action) -> Outcome {
        if self.down[action.service() as usize] {
            return Outcome::Failed("is away".into());
        }
        match action {
            Action::Mark { machine, mark, replaces } => {
                if self.marks.get(machine).map(|kept| kept.index) != *replaces {
                    return Outcome::Changed;
                }
                self.mark(machine, Ok(mark.clone()));
            }
            Action::Submit { unit, options, .. } => {
                if self.refused.as_ref() == Some(unit) {
                    return Outcome::Refused("answers 400: line 3 is wrong".into());
                }
                match self.units.get(unit) {
                    Some(given) if given.options != *options => return Outcome::Changed,
                    Some(_) => self.desire(unit, Desired::Launched),
                    None => {
                        self.created.push(unit.clone());
                        let (desired, since) = (Desired::Loaded, self.now);
                        let given =
                            Given { options: options.clone(), desired, since, fails: false };
                        self.units.insert(unit.clone(), given);
                        self.desire(unit, Desired::Launched);
                    }
                }
            }
            Action::Start { unit, .. } => self.desire(unit, Desired::Launched),
            Action::Stop { unit, .. } => self.desire(unit, Desired::Loaded),
            Action::Destroy { unit, digest, .. } => {
                let is = |given: &Given| crate::overlord::templates::digest(&given.options);
                if self.units.get(unit).map(is) != Some(*digest) {
                    return Outcome::Changed;
                }
                self.units.remove(unit);
                self.destroyed.push(unit.clone());
            }
            Action::Register { address, .. } => {
                if !self.nodes.insert(address.to_string()) {
                    return Outcome::Changed;
                }
                self.told.push(address.to_string());
            }
        }
        Outcome::Done
    }

    fn desire(&mut self, name: &str, desired: Desired) {
        let now = self.now;
        let left = self.fails.get_mut(name);
        if let Some(given) = self.units.get_mut(name).filter(|given| given.desired != desired) {
            given.desired = desired;
            given.since = now;
            given.fails = desired == Desired::Launched
                && left.is_some_and(|left| {
                    let fails = *left > 0;
                    *left = left.saturating_sub(1);
                    fails
                });
        }
    }

    /// One round; the lines that were said.
    pub(super) fn round(&mut self, overlord: &mut Overlord) -> (Decision, Vec<Line>) {
        let clock = self.now + self.ahead;
        let decision = overlord.decide(&self.world(&overlord.clone().asks(clock)), clock);
        let mut lines = Vec::new();
        for item in &decision.items {
            match item {
                Item::Line(line) => lines.push(line.clone()),
                Item::Action(action) => {
                    let outcome = self.apply(action);
                    lines.extend(overlord.report(action, &outcome, clock));
                }
            }
        }
        self.now += decision.wait.max(1);
        (decision, lines)
    }

    /// Rounds until all is settled; the lines. Fails if it takes longer than any limit.
    #[track_caller]
    pub(super) fn settle(&mut self, overlord: &mut Overlord) -> Vec<String> {
        let mut said = Vec::new();
        for _ in 0..2_000 {
            let (decision, lines) = self.round(overlord);
            said.extend(lines.into_iter().map(|line| line.text));
            if decision.settled {
                return said;
            }
        }
        panic!("not settled:\n{}", said.join("\n"));
    }

    /// So many rounds; the lines.
    pub(super) fn rounds(&mut self, overlord: &mut Overlord, count: usize) -> Vec<String> {
        let lines = (0..count).flat_map(|_| self.round(overlord).1);
        lines.map(|line| line.text).collect()
    }

    /// Everything runs, each unit was made once, and every machine is done.
    #[track_caller]
    pub(super) fn assert_done(&self) {
        let mut created = self.created.clone();
        created.sort();
        created.dedup();
        assert_eq!(created.len(), self.created.len(), "made twice: {:?}", self.created);
        self.assert_end();
        assert_eq!(created.len(), self.units.len());
    }

    #[track_caller]
    pub(super) fn assert_end(&self) {
        for listed in &self.machines {
            let mark = self.marks.get(&listed.id).map(|kept| kept.mark.as_ref().unwrap().state);
            assert_eq!(mark, Some(crate::overlord::MarkState::Done), "{}", listed.id);
        }
        let dead = self
            .units
            .iter()
            .find(|(_, given)| !matches!(self.sub(given), Some("running" | "exited")));
        assert!(dead.is_none(), "{dead:?}");
        let minions = self.machines.len() - 1;
        assert_eq!(self.units.len(), 4 + 3 * minions);
    }
}

/// An overlord that has seen nothing.
pub(super) fn fresh(published: bool) -> Overlord {
    Overlord::new(templates(published), Options::default())
}

/// How often a text was said.
pub(super) fn times(said: &[String], part: &str) -> usize {
    said.iter().filter(|line| line.contains(part)).count()
}

/// A digest of nothing that is rendered.
pub(super) fn foreign() -> Digest {
    Digest::of(["something else"])
}
