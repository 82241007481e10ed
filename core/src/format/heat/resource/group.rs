//! Several alike resources, and a text that no other stack has.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_yaml::Value;

use super::Definition;
use crate::format::heat::{INDEX, Input, placeholder};

/// `OS::Heat::ResourceGroup`. The hole [`INDEX`] in any text of the members is the member's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceGroup {
    /// How many.
    pub count: Input<u32>,
    /// What each is.
    pub members: Box<Definition>,
}

/// `OS::Heat::RandomString`: made once, with the stack.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RandomString {
    /// How many characters, 1 to 512; 32 when `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Input<u32>>,
}

impl ResourceGroup {
    /// So many resources of one definition.
    pub fn new(count: impl Into<Input<u32>>, members: impl Into<Definition>) -> Self {
        Self { count: count.into(), members: Box::new(members.into()) }
    }
}

/// The member as an entry of its own.
struct Member<'m>(&'m Definition);

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.entry(serializer, &[])
    }
}

impl Serialize for ResourceGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Properties<'g> {
            count: &'g Input<u32>,
            /// `%index%` when `None`.
            #[serde(skip_serializing_if = "Option::is_none")]
            index_var: Option<String>,
            resource_def: Value,
        }
        let names = [INDEX.name()];
        let mut resource_def =
            serde_yaml::to_value(Member(&self.members)).map_err(S::Error::custom)?;
        let mut texts = Vec::new();
        visit(&mut resource_def, &mut |text| texts.push(text.clone()));
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let spelling = placeholder::Spelling::of(&names, &texts);
        visit(&mut resource_def, &mut |text| *text = spelling.spell(&names, text));
        let spelled = spelling.of_name(INDEX.name());
        let index_var = (spelled != "%index%").then_some(spelled);
        Properties { count: &self.count, index_var, resource_def }.serialize(serializer)
    }
}

/// Shows every text of a tree but keys: Heat replaces in no key.
fn visit(tree: &mut Value, look: &mut impl FnMut(&mut String)) {
    match tree {
        Value::String(text) => look(text),
        Value::Sequence(list) => list.iter_mut().for_each(|item| visit(item, look)),
        Value::Mapping(map) => map.values_mut().for_each(|value| visit(value, look)),
        _ => {}
    }
}
