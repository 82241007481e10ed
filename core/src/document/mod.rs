//! A `cluster.yaml` that is read and changed value by value.
//!
//! The text is what is meant. An [`Edit`] changes the bytes it must and leaves comments, blank
//! lines, the order of keys and everyone's way of writing alone. Each change is read again and
//! compared with the same change of the values; where the two differ, because something is written
//! oddly, the smallest block around it is written anew.

mod change;
mod differences;
mod edit;
mod layout;
mod lines;
mod place;
mod scalar;
mod secrets;
mod splice;
#[cfg(test)]
mod tests;
mod value;
mod write;

pub use differences::{changed_fields, differences};
pub use edit::Edit;
pub use secrets::{left_out, without_secrets};
pub use value::Value;

use std::borrow::Cow;

use self::change::Run;
use self::layout::Layout;
use crate::diagnostic::Report;
use crate::source;
use crate::source::{FieldPath, Node, Position, Source, Span, Step, Tree, read};

/// A YAML text and what stands in it.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    tree: Tree,
    /// What is wrong with the text that the tree does not show: a key twice, a tag.
    report: Report,
}

/// The text says everything.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

/// Nothing stands in it.
impl Default for Document {
    fn default() -> Self {
        let root =
            Node { span: Span::point(Position::START), value: source::Value::Map(Vec::new()) };
        Self { source: Source::new("", ""), tree: Tree { root }, report: Report::default() }
    }
}

impl Document {
    /// Reads a text whose top is keys and values; `None` of any other. A byte order mark is
    /// dropped.
    pub fn read(text: &str) -> Option<Self> {
        Self::of(text.to_owned())
    }

