//! What the page remembers, and what changes it. Needs no browser.

mod action;
mod base;
mod files;
mod switch;
#[cfg(test)]
mod tests;
mod view;

use std::rc::Rc;

use kubecore::document::Document;
use kubecore::network_map::NetworkMap;
use kubecore::source::FieldPath;
use kubecore::spec::{Preset, presets};
use yew::Reducible;

pub use action::Action;
pub use base::Base;
pub use files::Files;
pub use view::View;

use switch::Switch;

use crate::history::History;
use crate::job::{self, Advice, Finding};
use crate::keys::Keys;
use crate::marks::{Marks, touched};
use crate::origin::Asked;

/// Everything the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The text of cluster.yaml, as typed.
    pub text: Rc<str>,
    /// The last text that was keys and values: what the form shows.
    pub document: Rc<Document>,
    /// What the cluster began as.
    pub base: Base,
    /// What the core found in the text it last saw.
    pub findings: Rc<Vec<Finding>>,
    /// What the core says beside the fields, of the last text that was YAML.
    pub advice: Rc<Advice>,
    /// The files of the last text without errors: a slip of the keyboard does not blank them.
    pub files: Option<Files>,
    /// Whether `files` are those of the text last seen.
    pub current: bool,
    /// The keys that were made here.
    pub keys: Keys,
    /// What is looked at beside the form.
    pub view: View,
    /// The addresses of the last text that was YAML.
    pub map: Rc<NetworkMap>,
    /// Where the person wants to go, and the how many-th such wish it is.
    pub jump: Option<Jump>,
    /// What the last edit changed.
    pub marks: Marks,
    /// What is asked about the open bundle.
    pub asked: Asked,
    history: History,
    /// Where undo and redo change what changes are counted from.
    switches: Vec<Switch>,
    /// The time, in milliseconds since whenever.
    now: u64,
    judged: Rc<str>,
}

/// A wish to see a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Jump {
    /// The field.
    pub path: FieldPath,
    /// Tells two wishes for the same field apart.
    pub number: u32,
}

impl State {
    /// The page with the preset of this id; without one of that id, with the first.
    pub fn new(preset: &str) -> Self {
        let preset = Preset::named(preset).or(presets().first());
        let text: Rc<str> = preset.map(Preset::text).unwrap_or_default().into();
        let document = Rc::new(Document::read(&text).unwrap_or_default());
        let empty = Self {
            base: Base { preset: preset.map(|preset| preset.id), document: document.clone() },
            document,
            findings: Rc::default(),
            advice: Rc::default(),
            files: None,
            current: false,
            keys: Keys::default(),
            view: View::default(),
            map: Rc::default(),
            jump: None,
            marks: Marks::default(),
            asked: Asked::default(),
            history: History::new(text.clone()),
            switches: Vec::new(),
            now: 0,
            judged: text.clone(),
            text,
        };
        empty.judge()
    }

    /// The page with what was kept of an earlier visit.
    pub fn resume(preset: &str, text: &str) -> Self {
        let mut state = Self::new(preset);
        state.text = text.into();
        state.history = History::new(state.text.clone());
        state = state.judge();
        if Preset::named(preset).is_none() {
            state.base = Base { preset: None, document: state.document.clone() };
        }
        state.marks = Marks::default();
        state
    }

    /// The page after an action.
    pub fn after(self, action: Action) -> Self {
        Rc::unwrap_or_clone(Rc::new(self).reduce(action))
    }

    /// Whether something would be lost if all of it went.
    pub fn is_worked_on(&self) -> bool {
        !self.is_readable() || self.base.preset.is_none() || self.base.changes(&self.document) > 0
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether one was taken back.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Whether the core has seen the text.
    pub fn is_judged(&self) -> bool {
        self.judged == self.text
    }

    /// Whether the form shows the text: else it is no YAML, and the form waits.
    pub fn is_readable(&self) -> bool {
        self.document.text() == &*self.text
    }

    fn judge(mut self) -> Self {
        let read = if self.is_readable() {
            Some(self.document.clone())
        } else {
            Document::read(&self.text).map(Rc::new)
        };
        let verdict = match &read {
            Some(document) => job::judge_document(document),
            None => job::judge(&self.text),
        };
        self.judged = self.text.clone();
        self.document = read.unwrap_or(self.document);
        self.findings = verdict.findings.into();
        self.current = verdict.plan.is_some();
        if let Some(seen) = verdict.seen {
            self.advice = seen.advice.into();
            self.map = seen.map.into();
        }
        if let Some(plan) = verdict.plan {
            let held = self.keys.held(&plan);
            let before = self.files.take();
            let was = before.as_ref().map(|files| (files.plan.clone(), files.document.clone()));
            self.files = Files::of(self.document.clone(), plan, held, before);
            if let Some(((was, document), files)) = was.zip(self.files.as_ref()) {
                self.marks.follow(&was, &files.plan, touched(&document, &files.document));
            }
            self.turn();
        }
        self
    }

    /// The open bundle is another one.
    fn turn(&mut self) {
        let Some(files) = &self.files else { return };
        self.marks.open(files.index(), &files.bundle);
        self.asked.turn(&files.about());
    }
}
