//! The rows of a table on a page.

use kubecore::spec::Profile;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlSelectElement};

use super::page::{Shown, fire, focused, settle};

const NODES: &str = "kubecore: v1
name: demo
nodes:
  - { name: controller-1, role: control-plane, ip: 192.168.100.11 }
  - { name: worker-1, role: worker, ip: 192.168.100.21 }
  - { name: worker-2, role: worker, ip: 192.168.100.22 }
";

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
    for (word, text) in [("false", "schedulable: false"), ("", "")] {
        select.set_value(word);
        fire(&select, "change");
        settle().await;
        assert!(shown.text().contains(text), "{}", shown.text());
        assert_eq!(select.value(), word);
    }
    assert!(!shown.text().contains("schedulable"));
    // As if what was picked had been refused: the document is what counts.
    select.set_value("true");
    shown.type_("#nodes-1-ip", "192.168.100.31").await;
    shown.press("#nodes-1-ip", "Enter", false).await;
    assert_eq!(select.value(), "");
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
    assert_eq!(focused(), "nodes-1-ip", "it is still the same element");
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
    let html = shown.find(".table").outer_html();
    assert!(!html.contains("t0ken"), "in no attribute or message");
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
