//! What a person, or the clock, does.

use std::rc::Rc;

use kubecore::document::{Document, Edit};
use kubecore::source::FieldPath;
use kubecore::spec::Preset;
use yew::Reducible;

use super::{Base, Jump, State, View};
use crate::job::Place;
use crate::keys::Work;
use crate::origin::Question;
use crate::worker::Issued;

/// What a person, or the clock, does.
#[derive(Debug, Clone)]
pub enum Action {
    /// Types the text.
    Write(String),
    /// Changes values, in the form; the text follows.
    Edit(Vec<Edit>),
    /// Pauses: time to look at the text.
    Judge,
    /// Begins with a preset.
    Begin(&'static Preset),
    /// Takes a text from elsewhere: a file, a link. It is what changes are counted from.
    Load(String),
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
    /// Has a moment for what is not urgent.
    Proceed,
    /// Waits for keys.
    Work(Work),
    /// Has the keys of the cluster of this name.
    TakeKeys(String, Rc<Issued>),
    /// Has downloaded all keys.
    SaveKeys,
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Write(text) => next.text = text.into(),
            Action::Edit(edits) => {
                let Some(document) = next.document.edit(&edits) else { return self };
                next = next.hold(document.into()).judge();
            }
            Action::Judge if self.judged == self.text => return self,
            Action::Judge => next = next.judge(),
            Action::Begin(preset) => {
                let Some(document) = Document::read(&preset.text()).map(Rc::new) else {
                    return self;
                };
                next.base = Base { preset: Some(preset.id), document: document.clone() };
                next = next.hold(document).judge();
            }
            Action::Load(text) => {
                next.text = text.into();
                next = next.judge();
                next.base = Base { preset: None, document: next.document.clone() };
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
            Action::Proceed => next.proceed(),
            Action::Work(work) => next.keys.work = work,
            Action::TakeKeys(cluster, issued) => {
                next.keys.take(cluster, &issued);
                if let Some(files) = &mut next.files {
                    files.held = next.keys.held(&files.plan);
                }
            }
            Action::SaveKeys => next.keys.saved = true,
        }
        next.into()
    }
}

impl State {
    /// Shows `document`, in the form and as a text.
    fn hold(mut self, document: Rc<Document>) -> Self {
        self.text = document.text().into();
        self.document = document;
        self
    }
}
