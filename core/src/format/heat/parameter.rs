//! What a stack asks for.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// One parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// What forms call it; its name when empty.
    pub label: String,
    /// One line about it.
    pub description: String,
    /// What it holds, and what when nobody says; asked for without a default.
    pub kind: Kind,
    /// Whether its value is shown to nobody.
    pub hidden: bool,
    /// What a value must fulfil.
    pub constraints: Vec<Constraint>,
}

/// The type of a parameter with its default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `string`
    Text(Option<String>),
    /// `number`
    Number(Option<u32>),
    /// `boolean`
    Boolean(Option<bool>),
    /// `comma_delimited_list`
    List(Option<Vec<String>>),
}

/// What a value must fulfil, and how that is said to whom it fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// The test.
    pub rule: Rule,
    /// Heat's own words when empty.
    pub description: String,
}

/// A test of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A number from the first to the second.
    Range(u32, u32),
    /// So many characters, from the first to the second.
    Length(u32, u32),
    /// One of these.
    AllowedValues(Vec<String>),
    /// All of the text fits a regular expression of Python.
    AllowedPattern(&'static str),
    /// The cloud has a thing of that name or id: `nova.keypair`, `nova.flavor`, `glance.image`,
    /// `neutron.network`.
    Custom(&'static str),
}

/// Parameters that belong together in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterGroup {
    /// What the group is called.
    pub label: String,
    /// One line about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Names of parameters, each in one group only.
    pub parameters: Vec<String>,
}

impl Parameter {
    /// A parameter without label and constraints.
    pub fn new(kind: Kind, description: impl Into<String>) -> Self {
        let (label, description) = (String::new(), description.into());
        Self { label, description, kind, hidden: false, constraints: Vec::new() }
    }

    /// Adds a test in Heat's own words.
    pub fn constraint(self, rule: Rule) -> Self {
        self.constraint_called(rule, "")
    }

    /// Adds a test, with what is said to whom it fails.
    pub fn constraint_called(mut self, rule: Rule, description: impl Into<String>) -> Self {
        self.constraints.push(Constraint { rule, description: description.into() });
        self
    }
}

impl Kind {
    fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::Number(_) => "number",
            Self::Boolean(_) => "boolean",
            Self::List(_) => "comma_delimited_list",
        }
    }
}

impl Serialize for Parameter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.kind.name())?;
        if !self.label.is_empty() {
            map.serialize_entry("label", &self.label)?;
        }
        map.serialize_entry("description", &self.description)?;
        match &self.kind {
            Kind::Text(Some(text)) => map.serialize_entry("default", text)?,
            Kind::Number(Some(number)) => map.serialize_entry("default", number)?,
            Kind::Boolean(Some(truth)) => map.serialize_entry("default", truth)?,
            Kind::List(Some(list)) => map.serialize_entry("default", list)?,
            Kind::Text(None) | Kind::Number(None) | Kind::Boolean(None) | Kind::List(None) => {}
        }
        if self.hidden {
            map.serialize_entry("hidden", &true)?;
        }
        if !self.constraints.is_empty() {
            map.serialize_entry("constraints", &self.constraints)?;
        }
        map.end()
    }
}

impl Serialize for Constraint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Bounds {
            min: u32,
            max: u32,
        }
        let mut map = serializer.serialize_map(None)?;
        match &self.rule {
            Rule::Range(min, max) => {
                map.serialize_entry("range", &Bounds { min: *min, max: *max })?;
            }
            Rule::Length(min, max) => {
                map.serialize_entry("length", &Bounds { min: *min, max: *max })?;
            }
            Rule::AllowedValues(values) => map.serialize_entry("allowed_values", values)?,
            Rule::AllowedPattern(pattern) => map.serialize_entry("allowed_pattern", pattern)?,
            Rule::Custom(name) => map.serialize_entry("custom_constraint", name)?,
        }
        if !self.description.is_empty() {
            map.serialize_entry("description", &self.description)?;
        }
        map.end()
    }
}
