//! What an edit changed in the files. A plan gives the same files every time, so the plan before the edit is all that
//! has to be kept; what differs is found a few bundles at a time.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::rc::Rc;

use kubecore::bundle::{Artifact, Bundle, SUMS};
use kubecore::document::{Document, Edit, differences};
use kubecore::order;
use kubecore::plan::Plan;
use kubecore::source::FieldPath;

use crate::job;
use kubecore::hunks::{Hunk, hunks};

/// What an edit did to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    New,
    /// It was another.
    Changed,
}

/// What changed since a cluster was as it is taken for known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    /// The cluster as it was, and as it is; `None` while nothing has changed.
    plans: Option<(Rc<Plan>, Rc<Plan>)>,
    touched: Vec<FieldPath>,
    /// How many files of each bundle changed; `None` of those nobody has looked at yet.
    counts: Rc<Vec<Option<u32>>>,
    /// The open bundle as it was.
    was: Option<Rc<Bundle>>,
    changes: Rc<BTreeMap<String, Change>>,
    gone: Rc<Vec<String>>,
}

/// The fields in which two texts differ; a list that differs counts as one.
pub fn touched(before: &Document, after: &Document) -> Vec<FieldPath> {
    differences(&before.root(), &after.root()).into_iter().filter_map(field).collect()
}

fn field(edit: Edit) -> Option<FieldPath> {
    match edit {
        Edit::Set { path, .. } | Edit::Remove { path } => Some(path),
        Edit::Insert { .. } | Edit::Move { .. } => None,
    }
}

impl Marks {
    /// After an edit of the fields `touched` made `now` of `before`. While the same fields are
    /// edited, what is marked is what they changed together; an edit elsewhere begins anew.
    pub fn follow(&mut self, before: &Rc<Plan>, now: &Rc<Plan>, touched: Vec<FieldPath>) {
        let base = match &self.plans {
            Some((base, _)) if self.touched == touched => base.clone(),
            _ => before.clone(),
        };
        let differs = base != *now;
        *self = Self { touched, ..Self::default() };
        if differs {
            self.counts = kept(&base, now).into();
            self.plans = Some((base, now.clone()));
        }
    }

    /// Takes the cluster as it is for known.
    pub fn see(&mut self) {
        *self = Self::default();
    }

    /// Looks at the bundle that is opened, the one at `index` of the cluster as it is.
    pub fn open(&mut self, index: usize, bundle: &Bundle) {
        let Some((base, now)) = &self.plans else { return };
        if self.counts.get(index) == Some(&Some(0)) {
            (self.changes, self.gone, self.was) = Default::default();
            return;
        }
        let was = job::counterpart(now, index, base)
            .and_then(|index| job::render_some(base, [index]).next());
        let changes = changes(was.as_ref(), bundle);
        self.changes = order::map(changes.map(|(file, change)| (file.path.clone(), change))).into();
        let before = was.as_ref().map(Bundle::artifacts).unwrap_or_default().iter();
        let gone = before.filter(|file| bundle.get(&file.path).is_none());
        self.gone = gone.map(|file| file.path.clone()).collect::<Vec<_>>().into();
        self.was = was.map(Rc::new);
    }

    /// Looks at up to `budget` more bundles, from the one at `first` on: those in sight before others.
    pub fn step(&mut self, budget: usize, first: usize) {
        let Some((base, now)) = &self.plans else { return };
        let counts = Rc::make_mut(&mut self.counts);
        let is_open = |index: &usize| counts.get(*index).is_some_and(Option::is_none);
        let from_first = (first.min(counts.len())..counts.len()).chain(0..first);
        let indices: Vec<usize> = from_first.filter(is_open).take(budget).collect();
        let before: Vec<Option<usize>> =
            indices.iter().map(|index| job::counterpart(now, *index, base)).collect();
        let mut was = job::render_some(base, before.iter().filter_map(|index| *index));
        let bundles = job::render_some(now, indices.iter().copied());
        for ((index, bundle), before) in indices.iter().zip(bundles).zip(&before) {
            let was = before.and_then(|_| was.next());
            let count = changes(was.as_ref(), &bundle).count();
            if let Some(place) = counts.get_mut(*index) {
                *place = Some(u32::try_from(count).unwrap_or(u32::MAX));
            }
        }
    }

    /// Whether there are bundles nobody has looked at yet.
    pub fn busy(&self) -> bool {
        self.counts.iter().any(Option::is_none)
    }

    /// Whether something changed that is not taken for known.
    pub fn any(&self) -> bool {
        self.plans.is_some()
    }

    /// How many files of the bundle at `index` changed, as far as it is known. The list of sums
    /// changes with every file and does not count.
    pub fn count(&self, index: usize) -> u32 {
        self.counts.get(index).copied().flatten().unwrap_or_default()
    }

    /// How many files changed in how many bundles, as far as it is known.
    pub fn total(&self) -> (u32, usize) {
        let changed = || self.counts.iter().flatten().filter(|count| **count > 0);
        (changed().copied().fold(0, u32::saturating_add), changed().count())
    }

    /// What happened to a file of the open bundle.
    pub fn change(&self, path: &str) -> Option<Change> {
        self.changes.get(path).copied()
    }

    /// Files that the open bundle has no more.
    pub fn gone(&self) -> &[String] {
        &self.gone
    }

    /// The lines of a file of the open bundle that are not as they were.
    pub fn hunks(&self, path: &str, text: &str) -> Vec<Hunk> {
        let was = self.was.as_ref().and_then(|was| was.get(path));
        match (was, self.change(path)) {
            (Some(was), _) => hunks(&String::from_utf8_lossy(&was.bytes), text),
            (None, Some(_)) => hunks("", text),
            (None, None) => Vec::new(),
        }
    }
}

/// What is known of each bundle of `now` before any is rendered: nothing changed in those that are
/// kept.
fn kept(base: &Plan, now: &Plan) -> Vec<Option<u32>> {
    let kept = job::kept(base, now);
    (0..=now.nodes().len()).map(|index| kept.has(index).then_some(0)).collect()
}

fn changes<'b>(
    was: Option<&'b Bundle>,
    now: &'b Bundle,
) -> impl Iterator<Item = (&'b Artifact, Change)> {
    let files = now.artifacts().iter().filter(|file| file.path != SUMS);
    files.filter_map(move |file| match was.and_then(|was| was.get(&file.path)) {
        None => Some((file, Change::New)),
        Some(was) if was.sha256() != file.sha256() || was.mode != file.mode => {
            Some((file, Change::Changed))
        }
        Some(_) => None,
    })
}
