//! What a person, or the clock, does.

use std::rc::Rc;

use kubecore::document::{Document, Edit};
use kubecore::pki;
use kubecore::source::FieldPath;
use kubecore::spec::Preset;
use yew::Reducible;

use super::switch::{self, Switch};
use super::{Base, Jump, State, View};
use crate::job::Place;
use crate::keys::Work;
use crate::marks::Marks;
use crate::origin::Question;
use crate::share::Shared;
use crate::worker::Issued;

/// So many values are tried in one step, so that the page stays awake.
const TRIES: usize = 2;

/// So many bundles are compared in one step.
const BUNDLES: usize = 16;

/// What a person, or the clock, does.
#[derive(Debug, Clone)]
pub enum Action {
    /// Types the text.
    Write(String),
    /// Changes values, in the form; the text follows.
    Edit(Vec<Edit>),
    /// Takes every change back.
    Reset,
    /// Pauses: time to look at the text.
    Judge,
    /// Begins with a preset.
    Begin(&'static Preset),
    /// Takes a text from elsewhere: a file, a link. It is what changes are counted from.
    Load(String),
    /// Takes what a link holds.
    Open(Box<Shared>),
    /// Takes the last step back.
    Undo,
    /// Takes that back.
    Redo,
    /// Does something at a time, in milliseconds since whenever.
    At(u64, Box<Action>),
    /// Looks at something else.
    Look(View),
    /// Wants to see a field.
    GoTo(FieldPath),
    /// Opens a bundle.
    OpenBundle(Place),
    /// Opens a file of the open bundle.
    OpenFile(String),
    /// Has seen what changed.
    See,
    /// Wants to know where something comes from.
    Ask(Question),
    /// Wants to know no more.
    Forget,
    /// Has a moment for what is not urgent; that bundle is the first in sight.
    Proceed(usize),
    /// Waits for keys.
    Work(Work),
    /// Has the keys of the cluster of this name.
    TakeKeys(String, Rc<Issued>),
    /// Has brought these keys of the cluster of this name, and what was missing beside them.
    BringKeys(String, Rc<pki::Files>, Rc<Issued>),
    /// Has downloaded all keys.
    SaveKeys,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Write(text) => {
                next.text = text.into();
                next.history.write(next.text.clone(), Some("text"), next.now);
            }
            Action::Edit(edits) => {
                let Some(document) = next.document.edit(&edits) else { return self };
                let key = place(&edits);
                next = next.hold(document.into(), key.as_deref()).judge();
            }
            Action::Reset => {
                let back = next.base.reset_all(&next.document);
                let Some(document) = next.document.edit(&back) else { return self };
                next = next.hold(document.into(), None).judge();
            }
            Action::Judge if self.judged == self.text => return self,
            Action::Judge => next = next.judge(),
            Action::Begin(preset) => next = next.begin(Some(preset), &preset.text()),
            Action::Load(text) => next = next.begin(None, &text),
            Action::Open(shared) => {
                let preset = shared.preset.and_then(Preset::named);
                next = next.begin(preset, &shared.text);
                if let Some(document) = preset.and_then(|preset| Document::read(&preset.text())) {
                    next.base.document = document.into();
                    next.remember_base();
                }
            }
            Action::Undo => {
                let Some(text) = next.history.undo() else { return self };
                next = next.travel(text);
            }
            Action::Redo => {
                let Some(text) = next.history.redo() else { return self };
                next = next.travel(text);
            }
            Action::At(now, action) => {
                next.now = now;
                return Rc::new(next).reduce(*action);
            }
            Action::Look(view) => next.view = view,
            Action::GoTo(path) => {
                let number = next.jump.map_or(0, |jump| jump.number.wrapping_add(1));
                next.jump = Some(Jump { path, number });
            }
            Action::OpenBundle(place) => {
                let opened = next.files.as_mut().and_then(|files| files.open_bundle(place));
                if opened.is_none() {
                    return self;
                }
                next.turn();
            }
            Action::OpenFile(path) => {
                let Some(files) = &mut next.files else { return self };
                files.open(&path);
            }
            Action::See => next.marks.see(),
            Action::Ask(question) => {
                let Some(files) = &next.files else { return self };
                next.asked.ask(question, &files.about());
            }
            Action::Forget => next.asked.forget(),
            Action::Proceed(_) if next.asked.busy() => next.asked.step(TRIES),
            Action::Proceed(first) => next.marks.step(BUNDLES, first),
            Action::Work(work) => next.keys.work = work,
            Action::TakeKeys(cluster, issued) => {
                next.keys.take(cluster, &issued);
                next.hold_keys();
            }
            Action::BringKeys(cluster, files, issued) => {
                next.keys.bring(cluster, files, &issued);
                next.hold_keys();
            }
            Action::SaveKeys => next.keys.saved = true,
        }
        next.into()
    }
}

impl State {
    /// Shows `document`, in the form and as a text. `key` says where one types.
    fn hold(mut self, document: Rc<Document>, key: Option<&str>) -> Self {
        self.text = document.text().into();
        self.document = document;
        self.history.write(self.text.clone(), key, self.now);
        self
    }

    /// The keys are others: so is what the files have of them.
    fn hold_keys(&mut self) {
        if let Some(files) = &mut self.files {
            files.held = self.keys.held(&files.plan);
        }
    }

    /// Another cluster: what changes are counted from now.
    fn begin(mut self, preset: Option<&'static Preset>, text: &str) -> Self {
        let before = (self.text.clone(), self.base.clone());
        self.text = text.into();
        self.history.write(self.text.clone(), None, self.now);
        let mut next = self.judge();
        // A text that is no YAML has nothing to count from.
        if next.is_readable() {
            let preset = preset.map(|preset| preset.id);
            next.base = Base { preset, document: next.document.clone() };
        }
        let after = (next.text.clone(), next.base.clone());
        switch::remember(&mut next.switches, Switch { before, after });
        next.marks = Marks::default();
        next
    }

    /// What was just begun counts its changes from something else than itself.
    fn remember_base(&mut self) {
        if let Some(last) = self.switches.last_mut() {
            last.after.1 = self.base.clone();
        }
    }

    fn travel(mut self, text: Rc<str>) -> Self {
        if let Some(base) = switch::base(&self.switches, &text, &self.base) {
            self.base = base;
        }
        self.text = text;
        self.judge()
    }
}

/// The one field that is edited, if it is one.
fn place(edits: &[Edit]) -> Option<String> {
    match edits {
        [Edit::Set { path, .. } | Edit::Remove { path }] => Some(path.to_string()),
        _ => None,
    }
}
