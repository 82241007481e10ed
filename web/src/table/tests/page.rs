//! The table on a page.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gloo::timers::future::sleep;
use gloo::utils::document;
use kubecore::document::Document;
use kubecore::spec::Profile;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement};
use web_sys::{KeyboardEvent, KeyboardEventInit};
use yew::prelude::*;

use super::super::Table;
use super::record;
use crate::job;
use crate::state::Action;

const NODES: &str = "kubecore: v1
name: demo
nodes:
  - { name: controller-1, role: control-plane, ip: 192.168.100.11 }
  - { name: worker-1, role: worker, ip: 192.168.100.21 }
  - { name: worker-2, role: worker, ip: 192.168.100.22 }
";

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
    place: Element,
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

async fn nodes() -> Shown {
    Shown::new(NODES, "nodes", Profile::CoreosGuide).await
}

#[wasm_bindgen_test]
async fn a_value_is_written_when_it_is_finished() {
    let shown = nodes().await;
    shown.type_("#nodes-1-ip", "192.168.100.30").await;
    assert_eq!(shown.edits(), 0, "nothing on each key");
    shown.press("#nodes-1-ip", "Enter", false).await;
    assert!(shown.text().contains("192.168.100.30"));
    shown.type_("#nodes-1-name", "other").await;
    shown.find("#nodes-2-name").focus().unwrap();
    settle().await;
    assert!(shown.text().contains("name: other"));
    assert_eq!(shown.edits(), 2);
    shown.type_("#nodes-1-labels", "zone=a, disk=ssd").await;
    shown.press("#nodes-1-labels", "Enter", false).await;
    assert!(shown.text().contains("zone: a"));
    assert_eq!(shown.value("#nodes-1-labels"), "zone=a, disk=ssd");
    shown.type_("#nodes-1-labels", " ").await;
    shown.press("#nodes-1-labels", "Enter", false).await;
    assert!(!shown.text().contains("labels"), "the default");
    shown.press("#nodes-1-labels", "Enter", false).await;
    assert_eq!(shown.edits(), 4, "nothing changed");
}

#[wasm_bindgen_test]
async fn escape_brings_back_what_was_there() {
    let shown = nodes().await;
    shown.type_("#nodes-1-name", "wor").await;
    shown.press("#nodes-1-name", "Escape", false).await;
    assert_eq!(shown.value("#nodes-1-name"), "worker-1");
    shown.find("#nodes-2-name").focus().unwrap();
    settle().await;
    assert_eq!(shown.edits(), 0);
}

#[wasm_bindgen_test]
async fn a_word_is_picked_and_the_default_taken_back() {
    let shown = nodes().await;
    let select: HtmlSelectElement = shown.find("#nodes-1-schedulable").unchecked_into();
    assert_eq!(select.value(), "");
    for (word, text) in [("false", "schedulable: \"false\""), ("", "")] {
        select.set_value(word);
        fire(&select, "change");
        settle().await;
        assert!(shown.text().contains(text), "{}", shown.text());
        assert_eq!(select.value(), word);
    }
    assert!(!shown.text().contains("schedulable"));
    let words = shown.find("#nodes-1-role").text_content().unwrap();
    assert_eq!(words, "etcdcontrol-planeworker", "neither a default nor another profile's role");
}

#[wasm_bindgen_test]
async fn the_focus_goes_to_the_row_that_something_was_done_to() {
    let shown = nodes().await;
    shown.click("#nodes-1-duplicate").await;
    assert_eq!((focused().as_str(), shown.said().as_str()), ("nodes-2-name", "worker-3 added"));
    assert_eq!(shown.value("#nodes-2-ip"), "192.168.100.23");
    shown.click("#nodes-add").await;
    assert_eq!(
        (focused().as_str(), shown.value("#nodes-4-name")),
        ("nodes-4-name", "worker-4".into())
    );
    shown.click("#nodes-4-remove").await;
    assert_eq!(focused(), "nodes-3-name");
    shown.click("#nodes-0-remove").await;
    assert_eq!(
        (focused().as_str(), shown.value("#nodes-0-name")),
        ("nodes-0-name", "worker-1".into())
    );
    assert_eq!(shown.said(), "controller-1 removed, 3 rows left");
    for _ in 0..3 {
        shown.click("#nodes-0-remove").await;
    }
    assert_eq!(focused(), "nodes-add");
    assert_eq!(shown.count("table"), 0);
}

#[wasm_bindgen_test]
async fn rows_move_by_button_and_by_key() {
    let shown = nodes().await;
    shown.find("#nodes-2-up").focus().unwrap();
    shown.click("#nodes-2-up").await;
    assert_eq!(
        (focused().as_str(), shown.value("#nodes-1-name")),
        ("nodes-1-up", "worker-2".into())
    );
    shown.type_("#nodes-1-ip", "192.168.100.99").await;
    shown.press("#nodes-1-ip", "ArrowDown", true).await;
    assert_eq!(focused(), "nodes-2-ip");
    assert_eq!(shown.value("#nodes-2-ip"), "192.168.100.99", "what was typed went along");
    assert_eq!(shown.value("#nodes-1-ip"), "192.168.100.21");
    assert_eq!(shown.said(), "worker-2 is now row 3 of 3");
    shown.find("#nodes-2-role").focus().unwrap();
    shown.press("#nodes-2-role", "ArrowUp", true).await;
    assert_eq!(shown.value("#nodes-2-name"), "worker-2", "a select opens");
}