    fn of(text: String) -> Option<Self> {
        let source = Source::new("", text);
        let (tree, report) = read(&source);
        let tree = tree.filter(|tree| matches!(tree.root.value, source::Value::Map(_)))?;
        Some(Self { source, tree, report })
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// Everything that stands in it.
    pub fn root(&self) -> Value {
        Value::from(&self.tree.root)
    }

    /// What stands at `path`.
    pub fn value(&self, path: &FieldPath) -> Option<Value> {
        self.node(path.steps()).map(Value::from)
    }

    /// The single value at `path`, without its quotes; `None` where there is no such one.
    pub fn scalar(&self, path: &FieldPath) -> Option<&str> {
        match &self.node(path.steps())?.value {
            source::Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// How many elements the list at `path` has; none where there is no list.
    pub fn items(&self, path: &FieldPath) -> usize {
        self.node(path.steps()).map_or(0, |node| layout::items(node).len())
    }

    /// Whether the same stands at `path` in both, wherever that is in their texts.
    pub fn agrees(&self, other: &Self, path: &FieldPath) -> bool {
        match (self.node(path.steps()), other.node(path.steps())) {
            (Some(one), Some(other)) => value::is_alike(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    /// Where the value at `path` stands.
    pub fn span(&self, path: &FieldPath) -> Option<Span> {
        self.node(path.steps()).map(|node| node.span)
    }

    /// The deepest field at `position`: that of the key, value or comment there, or of the list or
    /// map between whose parts it is. The top between blocks and past the end of a line's text.
    pub fn path_at(&self, position: Position) -> FieldPath {
        place::path_at(self.layout(), position).into_iter().collect()
    }

    /// The text with `edits` made, one after the other; all else stays as it is written. `None` if
    /// one of them asks for what cannot be: an element of a list that is not there, a text with a
    /// control character, a key of more than 1024 characters.
    ///
    /// The text is read once for each run of edits of one kind: values that are set, elements put
    /// in one behind the other, elements of one list removed.
    pub fn edit(&self, edits: &[Edit]) -> Option<Self> {
        let mut document = Cow::Borrowed(self);
        let mut rest = edits;
        while !rest.is_empty() {
            let (run, count) = Run::first(rest);
            let (edits, after) = rest.split_at_checked(count)?;
            document = Cow::Owned(document.make(&run, edits)?);
            rest = after;
        }
        Some(document.into_owned())
    }

    /// Makes the edits of one run, at one go if that comes out right.
    fn make(&self, run: &Run<'_>, edits: &[Edit]) -> Option<Self> {
        let mut wanted = self.root();
        for edit in edits {
            edit.apply(&mut wanted)?;
        }
        if let [Edit::Set { path, value }] = edits
            && let Some(inner) = self.inside(path, value)
        {
            return self.edit(&inner);
        }
        let made = change::splices(self.layout(), run).and_then(|s| self.with(s, &wanted));
        match edits {
            _ if made.is_some() => made,
            [edit] => self.without_all(edit, &wanted).or_else(|| self.anew(edit, &wanted)),
            _ => edits
                .iter()
                .try_fold(self.clone(), |document, edit| document.edit(std::slice::from_ref(edit))),
        }
    }

    /// The edits inside of a collection that make it what it shall be: its comments stay.
    fn inside(&self, path: &FieldPath, value: &Value) -> Option<Vec<Edit>> {
        let old = self.value(path)?;
        match (&old, value) {
            (Value::Map(_), Value::Map(_)) | (Value::List(_), Value::List(_)) => {}
            _ => return None,
        }
        let edits = differences::below(path, &old, value);
        let whole = matches!(edits.as_slice(), [Edit::Set { path: whole, .. }] if whole == path);
        (!whole).then_some(edits)
    }

    /// Takes a key away that stands there more than once: the second comes to light when the first
    /// is gone.
    fn without_all(&self, edit: &Edit, wanted: &Value) -> Option<Self> {
        let Edit::Remove { path } = edit else { return None };
        let (run, _) = Run::first(std::slice::from_ref(edit));
        let splices = change::splices(self.layout(), &run)?;
        let made = Self::of(splice::apply(self.text(), splices)?)?;
        let there = made.node(path.steps()).is_some() && made.problems() < self.problems();
        let made = there.then(|| made.edit(std::slice::from_ref(edit)))??;
        made.holds(wanted).then_some(made)
    }

    /// Writes the smallest block anew that holds what is edited and comes out right.
    fn anew(&self, edit: &Edit, wanted: &Value) -> Option<Self> {
        let steps = edit.path().steps();
        let anew = (1..=steps.len()).rev().find_map(|depth| {
            let way = steps.get(..depth)?;
            let value = wanted.at(way)?;
            let splices = change::replace(self.layout(), &self.layout().site(way)?, value)?;
            self.with(splices, wanted)
        });
        anew.or_else(|| {
            let text = write::document(wanted, lines::line_break(self.text()));
            Self::of(text).filter(|made| made.holds(wanted))
        })
    }

    /// The changed text, if it reads as what is wanted.
    fn with(&self, splices: Vec<splice::Splice>, wanted: &Value) -> Option<Self> {
        if splices.is_empty() && self.holds(wanted) {
            return Some(self.clone());
        }
        let made = Self::of(splice::apply(self.text(), splices)?)?;
        (made.problems() <= self.problems() && made.holds(wanted)).then_some(made)
    }

    /// What stands in the text, and where.
    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// What reading it reported.
    pub(crate) fn report(&self) -> &Report {
        &self.report
    }

    fn problems(&self) -> usize {
        self.report.diagnostics().len()
    }

    fn holds(&self, wanted: &Value) -> bool {
        value::is_same(&self.tree.root, wanted)
    }

    fn layout(&self) -> Layout<'_> {
        Layout { source: &self.source, root: &self.tree.root }
    }

    fn node(&self, steps: &[Step]) -> Option<&Node> {
        steps.iter().try_fold(&self.tree.root, |node, step| match (step, &node.value) {
            (Step::Key(key), _) => node.get(key).map(|entry| &entry.node),
            (Step::Index(index), source::Value::List(items)) => items.get(*index),
            _ => None,
        })
    }
}
