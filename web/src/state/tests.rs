//! What the page does when something is done.

use kubecore::document::{Edit, Value};
use kubecore::source::FieldPath;
use yew::Reducible;

use super::*;
use crate::job::Place;

const SPEC: &str = include_str!("../../../examples/one-plus-two.yaml");

fn after(actions: impl IntoIterator<Item = Action>) -> State {
    let begin = [Action::Load(SPEC.into())].into_iter();
    let first = Rc::new(State::new("coreos-guide-small"));
    Rc::unwrap_or_clone(begin.chain(actions).fold(first, Reducible::reduce))
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
fn every_preset_shows_its_files_without_objections() {
    for preset in presets() {
        let state = State::new(preset.id);
        assert_eq!(state.base.preset, Some(preset.id));
        assert!(state.current && state.files.is_some(), "{}", preset.id);
        assert_eq!(state.base.changes(&state.document), 0);
    }
}

#[test]
fn a_preset_takes_the_place_of_all() {
    let preset = Preset::named("weave-small").expect("it exists");
    let state = after([Action::Begin(preset)]);
    assert_eq!((&*state.text, state.base.preset), (&*preset.text(), Some("weave-small")));
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
    let state = after(write(&overlap));
    assert!(!state.current);
    assert!(!state.map.overlaps.is_empty());
    let kept = after(write(&overlap).into_iter().chain(write("nodes: [")));
    assert_eq!(kept.map, state.map, "what is no YAML keeps the last one");
}

#[test]
fn the_form_changes_the_text() {
    let pods = FieldPath::root().key("network").key("pods");
    let edit = Edit::Set { path: pods.clone(), value: Value::text("10.20.0.0/16") };
    let state = after([Action::Edit(vec![edit])]);
    assert!(state.text.contains("pods: 10.20.0.0/16"), "{}", state.text);
    assert!(state.current && state.is_readable());
    assert_eq!(state.base.changes(&state.document), 1);
    assert!(state.base.differs(&state.document, &pods));
    let back = after([Action::Edit(vec![state.base.reset(&pods)])]);
    assert_eq!(back.base.changes(&back.document), 0);
}

#[test]
fn the_form_waits_for_a_text_that_is_none() {
    let state = after(write("nodes: ["));
    assert!(!state.is_readable());
    assert_eq!(state.document, after([]).document);
}

#[test]
fn what_is_loaded_is_what_changes_are_counted_from() {
    let other = SPEC.replace("small", "other");
    let state = after([Action::Load(other.clone())]);
    assert_eq!((&*state.text, state.base.preset), (&*other, None));
    assert_eq!(state.base.changes(&state.document), 0);
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
    let state = Rc::new(State::new("coreos-guide-small"));
    assert!(Rc::ptr_eq(&state.clone().reduce(Action::Judge), &state));
}

fn set(pods: &str) -> Action {
    let path = FieldPath::root().key("network").key("pods");
    Action::Edit(vec![Edit::Set { path, value: Value::text(pods) }])
}

fn at(now: u64, action: Action) -> Action {
    Action::At(now, Box::new(action))
}

#[test]
fn typing_in_one_field_is_one_step() {
    let typed = [at(1_000, set("10.20.0.0/1")), at(1_300, set("10.20.0.0/16"))];
    let state = after(typed.clone().into_iter().chain([Action::Undo]));
    assert_eq!(&*state.text, SPEC);
    assert!(state.can_redo());
    let again = after(typed.into_iter().chain([Action::Undo, Action::Redo]));
    assert!(again.text.contains("pods: 10.20.0.0/16"));
    let apart = [at(1_000, set("10.20.0.0/15")), at(9_000, set("10.20.0.0/16")), Action::Undo];
    assert!(after(apart).text.contains("pods: 10.20.0.0/15"));
}

#[test]
fn undo_leads_over_presets_and_so_do_the_changes_that_are_counted() {
    let preset = Preset::named("weave-small").expect("it exists");
    let worked = || [set("10.20.0.0/16"), Action::Begin(preset)].into_iter();
    let there = after(worked());
    assert_eq!((there.base.preset, there.base.changes(&there.document)), (Some("weave-small"), 0));
    let back = after(worked().chain([Action::Undo]));
    assert_eq!((back.base.preset, back.base.changes(&back.document)), (None, 1));
    let again = after(worked().chain([Action::Undo, Action::Redo]));
    assert_eq!((&*again.text, again.base.preset), (&*preset.text(), Some("weave-small")));
}

#[test]
fn a_link_s_changes_are_counted_from_its_preset() {
    let preset = Preset::named("coreos-guide-small").expect("it exists");
    let text = preset.text().replace("demo", "other");
    let link = crate::share::fragment(Some(preset.id), &text).expect("a link");
    let shared = crate::share::open(&link.text).expect("it opens");
    let state = after([Action::Open(Box::new(shared))]);
    assert_eq!((&*state.text, state.base.preset), (&*text, Some(preset.id)));
    assert_eq!(state.base.changes(&state.document), 1);
    assert!(state.is_worked_on());
}

#[test]
fn a_visit_goes_on_where_the_last_ended() {
    let text = SPEC.replace("small", "mine");
    let state = State::resume("coreos-guide-small", &text);
    assert_eq!((&*state.text, state.base.preset), (&*text, Some("coreos-guide-small")));
    assert!(!state.can_undo() && !state.marks.any() && state.is_worked_on());
    let of_a_file = State::resume("", &text);
    assert_eq!((of_a_file.base.preset, of_a_file.base.changes(&of_a_file.document)), (None, 0));
    let broken = State::resume("", "nodes: [");
    assert_eq!(&*broken.text, "nodes: [");
}

#[test]
fn each_view_has_a_key_and_a_word_of_its_own() {
    for view in View::ALL {
        assert_eq!((View::of_key(view.key()), View::of(view.word())), (Some(view), Some(view)));
    }
}

#[test]
fn every_change_is_taken_back_at_once_and_undo_brings_them_again() {
    let worked = [set("10.20.0.0/16"), Action::Reset];
    let state = after(worked.clone());
    assert_eq!(state.base.changes(&state.document), 0);
    assert!(after(worked.into_iter().chain([Action::Undo])).text.contains("10.20.0.0/16"));
}
