//! What to do, and what became of it.

use std::net::IpAddr;

use super::{Digest, Line, Mark, Millis, UnitOption};

/// One thing to do, by one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Writes a machine's mark, if it is still as it was seen.
    Mark {
        /// The machine's id.
        machine: String,
        /// What is written.
        mark: Mark,
        /// The index of the mark that is there; `None` if there must be none.
        replaces: Option<u64>,
    },
    /// Gives fleet a unit that it does not have, to be started.
    Submit {
        /// The machine's id.
        machine: String,
        /// Its name.
        unit: String,
        /// What it says.
        options: Vec<UnitOption>,
    },
    /// Has a unit started that fleet has.
    Start {
        /// The machine's id.
        machine: String,
        /// Its name.
        unit: String,
    },
    /// Has a unit stopped that failed, so that it can be started again.
    Stop {
        /// The machine's id.
        machine: String,
        /// Its name.
        unit: String,
    },
    /// Removes a unit that says something else, if it still does.
    Destroy {
        /// The machine's id.
        machine: String,
        /// Its name.
        unit: String,
        /// Of what it says.
        digest: Digest,
    },
    /// Tells the API server of a minion.
    Register {
        /// The machine's id.
        machine: String,
        /// What the API knows it by.
        address: IpAddr,
    },
}

/// What became of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is so now.
    Done,
    /// The world was no longer as it was seen: another one came first. Look again.
    Changed,
    /// The service does not want it: its words.
    Refused(String),
    /// The service did not answer, or not as it should: why.
    Failed(String),
}

/// Who does an action, and who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// etcd.
    Etcd,
    /// fleet.
    Fleet,
    /// The API server.
    Api,
}

impl Action {
    /// Whom it is done by.
    pub fn service(&self) -> Service {
        match self {
            Self::Mark { .. } => Service::Etcd,
            Self::Submit { .. } | Self::Start { .. } | Self::Stop { .. } | Self::Destroy { .. } => {
                Service::Fleet
            }
            Self::Register { .. } => Service::Api,
        }
    }

    /// The machine it is for.
    pub fn machine(&self) -> &str {
        match self {
            Self::Mark { machine, .. }
            | Self::Submit { machine, .. }
            | Self::Start { machine, .. }
            | Self::Stop { machine, .. }
            | Self::Destroy { machine, .. }
            | Self::Register { machine, .. } => machine,
        }
    }
}

/// In words, for those who only want to know.
impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mark { machine, mark, .. } => {
                let state = match mark.state {
                    super::MarkState::Started => "started",
                    super::MarkState::Done => "done",
                };
                write!(f, "mark {machine} as {state}")
            }
            Self::Submit { unit, .. } => write!(f, "submit and start {unit}"),
            Self::Start { unit, .. } => write!(f, "start {unit}"),
            Self::Stop { unit, .. } => write!(f, "stop {unit}, to start it again"),
            Self::Destroy { unit, .. } => write!(f, "destroy {unit}, which says something else"),
            Self::Register { address, .. } => write!(f, "tell the API of {address}"),
        }
    }
}

/// Who is to be asked in the next look. etcd always is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asks {
    /// Whether fleet is.
    pub fleet: bool,
    /// The masters, any of which can say who is registered; none if nobody needs to know.
    pub api: Vec<IpAddr>,
}

/// What follows from a look.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// Lines and actions, in order.
    pub items: Vec<Item>,
    /// A row for each machine.
    pub rows: Vec<Row>,
    /// When to look again.
    pub wait: Millis,
    /// Whether every machine is done, and there is one.
    pub settled: bool,
    /// Whether nothing goes on any more without somebody's help.
    pub stuck: bool,
}

/// A line or an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// To be logged.
    Line(Line),
    /// To be done.
    Action(Action),
}

/// Where a machine stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub machine: String,
    /// Its address, once it is known.
    pub address: Option<IpAddr>,
    /// `kubernetes_role`, once it is known.
    pub role: Option<String>,
    /// The step.
    pub step: Step,
    /// What it waits for, or what is wrong; empty if nothing is.
    pub why: String,
    /// Whether it needs somebody's help.
    pub stuck: bool,
}

/// The steps of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It has not said what it is for.
    Metadata,
    /// Something about it is wrong: it is left alone.
    Held,
    /// It waits for a master, or for its turn.
    Waiting,
    /// Its unit of that number is being started, of so many.
    Unit(usize, usize),
    /// Its units run; the API has to know it.
    Registration,
    /// All is done.
    Done,
    /// It is done with the units of other templates.
    Outdated,
    /// It is no longer there.
    Left,
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Metadata => f.write_str("metadata"),
            Self::Held => f.write_str("held"),
            Self::Waiting => f.write_str("waiting"),
            Self::Unit(index, of) => write!(f, "unit {} of {of}", index + 1),
            Self::Registration => f.write_str("registration"),
            Self::Done => f.write_str("done"),
            Self::Outdated => f.write_str("outdated"),
            Self::Left => f.write_str("left"),
        }
    }
}
