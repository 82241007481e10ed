//! The files of one cluster, with one bundle open.

use std::rc::Rc;

use kubecore::bundle::Bundle;
use kubecore::document::Document;
use kubecore::plan::Plan;

use crate::job::{self, Place};
use crate::keys::Held;
use crate::origin::About;

/// The files of one cluster, with one bundle open.
#[derive(Debug, Clone, PartialEq)]
pub struct Files {
    /// The text that they follow from.
    pub document: Rc<Document>,
    /// The cluster.
    pub plan: Rc<Plan>,
    /// Its bundles.
    pub places: Rc<Vec<Place>>,
    /// The open one.
    pub place: Place,
    /// Its content.
    pub bundle: Rc<Bundle>,
    /// The open file's path in it.
    pub path: String,
    /// What it has of keys.
    pub held: Held,
}

impl Files {
    /// Keeps open what was open, or what took its place.
    pub(super) fn of(
        document: Rc<Document>,
        plan: Plan,
        held: Held,
        before: Option<Self>,
    ) -> Option<Self> {
        let places = job::places(&plan);
        let index = before.as_ref().and_then(|b| job::counterpart(&b.plan, b.index(), &plan));
        let place = places.get(index.unwrap_or_default())?.clone();
        let kept = before
            .as_ref()
            .filter(|b| index.is_some_and(|index| job::kept(&b.plan, &plan).has(index)));
        let bundle = match kept {
            Some(before) => before.bundle.clone(),
            None => job::render(&plan, &place)?.into(),
        };
        let (before, path) = before.map(|files| (files.places, files.path)).unzip();
        let places = before.filter(|before| **before == places).unwrap_or_else(|| places.into());
        let plan = plan.into();
        let mut files = Self { document, plan, places, place, bundle, path: String::new(), held };
        files.open(path.as_deref().unwrap_or_default());
        Some(files)
    }

    /// Opens a bundle; `None` if the cluster has no such.
    pub(super) fn open_bundle(&mut self, place: Place) -> Option<()> {
        self.bundle = job::render(&self.plan, &place)?.into();
        self.place = place;
        let path = self.path.clone();
        self.open(&path);
        Some(())
    }

    /// Opens a file; without one of that name, the first.
    pub(super) fn open(&mut self, path: &str) {
        let found = self.bundle.get(path).or_else(|| self.bundle.artifacts().first());
        self.path = found.map(|file| file.path.clone()).unwrap_or_default();
    }

    /// The place of the open bundle among all.
    pub fn index(&self) -> usize {
        self.places.iter().position(|place| *place == self.place).unwrap_or_default()
    }

    /// What is asked about it.
    pub(super) fn about(&self) -> About<'_> {
        About {
            document: &self.document,
            plan: &self.plan,
            index: self.index(),
            bundle: &self.bundle,
        }
    }

    /// The open file's text.
    pub fn text(&self) -> String {
        let file = self.bundle.get(&self.path);
        file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
    }
}
