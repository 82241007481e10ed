//! Functions that Heat works out, and values that may come from them.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::placeholder::Spelling;
use crate::format::hole::{self, Filler, Hole};

/// A value that is known now, or one that Heat works out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Input<T> {
    /// Known now.
    Literal(T),
    /// Worked out by Heat.
    From(Function),
}

/// A function of HOT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Function {
    /// `get_param`: what was asked for.
    Param(String),
    /// `get_resource`: what tells a resource from others, mostly its UUID.
    Resource(String),
    /// `get_attr`
    Attribute(Attribute),
    /// `str_replace`
    Replace(StrReplace),
}

/// A value of a resource that stands: `get_attr`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    resource: String,
    name: String,
    path: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Step {
    Key(String),
    Index(u32),
}

/// A text with holes that Heat fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrReplace {
    /// What Heat does about a hole's value it does not need.
    pub replacing: Replacing,
    /// The text, with holes from [`placeholder`](super::placeholder()).
    pub template: String,
    /// What fills each hole. One whose hole is not in the text is left out.
    pub params: Vec<(Hole, Input<String>)>,
}

/// Which function replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacing {
    /// `str_replace`
    Lenient,
    /// `str_replace_strict`: a placeholder that is not found is an error. From 2017-02-24 on.
    Strict,
}

impl Function {
    /// The parameter `name`.
    pub fn param(name: impl Into<String>) -> Self {
        Self::Param(name.into())
    }

    /// The resource `name`. Heat makes it before the one that names it.
    pub fn resource(name: impl Into<String>) -> Self {
        Self::Resource(name.into())
    }
}

impl Attribute {
    /// The attribute `name` of `resource`; a list with that of each member if it is a group.
    pub fn new(resource: impl Into<String>, name: impl Into<String>) -> Self {
        Self { resource: resource.into(), name: name.into(), path: Vec::new() }
    }

    /// Of that, the value under a key.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.path.push(Step::Key(key.into()));
        self
    }

    /// Of that, the item at a place, counted from 0.
    pub fn index(mut self, index: u32) -> Self {
        self.path.push(Step::Index(index));
        self
    }
}

impl Serialize for Function {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (name, argument) = match self {
            Self::Param(name) => ("get_param", name),
            Self::Resource(name) => ("get_resource", name),
            Self::Attribute(attribute) => return attribute.serialize(serializer),
            Self::Replace(replace) => return replace.serialize(serializer),
        };
        one(serializer, name, argument)
    }
}

impl Serialize for Attribute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let keys = [&self.resource, &self.name].map(|key| Step::Key(key.clone()));
        let path: Vec<&Step> = keys.iter().chain(&self.path).collect();
        one(serializer, "get_attr", &path)
    }
}

impl Serialize for StrReplace {
    /// A text without holes needs no function.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let there: Vec<&str> = hole::names(&self.template, Filler::Heat).collect();
        let params: Vec<_> =
            self.params.iter().filter(|(hole, _)| there.contains(&hole.name())).collect();
        if params.is_empty() {
            return serializer.serialize_str(&self.template);
        }
        let names: Vec<&str> = params.iter().map(|(hole, _)| hole.name()).collect();
        let spelling = Spelling::of(&names, &[&self.template]);
        let call = Call {
            template: spelling.spell(&names, &self.template),
            params: Params(
                params.iter().map(|(hole, value)| (spelling.of_name(hole.name()), value)).collect(),
            ),
        };
        let name = match self.replacing {
            Replacing::Lenient => "str_replace",
            Replacing::Strict => "str_replace_strict",
        };
        one(serializer, name, &call)
    }
}

#[derive(Serialize)]
struct Call<'f> {
    params: Params<'f>,
    template: String,
}

struct Params<'f>(Vec<(String, &'f Input<String>)>);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// `{name: argument}`
fn one<S: Serializer>(
    serializer: S,
    name: &str,
    argument: &(impl Serialize + ?Sized),
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(name, argument)?;
    map.end()
}

impl From<Attribute> for Function {
    fn from(attribute: Attribute) -> Self {
        Self::Attribute(attribute)
    }
}

impl From<StrReplace> for Function {
    fn from(replace: StrReplace) -> Self {
        Self::Replace(replace)
    }
}

impl<T> From<Function> for Input<T> {
    fn from(function: Function) -> Self {
        Self::From(function)
    }
}

impl<T> From<Attribute> for Input<T> {
    fn from(attribute: Attribute) -> Self {
        Self::From(attribute.into())
    }
}

impl From<StrReplace> for Input<String> {
    fn from(replace: StrReplace) -> Self {
        Self::From(replace.into())
    }
}

impl From<&str> for Input<String> {
    fn from(text: &str) -> Self {
        Self::Literal(text.to_owned())
    }
}

impl From<String> for Input<String> {
    fn from(text: String) -> Self {
        Self::Literal(text)
    }
}

impl From<u32> for Input<u32> {
    fn from(number: u32) -> Self {
        Self::Literal(number)
    }
}

impl From<bool> for Input<bool> {
    fn from(truth: bool) -> Self {
        Self::Literal(truth)
    }
}
