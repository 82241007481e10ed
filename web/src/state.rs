//! What the page remembers, and what changes it. Needs no browser.

use std::rc::Rc;

use kubecore::bundle::Bundle;
use kubecore::document::{Document, Edit};
use kubecore::network_map::NetworkMap;
use kubecore::pki::Issued;
use kubecore::plan::Plan;
use yew::Reducible;

use crate::job::{self, Finding, Place};
use crate::keys::{Held, Keys, Work};
use crate::marks::{Marks, touched};
use crate::origin::{About, Asked, Question};

/// Everything the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The text in the editor, as typed.
    pub text: Rc<str>,
    /// What the core found in the text it last saw.
    pub findings: Rc<Vec<Finding>>,
    /// The files of the last text without errors: a slip of the keyboard does not blank them.
    pub files: Option<Files>,
    /// Whether `files` are those of the text last seen.
    pub current: bool,
    /// The keys that were made here.
    pub keys: Keys,
    /// What is looked at beside the text.
    pub view: View,
    /// The addresses of the last text that was YAML; drawn up once somebody wants to see them.
    pub map: Option<Rc<NetworkMap>>,
    /// What the last edit changed.
    pub marks: Marks,
    /// What is asked about the open bundle.
    pub asked: Asked,
    judged: Rc<str>,
}

/// So many values are tried in one step, so that the page stays awake.
const TRIES: usize = 2;

/// So many bundles are compared in one step.
const BUNDLES: usize = 4;

/// What can be looked at beside the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// The files that are rendered.
    #[default]
    Files,
    /// The addresses.
    Network,
}

impl View {
    /// All, in the page's order.
    pub const ALL: [Self; 2] = [Self::Files, Self::Network];

    /// What its button says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Files => "Files",
            Self::Network => "Network",
        }
    }
}

/// The files of one cluster, with one bundle open.
#[derive(Debug, Clone, PartialEq)]
pub struct Files {
    /// The text they follow from.
    pub written: Rc<str>,
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

/// What a person, or the clock, does.
#[derive(Debug, Clone)]
pub enum Action {
    /// Types.
    Write(String),
    /// Changes values, in the form; the text follows.
    Edit(Vec<Edit>),
    /// Pauses: time to look at the text.
    Judge,
    /// Looks at something else.
    Look(View),
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

impl State {
    /// The page as it is when it has just read `text`.
    pub fn new(text: &str) -> Self {
        let text: Rc<str> = text.into();
        let empty = Self {
            text: text.clone(),
            findings: Rc::default(),
            files: None,
            current: false,
            keys: Keys::default(),
            view: View::default(),
            map: None,
            marks: Marks::default(),
            asked: Asked::default(),
            judged: text,
        };
        empty.judge()
    }

    fn judge(mut self) -> Self {
        let verdict = job::judge(&self.text);
        self.judged = self.text.clone();
        self.findings = verdict.findings.into();
        self.current = verdict.plan.is_some();
        if let Some(plan) = verdict.plan {
            let held = self.keys.held(&plan);
            let before = self.files.take();
            let was = before.as_ref().map(|files| (files.plan.clone(), files.written.clone()));
            self.files = Files::of(self.text.clone(), plan, held, before);
            if let Some(((was, text), files)) = was.zip(self.files.as_ref()) {
                self.marks.follow(&was, &files.plan, touched(&text, &files.written));
            }
            self.turn();
        }
        self.draw_up();
        self
    }

    /// The open bundle is another one.
    fn turn(&mut self) {
        let Some(files) = &self.files else { return };
        self.marks.open(files.index(), &files.bundle);
        self.asked.turn(&files.about());
    }

    /// A little of what is still to be found out.
    fn proceed(&mut self) {
        if self.asked.busy() {
            self.asked.step(TRIES);
        } else {
            self.marks.step(BUNDLES);
        }
    }

    /// A text that is no YAML has no addresses: the last ones stay.
    fn draw_up(&mut self) {
        if self.view == View::Network
            && let Some(map) = job::network(&self.judged)
        {
            self.map = Some(map.into());
        }
    }
}

impl Files {
    /// Keeps open what was open, if it is still there.
    fn of(written: Rc<str>, plan: Plan, held: Held, before: Option<Self>) -> Option<Self> {
        let places = job::places(&plan);
        let index = before.as_ref().and_then(|b| job::counterpart(&b.plan, b.index(), &plan));
        let path = before.map(|files| files.path);
        let place = places.get(index.unwrap_or_default())?.clone();
        let bundle = job::render(&plan, &place)?.into();
        let (plan, places) = (plan.into(), places.into());
        let mut files = Self { written, plan, places, place, bundle, path: String::new(), held };
        files.open(path.as_deref().unwrap_or_default());
        Some(files)
    }

