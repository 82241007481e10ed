//! A page with a table, and what a person does there.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gloo::timers::future::sleep;
use gloo::utils::document;
use kubecore::document::Document;
use kubecore::spec::Profile;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement};
use web_sys::{KeyboardEvent, KeyboardEventInit};
use yew::prelude::*;

use super::super::Table;
use super::record;
use crate::job;
use crate::state::Action;

/// What stands behind a table: the text, as the page has it.
#[derive(Properties, PartialEq)]
struct PageProps {
    text: String,
    list: &'static str,
    profile: Profile,
    #[prop_or_default]
    seen: Seen,
}

/// The text after each edit.
#[derive(Clone, Default)]
pub(super) struct Seen(pub(super) Rc<RefCell<Vec<String>>>);

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[component]
fn Page(props: &PageProps) -> Html {
    let text = use_state(|| props.text.clone());
    let document = use_memo((*text).clone(), |text| Document::read(text).expect("YAML"));
    let known = use_memo(props.list, |list| {
        let (shape, path) = record(list);
        (Rc::new(shape), path)
    });
    let findings = use_memo((*text).clone(), |text| job::judge(text).findings);
    let act = use_callback((text, props.seen.clone()), |action, (text, seen)| {
        let Action::Edit(edits) = action else { panic!("an edit") };
        let document = Document::read(text).and_then(|document| document.edit(&edits));
        let next = document.expect("edits").text().to_owned();
        seen.0.borrow_mut().push(next.clone());
        text.set(next);
    });
    html! {
        <Table shape={known.0.clone()} path={known.1.clone()} {document} {findings}
            profile={props.profile} {act} />
    }
}

/// A page with one table.
pub(super) struct Shown {
    pub(super) place: Element,
    seen: Seen,
}

impl Shown {
    pub(super) async fn new(text: &str, list: &'static str, profile: Profile) -> Self {
        let place = place();
        let seen = Seen::default();
        let props = PageProps { text: text.to_owned(), list, profile, seen: seen.clone() };
        yew::Renderer::<Page>::with_root_and_props(place.clone(), props).render();
        settle().await;
        Self { place, seen }
    }

    pub(super) fn find(&self, selector: &str) -> HtmlElement {
        let found = self.place.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("{selector}")).unchecked_into()
    }

    pub(super) fn count(&self, selector: &str) -> u32 {
        self.place.query_selector_all(selector).unwrap().length()
    }

    pub(super) async fn click(&self, selector: &str) {
        self.find(selector).click();
        settle().await;
    }

    /// Types into a field without leaving it.
    pub(super) async fn type_(&self, selector: &str, text: &str) {
        let input: HtmlInputElement = self.find(selector).unchecked_into();
        input.focus().unwrap();
        // Of a text area too: both have a value.
        js_sys::Reflect::set(&input, &"value".into(), &text.into()).unwrap();
        fire(&input, "input");
        settle().await;
    }

    pub(super) async fn press(&self, selector: &str, key: &str, alt: bool) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_alt_key(alt);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.find(selector).dispatch_event(&event).unwrap();
        settle().await;
    }

    pub(super) fn value(&self, selector: &str) -> String {
        let value = js_sys::Reflect::get(&self.find(selector), &"value".into()).unwrap();
        value.as_string().unwrap()
    }

    pub(super) fn edits(&self) -> usize {
        self.seen.0.borrow().len()
    }

    pub(super) fn text(&self) -> String {
        self.seen.0.borrow().last().cloned().unwrap_or_default()
    }

    pub(super) fn said(&self) -> String {
        self.find("[role=status]").text_content().unwrap()
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// A place in the page's look: what is in sight depends on it. What a test that failed has left is
/// taken away, as ids would be there twice.
pub(super) fn place() -> Element {
    if let Some(old) = document().query_selector("body > .table-test").unwrap() {
        old.remove();
    }
    let place = document().create_element("div").unwrap();
    place.set_class_name("table-test");
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some(include_str!("../../../table.css")));
    document().head().unwrap().append_child(&style).unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    place
}

pub(super) fn fire(element: &Element, what: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    element.dispatch_event(&Event::new_with_event_init_dict(what, &init).unwrap()).unwrap();
}

/// Effects may come a moment after what is drawn.
pub(super) async fn settle() {
    for _ in 0..2 {
        sleep(Duration::from_millis(15)).await;
    }
}

pub(super) fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}
