//! fleet's HTTP API as its documents say it is, with machines that take their time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use serde_json::{Value, json};

use super::server::{Reply, Request};

/// What a release does when a unit that is there is put with other options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conflict {
    /// It refuses, as documented.
    #[default]
    Refuses,
    /// It keeps what it has (0.8.3).
    Ignores,
    /// It makes the unit anew (1.0.0).
    Replaces,
}

/// How a fleet behaves.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// The path of its API.
    pub path: &'static str,
    /// How many entities a page has.
    pub page: usize,
    /// How long a machine takes to report a unit at all, and again until the unit is what it should be.
    pub delay: Duration,
    /// What it does with other options.
    pub conflict: Conflict,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            path: "/fleet/v1",
            page: 100,
            delay: Duration::from_millis(20),
            conflict: Conflict::default(),
        }
    }
}

/// The stand-in.
#[derive(Debug, Default)]
pub(super) struct Fleet {
    pub(super) manner: Manner,
    units: Mutex<BTreeMap<String, Unit>>,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    created: Vec<String>,
    destroyed: Vec<String>,
    early: Vec<String>,
    refuses: BTreeSet<String>,
    fails: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Unit {
    options: Value,
    desired: String,
    since: Instant,
    fails: bool,
}

impl Unit {
    fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let options = self.options.as_array().into_iter().flatten();
        options.filter(move |option| option["name"] == name).filter_map(|o| o["value"].as_str())
    }

    /// Active state and sub-state; `None` until its machine reports it.
    fn state(&self, delay: Duration) -> Option<(&'static str, &'static str)> {
        let age = self.since.elapsed();
        let once = self.values("Type").any(|kind| kind == "oneshot");
        match self.desired.as_str() {
            "inactive" => None,
            _ if age < delay => None,
            "loaded" => Some(("inactive", "dead")),
            _ if age < 2 * delay => Some(("activating", if once { "start" } else { "start-pre" })),
            _ if self.fails => Some(("failed", "failed")),
            _ if once => Some(("active", "exited")),
            _ => Some(("active", "running")),
        }
    }

    fn runs(&self, delay: Duration) -> bool {
        matches!(self.state(delay), Some((_, "exited" | "running")))
    }
}

impl Fleet {
    pub(super) fn new(manner: Manner) -> Arc<Self> {
        Arc::new(Self { manner, ..Self::default() })
    }

    /// Every unit that was made, in order: one that was made twice is there twice.
    pub(super) fn created(&self) -> Vec<String> {
        self.log.lock().unwrap().created.clone()
    }

    /// Every unit that was removed.
    pub(super) fn destroyed(&self) -> Vec<String> {
        self.log.lock().unwrap().destroyed.clone()
    }

    /// Units that were made before those that they need ran.
    pub(super) fn early(&self) -> Vec<String> {
        self.log.lock().unwrap().early.clone()
    }

    /// Refuses this unit, or takes it again.
    pub(super) fn refuse(&self, name: &str, refuse: bool) {
        let mut log = self.log.lock().unwrap();
        if refuse {
            log.refuses.insert(name.to_owned());
        } else {
            log.refuses.remove(name);
        }
    }

    /// Has this unit fail the next time it is started.
    pub(super) fn fail_once(&self, name: &str) {
        self.log.lock().unwrap().fails.insert(name.to_owned());
    }

    /// The names of the units that run.
    pub(super) fn running(&self) -> BTreeSet<String> {
        let units = self.units.lock().unwrap();
        let runs = units.iter().filter(|(_, unit)| unit.runs(self.manner.delay));
        runs.map(|(name, _)| name.clone()).collect()
    }

    /// A command line of every running unit of that name.
    pub(super) fn commands(&self, name: &str) -> Vec<String> {
        let units = self.units.lock().unwrap();
        let of = |key: &&String| key.split('@').next() == Some(name);
        let running = units.iter().filter(|(key, unit)| of(key) && unit.runs(self.manner.delay));
        running.flat_map(|(_, unit)| unit.values("ExecStart").map(str::to_owned)).collect()
    }

    pub(super) fn answer(&self, request: &Request) -> Reply {
        let Some(path) = request.path.strip_prefix(self.manner.path) else {
            return refuse(404, "not found");
        };
        match (request.method.as_str(), path.strip_prefix("/units/")) {
            ("GET", None) if path == "/units" => self.page(request, "units", &self.entities()),
            ("GET", None) if path == "/state" => self.page(request, "states", &self.states()),
            ("GET", Some(name)) => match self.units.lock().unwrap().get(name) {
                Some(unit) => Reply::new(200, entity(name, unit).to_string()),
                None => refuse(404, "unit does not exist"),
            },
            ("PUT", Some(name)) => self.put(request, name),
            ("DELETE", Some(name)) => match self.units.lock().unwrap().remove(name) {
                Some(_) => {
                    self.log.lock().unwrap().destroyed.push(name.to_owned());
                    Reply::new(204, "")
                }
                None => refuse(404, "unit does not exist"),
            },
            _ => refuse(405, "only GET, PUT and DELETE are supported"),
        }
    }

