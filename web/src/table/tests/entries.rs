//! A list of single values, on a page.

use kubecore::document::Document;
use kubecore::source::FieldPath;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{ClipboardEvent, ClipboardEventInit, DataTransfer, Element, HtmlInputElement};
use yew::prelude::*;

use super::super::Entries;
use super::page::{fire, focused, place, settle};
use crate::job;
use crate::state::Action;

#[component]
fn Page() -> Html {
    let text = "kubecore: v1\nname: demo\nnetwork: { hosts: [192.168.0.0/16, nonsense] }\n";
    let text = use_state(|| text.to_owned());
    let document = use_memo((*text).clone(), |text| Document::read(text).expect("YAML"));
    let findings = use_memo((*text).clone(), |text| job::judge(text).findings);
    let act = use_callback(text, |action, text| {
        let Action::Edit(edits) = action else { panic!("an edit") };
        let document = Document::read(text).and_then(|document| document.edit(&edits));
        text.set(document.expect("edits").text().to_owned());
    });
    let path = FieldPath::root().key("network").key("hosts");
    html! { <Entries label="Machine network" {path} {document} {findings} {act} /> }
}

fn all(place: &Element) -> Vec<String> {
    let inputs = place.query_selector_all("input").unwrap();
    let inputs = (0..inputs.length()).map(|at| inputs.item(at).unwrap());
    inputs.map(|input| input.unchecked_into::<HtmlInputElement>().value()).collect()
}

fn line(place: &Element, index: usize) -> HtmlInputElement {
    let id = format!("#network-hosts-{index}");
    place.query_selector(&id).unwrap().expect(&id).unchecked_into()
}

#[wasm_bindgen_test]
async fn values_are_written_line_by_line() {
    let place = place();
    yew::Renderer::<Page>::with_root(place.clone()).render();
    settle().await;
    assert_eq!(all(&place), ["192.168.0.0/16", "nonsense", ""]);
    let invalid = place.query_selector("[aria-invalid]").unwrap().expect("a finding");
    let message = format!("#{}", invalid.get_attribute("aria-describedby").unwrap());
    let message = place.query_selector(&message).unwrap().expect("a message");
    assert!(message.text_content().unwrap().contains("nonsense"));
    let last = line(&place, 2);
    last.focus().unwrap();
    last.set_value("172.16.0.0/16");
    fire(&last, "input");
    settle().await;
    line(&place, 1).focus().unwrap();
    settle().await;
    assert_eq!(all(&place), ["192.168.0.0/16", "nonsense", "172.16.0.0/16", ""]);
    assert_eq!(focused(), "network-hosts-1", "who goes elsewhere stays there");
    let remove = place.query_selector("[aria-label='Remove nonsense']").unwrap().unwrap();
    remove.unchecked_into::<web_sys::HtmlElement>().click();
    settle().await;
    assert_eq!(all(&place), ["192.168.0.0/16", "172.16.0.0/16", ""]);
    assert_eq!(focused(), "network-hosts-1");
    paste(&line(&place, 2), "fd00::/64, 10.9.0.0/16").await;
    assert_eq!(all(&place).len(), 5);
    assert_eq!(focused(), "network-hosts-4");
    paste(&line(&place, 4), &"10.0.0.0/8\n".repeat(1001)).await;
    assert_eq!(all(&place).len(), 5);
    let said = place.query_selector("[role=status]").unwrap().unwrap().text_content().unwrap();
    assert_eq!(said, "at most 1000 at once");
    place.remove();
}

async fn paste(input: &HtmlInputElement, text: &str) {
    let data = DataTransfer::new().unwrap();
    data.set_data("text/plain", text).unwrap();
    let init = ClipboardEventInit::new();
    init.set_clipboard_data(Some(&data));
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = ClipboardEvent::new_with_event_init_dict("paste", &init).unwrap();
    input.dispatch_event(&event).unwrap();
    settle().await;
}
