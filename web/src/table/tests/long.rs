//! A long table on a page.

use std::fmt::Write as _;
use std::rc::Rc;
use std::time::Duration;

use gloo::timers::future::sleep;
use kubecore::document::{Document, Edit, Value};
use kubecore::spec::Profile;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::{Props, Table};
use super::page::{Shown, focused, place, settle};
use super::record;

fn many(rows: usize) -> String {
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

/// How long the table takes for one edit, without reading and judging the text.
#[wasm_bindgen_test]
async fn an_edit_of_a_thousand_rows_is_soon_there() {
    let (shape, path) = record("nodes");
    let document = Document::read(&many(1000)).expect("YAML");
    let value = Value::text("other");
    let edit = Edit::Set { path: path.clone().index(1).key("name"), value };
    let edited = document.edit(&[edit]).expect("an edit");
    let shape = Rc::new(shape);
    let props = |document: Document| Props {
        shape: shape.clone(),
        path: path.clone(),
        document: document.into(),
        findings: Rc::default(),
        profile: Profile::CoreosGuide,
        act: Callback::noop(),
        jump: None,
    };
    let place = place();
    let mut app =
        yew::Renderer::<Table>::with_root_and_props(place.clone(), props(document)).render();
    sleep(Duration::from_millis(200)).await;
    let name = || -> HtmlInputElement {
        place.query_selector("#nodes-1-name").unwrap().expect("a name").unchecked_into()
    };
    let begun = js_sys::Date::now();
    app.update(props(edited));
    while name().value() != "other" {
        sleep(Duration::ZERO).await;
    }
    console_log!("an edit of 1000 rows is shown in {} ms", js_sys::Date::now() - begun);
    app.destroy();
    place.remove();
}

#[wasm_bindgen_test]
async fn a_finding_out_of_sight_is_reached() {
    let text = many(300).replace("10.0.0.250", "bad");
    let shown = Shown::new(&text, "nodes", Profile::CoreosGuide).await;
    assert_eq!(shown.find(".table-panel h3").text_content().unwrap(), "worker-250");
    shown.click(".table-panel button").await;
    settle().await;
    assert_eq!(focused(), "nodes-250-ip");
    let said = shown.find("#nodes-250-ip").get_attribute("aria-describedby").unwrap();
    assert!(shown.find(&["#", &said].concat()).text_content().unwrap().contains("bad"));
}