    fn put(&self, request: &Request, name: &str) -> Reply {
        if request.kind != "application/json" {
            return refuse(415, "application/json is the only supported Content-Type");
        }
        let Ok(wanted) = serde_json::from_str::<Value>(&request.body) else {
            return refuse(400, "unable to decode body");
        };
        if wanted["name"].as_str().is_some_and(|given| given != name) {
            return refuse(400, "name in URL does not match the one in the body");
        }
        let desired = wanted["desiredState"].as_str().unwrap_or_default();
        if !desired.is_empty() && !["inactive", "loaded", "launched"].contains(&desired) {
            return refuse(400, "invalid value provided for field desiredState");
        }
        let options = wanted["options"].as_array().filter(|options| !options.is_empty());
        let has_all =
            |option: &Value| ["section", "name", "value"].iter().all(|key| option[key].is_string());
        if options.is_some_and(|options| !options.iter().all(has_all)) {
            return refuse(400, "invalid unit options");
        }
        if self.log.lock().unwrap().refuses.contains(name) {
            return refuse(400, "invalid unit: line 3 of the unit is wrong");
        }
        let mut units = self.units.lock().unwrap();
        match (units.get_mut(name), options) {
            (None, None) => refuse(409, "unit does not exist and options field empty"),
            (None, Some(_)) => {
                self.note(&units, name, &wanted["options"]);
                units.insert(name.to_owned(), self.made(name, &wanted["options"], desired));
                Reply::new(201, "")
            }
            (Some(_), _) if desired.is_empty() => {
                refuse(409, "must provide desiredState when editing existing unit")
            }
            (Some(unit), Some(_)) if unit.options != wanted["options"] => {
                match self.manner.conflict {
                    Conflict::Refuses => refuse(409, "options of a unit cannot be changed"),
                    Conflict::Ignores => {
                        self.to(name, unit, desired);
                        Reply::new(204, "")
                    }
                    Conflict::Replaces => {
                        *unit = self.made(name, &wanted["options"], desired);
                        self.log.lock().unwrap().created.push(name.to_owned());
                        Reply::new(201, "")
                    }
                }
            }
            (Some(unit), _) => {
                self.to(name, unit, desired);
                Reply::new(204, "")
            }
        }
    }

    fn made(&self, name: &str, options: &Value, desired: &str) -> Unit {
        let mut unit = Unit {
            options: options.clone(),
            desired: "inactive".into(),
            since: Instant::now(),
            fails: false,
        };
        self.to(name, &mut unit, desired);
        unit
    }

    fn to(&self, name: &str, unit: &mut Unit, desired: &str) {
        if unit.desired != desired {
            desired.clone_into(&mut unit.desired);
            unit.since = Instant::now();
            if desired == "launched" {
                unit.fails = self.log.lock().unwrap().fails.remove(name);
            }
        }
    }

    /// Notes that it was made, and whether what it needs runs by then.
    fn note(&self, units: &BTreeMap<String, Unit>, name: &str, options: &Value) {
        let mut log = self.log.lock().unwrap();
        log.created.push(name.to_owned());
        let needs = options.as_array().into_iter().flatten().filter(|o| o["name"] == "Requires");
        let missing = needs.filter_map(|option| option["value"].as_str()).any(|needed| {
            needed.contains('@')
                && !units.get(needed).is_some_and(|unit| unit.runs(self.manner.delay))
        });
        if missing {
            log.early.push(name.to_owned());
        }
    }

    fn entities(&self) -> Vec<Value> {
        self.units.lock().unwrap().iter().map(|(name, unit)| entity(name, unit)).collect()
    }

    fn states(&self) -> Vec<Value> {
        let units = self.units.lock().unwrap();
        let states = units.iter().filter_map(|(name, unit)| {
            let (active, sub) = unit.state(self.manner.delay)?;
            let machine = unit.values("MachineID").next().unwrap_or_default();
            Some(json!({
                "hash": "x", "machineID": machine, "name": name, "systemdActiveState": active,
                "systemdLoadState": "loaded", "systemdSubState": sub, "later": {"releases": [1]},
            }))
        });
        states.collect()
    }

    fn page(&self, request: &Request, key: &str, all: &[Value]) -> Reply {
        let size = self.manner.page;
        let number = match request.parameter("nextPageToken") {
            None => Some(0),
            Some(token) => number(&token, size),
        };
        let Some(number) = number else { return refuse(400, "invalid nextPageToken") };
        let rest = all.get(number * size..).unwrap_or_default();
        let mut page = json!({ key: rest.iter().take(size).collect::<Vec<_>>() });
        if rest.len() > size {
            page["nextPageToken"] = json!(token(number + 1, size));
        }
        Reply::new(200, page.to_string())
    }
}

fn entity(name: &str, unit: &Unit) -> Value {
    json!({
        "name": name, "options": unit.options, "desiredState": unit.desired,
        "currentState": unit.desired, "machineID": unit.values("MachineID").next(),
    })
}

/// Two numbers of two bytes each: how many a page has, and which it is.
fn token(number: usize, size: usize) -> String {
    let bytes = |n: usize| u16::try_from(n).expect("a small number").to_le_bytes();
    URL_SAFE.encode([bytes(size), bytes(number)].concat())
}

fn number(token: &str, size: usize) -> Option<usize> {
    let bytes = URL_SAFE.decode(token).ok()?;
    let [a, b, c, d] = bytes[..] else { return None };
    (usize::from(u16::from_le_bytes([a, b])) == size)
        .then(|| usize::from(u16::from_le_bytes([c, d])))
}

fn refuse(status: u16, message: &str) -> Reply {
    Reply::new(status, json!({"error": {"code": status, "message": message}}).to_string())
}
