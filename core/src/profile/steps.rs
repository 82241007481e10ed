//! From files to a running cluster, step by step: the README of the cluster says them, and the page
//! leads through them.

use std::fmt;

use super::{corekube, coreos_guide, flatcar, fleet_units, weave};
use crate::format::markdown::Inline;
use crate::plan::{Node, Plan, System};
use crate::profile::readme::{Keys, install_commands};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// What it says, part by part.
    pub parts: Vec<Part>,
    /// Commands that it stands for and does not name, one a line: those of the READMEs of machines.
    pub behind: Vec<String>,
}

/// A part of what a step says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Plain text.
    Text(String),
    /// A name, path or address.
    Code(String),
    /// A command, on one line. A word in capitals is for the reader to replace.
    Command(String),
}

/// Whether the bundles that somebody holds were rendered with keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bundles {
    /// They were not: where keys are needed, making them is a step.
    WithoutKeys,
    /// They were.
    WithKeys,
}

/// The steps for a cluster's files, in order. Commands are run in the directory that holds cluster
/// and nodes, unless a step says where.
pub fn steps(plan: &Plan, bundles: Bundles) -> Vec<Step> {
    match &plan.system {
        System::CoreosGuide(settings) => coreos_guide::steps(plan, settings, bundles),
        System::FleetUnits(settings) => fleet_units::steps(plan, settings),
        System::Weave(settings) => weave::steps(plan, settings),
        System::Corekube(settings) => corekube::steps(plan, settings),
        System::Flatcar(settings) => flatcar::steps(plan, settings, bundles),
    }
}

impl Step {
    /// Every command of the step, in order, each a line for a shell.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        let named = self.parts.iter().filter_map(|part| match part {
            Part::Command(line) => Some(line.as_str()),
            Part::Text(_) | Part::Code(_) => None,
        });
        named.chain(self.behind.iter().map(String::as_str))
    }

    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn text(mut self, text: impl fmt::Display) -> Self {
        self.parts.push(Part::Text(text.to_string()));
        self
    }

    pub(super) fn code(mut self, text: impl fmt::Display) -> Self {
        self.parts.push(Part::Code(text.to_string()));
        self
    }

    pub(super) fn command(mut self, line: impl fmt::Display) -> Self {
        self.parts.push(Part::Command(line.to_string()));
        self
    }

    /// Names the bundles of machines, and stands for the commands that install them. A big cluster
    /// has too many names for a sentence: the rest is counted.
    pub(super) fn machines(
        mut self,
        nodes: &[&Node],
        keys: impl Fn(&Node) -> Option<Keys>,
    ) -> Self {
        for (index, node) in nodes.iter().take(NAMED).enumerate() {
            if index > 0 {
                self = self.text(", ");
            }
            self = self.code(format_args!("nodes/{}", node.name));
            self.behind
                .extend(keys(node).into_iter().flat_map(|keys| install_commands(node, keys)));
        }
        if nodes.len() > NAMED {
            self = self.text(format_args!(" and {} more", nodes.len() - NAMED));
        }
        self.text(".")
    }
}

/// The most machines that a step names.
const NAMED: usize = 6;

/// As the README says it.
impl From<Step> for Inline {
    fn from(step: Step) -> Self {
        step.parts.iter().fold(Self::new(), |inline, part| match part {
            Part::Text(text) => inline.text(text),
            Part::Code(text) | Part::Command(text) => inline.code(text),
        })
    }
}
