//! Which field made a line, and which lines a field made. A field is given another value, the bundle is rendered
//! again, and what differs depends on it: true of every profile, whatever its files look like.

mod asked;
pub(crate) mod bar;
mod field;
mod label;
mod other;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

use kubecore::bundle::{Bundle, SUMS};
use kubecore::document::Document;
use kubecore::order;
use kubecore::plan::Plan;
use kubecore::source::FieldPath;

pub use asked::{About, Asked, Question};
pub use label::label;

use crate::job;
use field::Field;
use kubecore::hunks::hunks;

/// What is known about the lines of one bundle.
#[derive(Debug, Clone)]
pub struct Origin {
    document: Rc<Document>,
    plan: Rc<Plan>,
    index: usize,
    bundle: Rc<Bundle>,
    /// Fields to try, with the values that are still to be tried.
    queue: VecDeque<Field>,
    /// Fields that were tried or wait.
    known: Rc<Vec<FieldPath>>,
    found: Rc<Vec<Trace>>,
    /// How many values were tried.
    tried: usize,
}

/// The lines that depend on a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The field.
    pub field: FieldPath,
    /// Lines of files, in the files' order.
    pub lines: Vec<Lines>,
}

/// Lines of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Its place in the bundle.
    pub file: usize,
    /// The lines, counted from 0.
    pub lines: Range<usize>,
}

/// By what it is about and how far it came; enough to see whether something has to be drawn again.
impl PartialEq for Origin {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.plan, &other.plan)
            && Rc::ptr_eq(&self.bundle, &other.bundle)
            && Rc::ptr_eq(&self.found, &other.found)
            && self.tried == other.tried
            && self.queue.len() == other.queue.len()
    }
}

impl Origin {
    /// Nothing is known yet.
    pub fn new(about: &About<'_>) -> Self {
        let About { document, plan, index, bundle } = *about;
        let queue: VecDeque<Field> = field::fields(document, plan, index).into();
        let known = queue.iter().map(|field| field.path.clone()).collect::<Vec<_>>().into();
        Self {
            document: document.clone(),
            plan: plan.clone(),
            index,
            bundle: bundle.clone(),
            queue,
            known,
            found: Rc::default(),
            tried: 0,
        }
    }

    /// Whether it is about this bundle of this cluster.
    pub fn is_of(&self, plan: &Rc<Plan>, bundle: &Rc<Bundle>) -> bool {
        Rc::ptr_eq(&self.plan, plan) && Rc::ptr_eq(&self.bundle, bundle)
    }

    /// Looks first at what most likely made a line: fields whose value stands in it, also those of
    /// machines that would not be looked at otherwise.
    pub fn ask(&mut self, path: &str, line: usize) {
        let Some(file) = self.bundle.get(path) else { return };
        let text = String::from_utf8_lossy(&file.bytes);
        let Some(line) = text.split_inclusive('\n').nth(line) else { return };
        let more = field::named_in(&self.document, &self.plan, line);
        let more: Vec<Field> =
            more.into_iter().filter(|field| !self.known.contains(&field.path)).collect();
        Rc::make_mut(&mut self.known).extend(more.iter().map(|field| field.path.clone()));
        self.queue.extend(more);
        let (mut first, rest): (Vec<Field>, Vec<Field>) =
            self.queue.drain(..).partition(|field| field.stands_in(line));
        // The longest value can least be there by chance.
        order::sort_by_key(&mut first, |field| Reverse(field.length()));
        self.queue.extend(first.into_iter().chain(rest));
    }

    /// Looks first at a field.
    pub fn ask_field(&mut self, path: &FieldPath) {
        if let Some(at) = self.queue.iter().position(|field| field.path == *path)
            && let Some(field) = self.queue.remove(at)
        {
            self.queue.push_front(field);
        }
    }

    /// Tries up to `budget` values.
    pub fn step(&mut self, budget: usize) {
        for _ in 0..budget {
            self.tried += 1;
            let Some(mut field) = self.queue.pop_front() else { return };
            let Some(value) = field.values.pop_front() else { continue };
            let changed = self.document.edit(&field.edits(value, &self.document));
            let plan = changed.and_then(|document| job::plan(&document));
            // One that is refused, or means the same, says nothing.
            match plan.filter(|plan| *plan != *self.plan) {
                Some(plan) => {
                    let trace = Trace { lines: self.differences(&plan), field: field.path };
                    Rc::make_mut(&mut self.found).push(trace);
                }
                None => self.queue.push_front(field),
            }
        }
    }

    /// Whether there are fields nobody has tried yet.
    pub fn busy(&self) -> bool {
        !self.queue.is_empty()
    }

    /// The fields that a line depends on, as far as they are known: the one that fewest lines
    /// depend on first, as it says most.
    pub fn fields(&self, path: &str, line: usize) -> Vec<&Trace> {
        let files = self.bundle.artifacts();
        let Some(file) = files.iter().position(|file| file.path == path) else {
            return Vec::new();
        };
        let here = |lines: &Lines| lines.file == file && lines.lines.contains(&line);
        let mut found: Vec<&Trace> =
            self.found.iter().filter(|trace| trace.lines.iter().any(here)).collect();
        order::sort_by_key(&mut found, |trace| (self.count(trace), &trace.field));
        found
    }

    /// How many lines depend on a field. Those of the list of sums change with every file, and do
    /// not count.
    pub fn count(&self, trace: &Trace) -> usize {
        let counted = trace.lines.iter().filter(|lines| self.path(lines) != Some(SUMS));
        counted.map(|lines| lines.lines.len()).sum()
    }

    /// The lines that depend on a field; `None` as long as they are not known.
    pub fn trace(&self, field: &FieldPath) -> Option<&Trace> {
        self.found.iter().find(|trace| trace.field == *field)
    }

    /// The lines of a file that depend on a field, counted from 0.
    pub fn lines(&self, field: &FieldPath, path: &str) -> Vec<usize> {
        let lines = self.trace(field).map(|trace| trace.lines.iter()).unwrap_or_default();
        let here = lines.filter(|lines| self.path(lines) == Some(path));
        here.flat_map(|lines| lines.lines.clone()).collect()
    }

    /// The file in which lines lie.
    pub fn path(&self, lines: &Lines) -> Option<&str> {
        self.bundle.artifacts().get(lines.file).map(|file| file.path.as_str())
    }

    /// What the page calls a field.
    pub fn label(&self, field: &FieldPath) -> String {
        label(&self.document, field)
    }

    /// The lines of the bundle that are not the same in another cluster. Those of a file that is
    /// not there at all do not count: it is the file that depends.
    fn differences(&self, plan: &Plan) -> Vec<Lines> {
        let Some(other) = job::counterpart(&self.plan, self.index, plan)
            .and_then(|index| job::render_some(plan, [index]).next())
        else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for (file, artifact) in self.bundle.artifacts().iter().enumerate() {
            let text = String::from_utf8_lossy(&artifact.bytes);
            match other.get(&artifact.path) {
                Some(same) if same.sha256() == artifact.sha256() => {}
                Some(same) => {
                    let changed = hunks(&text, &String::from_utf8_lossy(&same.bytes));
                    let before = changed.into_iter().map(|hunk| hunk.before);
                    lines.extend(
                        before.filter(|r| !r.is_empty()).map(|lines| Lines { file, lines }),
                    );
                }
                None => {
                    let all = 0..text.split_inclusive('\n').count();
                    lines.push(Lines { file, lines: all });
                }
            }
        }
        lines
    }
}
