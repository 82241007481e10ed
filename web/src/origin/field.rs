//! The fields that are tried.

use std::collections::VecDeque;

use kubecore::document::{Document, Edit, Value};
use kubecore::plan::{Plan, System};
use kubecore::source::{FieldPath, Step};
use kubecore::spec::shape::{RecordShape, Shape};
use kubecore::spec::{Profile, Role, shape};

use super::other;

/// So many machines besides the bundle's own are tried: what they make is mostly alike.
const OTHERS: usize = 3;

/// A field, and the values it can be given instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) path: FieldPath,
    now: Option<String>,
    /// Best first; `None` takes it away.
    pub(super) values: VecDeque<Option<Value>>,
}

impl Field {
    /// Its value is part of a text.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        self.now.as_deref().is_some_and(|now| !now.is_empty() && text.contains(now))
    }

    /// The length of its value, in bytes.
    pub(super) fn length(&self) -> usize {
        self.now.as_ref().map_or(0, String::len)
    }

    /// Gives it `value`. Who calls a machine by its name must know its new one.
    pub(super) fn edits(&self, value: Option<Value>, document: &Document) -> Vec<Edit> {
        let set = |path, value| Edit::Set { path, value };
        let path = self.path.clone();
        let Some(value) = value else { return vec![Edit::Remove { path }] };
        let mut calls = Vec::new();
        if let (Some(old), [Step::Key(list), .., Step::Key(name)]) = (&self.now, path.steps())
            && list == "nodes"
            && name == "name"
        {
            references(&document.root(), FieldPath::root(), old, &mut calls);
        }
        calls.push(path);
        calls.into_iter().map(|path| set(path, value.clone())).collect()
    }
}

/// Every field that may have made something in the bundle at `index`.
pub(super) fn fields(document: &Document, plan: &Plan, index: usize) -> Vec<Field> {
    let own = plan.nodes().get(index).map(|node| node.name.as_str());
    let mut left = OTHERS;
    let mut wanted = |node: &FieldPath| {
        let text = |key| document.scalar(&node.clone().key(key));
        let matters = text("name") == own || text("role") == Some(Role::ControlPlane.as_str());
        let tried = matters || left > 0;
        left -= usize::from(tried && !matters);
        tried
    };
    collect(document, plan, &mut wanted)
}

/// The fields of machines that a text names, by their names or addresses.
pub(super) fn named_in(document: &Document, plan: &Plan, text: &str) -> Vec<Field> {
    let mut wanted = |node: &FieldPath| {
        let value = |key| document.scalar(&node.clone().key(key));
        let named = [value("name"), value("ip")];
        // A machine may have an address of each family.
        named.into_iter().flatten().flat_map(|value| value.split(',')).any(|v| text.contains(v))
    };
    let nodes = FieldPath::root().key("nodes");
    let mut fields = collect(document, plan, &mut wanted);
    fields.retain(|field| field.path.steps().starts_with(nodes.steps()));
    fields
}

fn collect(
    document: &Document,
    plan: &Plan,
    wanted: &mut dyn FnMut(&FieldPath) -> bool,
) -> Vec<Field> {
    let mut walk = Walk { document, plan, profile: profile(plan), wanted, fields: Vec::new() };
    walk.record(&shape(), &FieldPath::root(), "");
    walk.fields
}

struct Walk<'w> {
    document: &'w Document,
    plan: &'w Plan,
    profile: Profile,
    /// Whether a machine, an element of `nodes`, is tried.
    wanted: &'w mut dyn FnMut(&FieldPath) -> bool,
    fields: Vec<Field>,
}

impl Walk<'_> {
    fn record(&mut self, record: &RecordShape, path: &FieldPath, dotted: &str) {
        for field in &record.fields {
            let dotted = match dotted {
                "" => field.key.to_owned(),
                parent => [parent, field.key].join("."),
            };
            // Another profile makes other files, not other lines.
            if dotted != "profile" && self.profile.has(&dotted) {
                self.field(&field.shape, path.clone().key(field.key), &dotted);
            }
        }
    }

    fn field(&mut self, shape: &Shape, path: FieldPath, dotted: &str) {
        match shape {
            Shape::Record(record) => self.record(record, &path, dotted),
            Shape::List(item) if self.document.items(&path) > 0 => {
                for index in 0..self.document.items(&path) {
                    let path = path.clone().index(index);
                    if dotted != "nodes" || (self.wanted)(&path) {
                        self.field(item, path, dotted);
                    }
                }
            }
            _ => {
                let now = self.document.scalar(&path).map(str::to_owned);
                let given = self.document.value(&path);
                let offers = |word: &str| self.profile.offers(dotted, word);
                let mut values: VecDeque<Option<Value>> =
                    other::values(shape, given.as_ref(), self.plan, &offers)
                        .into_iter()
                        .map(Some)
                        .collect();
                values.extend(given.is_some().then_some(None));
                self.fields.push(Field { path, now, values });
            }
        }
    }
}

fn profile(plan: &Plan) -> Profile {
    match plan.system {
        System::CoreosGuide(_) => Profile::CoreosGuide,
        System::FleetUnits(_) => Profile::FleetUnits,
        System::Weave(_) => Profile::Weave,
        System::Corekube(_) => Profile::Corekube,
        System::Flatcar(_) => Profile::Flatcar,
    }
}

/// Every place at which `text` is the whole value.
fn references(value: &Value, path: FieldPath, text: &str, found: &mut Vec<FieldPath>) {
    match value {
        Value::Text(value) if value == text => found.push(path),
        Value::Text(_) | Value::Null => {}
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                references(item, path.clone().index(index), text, found);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                references(value, path.clone().key(key.clone()), text, found);
            }
        }
    }
}
