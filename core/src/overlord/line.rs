//! What is logged: the document's own lines, and some of ours.

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How grave it is.
    pub level: Level,
    /// A word for programs; empty of a line that only parts others.
    pub event: &'static str,
    /// The machine it is about.
    pub machine: Option<String>,
    /// The unit it is about.
    pub unit: Option<String>,
    /// What a person reads.
    pub text: String,
}

/// How grave a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All is as it should be.
    Info,
    /// Something has to be looked at.
    Warning,
}

impl Level {
    /// In a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
        }
    }
}

/// As long as the document's (Overlord v0.0.1).
const SEPARATOR: &str = "------------------------------------------------";

impl Line {
    pub(super) fn info(event: &'static str, text: impl Into<String>) -> Self {
        Self { level: Level::Info, event, machine: None, unit: None, text: text.into() }
    }

    pub(super) fn warning(event: &'static str, text: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::info(event, text) }
    }

    pub(super) fn machine(self, id: &str) -> Self {
        Self { machine: Some(id.to_owned()), ..self }
    }

    pub(super) fn unit(self, name: &str) -> Self {
        Self { unit: Some(name.to_owned()), ..self }
    }

    pub(super) fn separator() -> Self {
        Self::info("", SEPARATOR)
    }

    pub(super) fn discovered(count: usize) -> [Self; 2] {
        let text = format!("Current # of machines discovered: ({count})");
        [Self::separator(), Self::info("machines-discovered", text)]
    }

    pub(super) fn registered(id: &str, address: impl std::fmt::Display) -> [Self; 2] {
        let text = format!("Registered machine with the master: {address}");
        [Self::separator(), Self::info("machine-registered", text).machine(id)]
    }
}