#[wasm_bindgen_test]
async fn findings_are_at_their_cell_and_below_the_row() {
    let shown = nodes().await;
    assert_eq!(shown.count("[aria-invalid]"), 0);
    shown.type_("#nodes-1-ip", "nonsense").await;
    assert_eq!(shown.count("[aria-invalid]"), 0, "not while typing");
    shown.press("#nodes-1-ip", "Enter", false).await;
    let cell = shown.find("#nodes-1-ip[aria-invalid=true]");
    let message = shown.find(&["#", &cell.get_attribute("aria-describedby").unwrap()].concat());
    let text = message.text_content().unwrap();
    assert!(text.contains("error KC0") && text.contains("nonsense"), "{text}");
    assert_eq!(shown.find("tr[data-row='1'] .table-verdict").text_content().unwrap(), "error");
    shown.type_("#nodes-1-labels", "zone").await;
    shown.press("#nodes-1-labels", "Enter", false).await;
    assert!(shown.find("#nodes-1-labels-why").text_content().unwrap().contains("has no value"));
    assert_eq!(shown.value("#nodes-1-labels"), "zone", "nothing is lost");
}

#[wasm_bindgen_test]
async fn a_new_row_is_not_blamed_before_it_is_left() {
    let text = "kubecore: v1\nname: demo\nprofile: weave\nnodes: []\n";
    let shown = Shown::new(text, "nodes", Profile::Weave).await;
    shown.click("#nodes-add").await;
    assert_eq!((focused().as_str(), shown.count("[aria-invalid]")), ("nodes-0-name", 0));
    shown.find("#nodes-add").focus().unwrap();
    settle().await;
    assert!(shown.count("[aria-invalid]") > 0);
}

#[wasm_bindgen_test]
async fn secrets_are_covered() {
    let text = "weave: { registries: [{ host: quay.io, user: a, token: t0ken }] }\n";
    let shown = Shown::new(text, "weave.registries", Profile::Weave).await;
    let kind = || shown.find("#weave-registries-0-token").get_attribute("type").unwrap();
    assert_eq!(kind(), "password");
    shown.click("[aria-pressed]").await;
    assert_eq!(kind(), "text");
    let html = shown.find("section").outer_html();
    assert!(!html.contains("t0ken"), "in no attribute or message");
}

fn many(rows: usize) -> String {
    use std::fmt::Write as _;
    let mut text = String::from("kubecore: v1\nname: demo\nnodes:\n");
    for row in 0..rows {
        let _ = writeln!(
            text,
            "  - {{ name: worker-{row}, role: worker, ip: 10.0.{}.{} }}",
            row / 256,
            row % 256
        );
    }
    text
}

#[wasm_bindgen_test]
async fn thousands_of_rows_are_few_elements() {
    let shown = Shown::new(&many(5000), "nodes", Profile::CoreosGuide).await;
    let all = shown.count("*");
    console_log!("5000 rows are {all} elements");
    assert!(all < 2500, "{all}");
    assert_eq!(shown.find("table").get_attribute("aria-rowcount").unwrap(), "5001");
    let scroller = shown.find(".table-scroll");
    assert_eq!(scroller.get_attribute("tabindex").unwrap(), "0");
    shown.find("#nodes-3-ip").focus().unwrap();
    let row = shown.find("[data-row='3']").offset_height();
    console_log!("a row is {row} px high, the pane {}", scroller.client_height());
    assert!((scroller.scroll_height() - row * 5000).abs() < row * 20, "{row}");
    scroller.set_scroll_top(row * 4000);
    sleep(Duration::from_millis(200)).await;
    let there = shown.find("[data-row='4000']");
    assert_eq!(there.get_attribute("aria-rowindex").unwrap(), "4002");
    let (top, at) =
        (scroller.get_bounding_client_rect().top(), there.get_bounding_client_rect().top());
    assert!((at - top).abs() < 80.0, "it is in sight: {top} {at}");
    assert_eq!(focused(), "nodes-3-ip", "what is used stays");
    assert!(shown.count("*") < 2500);
    scroller.set_scroll_top(scroller.scroll_height());
    sleep(Duration::from_millis(200)).await;
    assert_eq!(shown.value("#nodes-4999-name"), "worker-4999");
}

#[wasm_bindgen_test]
async fn an_added_row_is_found_out_of_sight() {
    let shown = Shown::new(&many(300), "nodes", Profile::CoreosGuide).await;
    shown.click("#nodes-add").await;
    settle().await;
    assert_eq!(
        (focused().as_str(), shown.value("#nodes-300-name")),
        ("nodes-300-name", "worker-300".into())
    );
    assert!(shown.find(".table-scroll").scroll_top() > 1000);
}

#[wasm_bindgen_test]
async fn everything_has_a_name_and_no_style() {
    let shown = nodes().await;
    shown.type_("#nodes-1-ip", "nonsense").await;
    shown.press("#nodes-1-ip", "Enter", false).await;
    assert_eq!(shown.count("[style], style, script"), 0, "the page's policy forbids them");
    assert_eq!(shown.count("td :is(input, select, button):not([aria-label])"), 0);
    assert_eq!(shown.count("tbody th :is(input):not([aria-label])"), 0);
    assert_eq!(shown.count("thead th:not([scope][aria-describedby])"), 0);
    let all = shown.place.query_selector_all("[aria-describedby]").unwrap();
    assert!(all.length() > 5);
    for index in 0..all.length() {
        let element: Element = all.item(index).unwrap().unchecked_into();
        let id = element.get_attribute("aria-describedby").unwrap();
        assert_eq!(shown.count(&["[id='", &id, "']"].concat()), 1, "{id}");
    }
    for id in ["up", "duplicate", "remove"] {
        let button = shown.find(&["#nodes-1-", id].concat());
        assert!(button.offset_height() >= 24 && button.offset_width() >= 24, "{id}");
    }
}