    /// Opens a file; without one of that name, the first.
    fn open(&mut self, path: &str) {
        let found = self.bundle.get(path).or_else(|| self.bundle.artifacts().first());
        self.path = found.map(|file| file.path.clone()).unwrap_or_default();
    }

    /// The place of the open bundle among all.
    pub fn index(&self) -> usize {
        self.places.iter().position(|place| *place == self.place).unwrap_or_default()
    }

    /// What is asked about it.
    fn about(&self) -> About<'_> {
        About { text: &self.written, plan: &self.plan, index: self.index(), bundle: &self.bundle }
    }

    /// The open file's text.
    pub fn text(&self) -> String {
        let file = self.bundle.get(&self.path);
        file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Write(text) => next.text = text.into(),
            Action::Edit(edits) => {
                let document = Document::read(&next.text).and_then(|text| text.edit(&edits));
                let Some(document) = document else { return self };
                next.text = document.text().into();
                next = next.judge();
            }
            Action::Judge if self.judged == self.text => return self,
            Action::Judge => next = next.judge(),
            Action::Look(view) => {
                next.view = view;
                next.draw_up();
            }
            Action::OpenBundle(place) => {
                let Some(files) = &mut next.files else { return self };
                let Some(bundle) = job::render(&files.plan, &place) else { return self };
                (files.place, files.bundle) = (place, bundle.into());
                let path = files.path.clone();
                files.open(&path);
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

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = include_str!("../../examples/one-plus-two.yaml");

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        let first = Rc::new(State::new(SPEC));
        Rc::unwrap_or_clone(actions.into_iter().fold(first, Reducible::reduce))
    }

    fn write(text: &str) -> [Action; 2] {
        [Action::Write(text.into()), Action::Judge]
    }

    #[test]
    fn the_example_shows_its_files() {
        let state = after([]);
        let files = state.files.expect("files");
        assert!(state.current);
        assert_eq!(files.places.len(), 4);
        assert!(!files.text().is_empty());
    }

    #[test]
    fn a_slip_keeps_the_last_files_and_says_so() {
        let state = after(write("nodes: ["));
        assert!(!state.current);
        assert!(!state.findings.is_empty());
        assert_eq!(state.files, after([]).files);
    }

    #[test]
    fn addresses_are_shown_of_a_refused_cluster_too() {
        let overlap = SPEC.replace("hosts: [192.168.100.0/24]", "hosts: [10.2.0.0/16]");
        assert_ne!(overlap, SPEC);
        let state = after([Action::Look(View::Network)].into_iter().chain(write(&overlap)));
        assert!(!state.current);
        let map = state.map.expect("a map");
        assert!(!map.overlaps.is_empty());
        let look = [Action::Look(View::Network)].into_iter();
        let kept = after(look.chain(write(&overlap)).chain(write("nodes: [")));
        assert_eq!(kept.map, Some(map), "what is no YAML keeps the last one");
        assert!(after([]).map.is_none(), "nobody asked");
    }

    #[test]
    fn what_is_open_stays_open() {
        let open = Action::OpenBundle(Place::Node("worker-1".into()));
        let file = Action::OpenFile("README.md".into());
        let renamed = SPEC.replace("name: demo", "name: other");
        let state = after([open, file].into_iter().chain(write(&renamed)));
        let files = state.files.expect("files");
        assert_eq!((files.place.label(), files.path.as_str()), ("worker-1", "README.md"));
    }

    #[test]
    fn a_machine_that_is_gone_gives_way_to_the_first() {
        let open = Action::OpenBundle(Place::Node("worker-2".into()));
        let rest: Vec<&str> = SPEC.lines().filter(|line| !line.contains("worker-2")).collect();
        let state = after([open].into_iter().chain(write(&rest.join("\n"))));
        assert_eq!(state.files.expect("files").place.label(), "controller-1");
    }

    #[test]
    fn a_text_is_judged_once() {
        let state = Rc::new(State::new(SPEC));
        assert!(Rc::ptr_eq(&state.clone().reduce(Action::Judge), &state));
    }
}
