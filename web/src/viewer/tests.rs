use std::time::Duration;

use gloo::timers::future::sleep;
use gloo::utils::{document, window};
use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use web_sys::{Element, HtmlElement};

use super::{Props, Viewer};

const UNIT: &str = "[Service]\n\n# Why\nExecStart=/bin/a \\\n  --b=${C}\n\tend";

/// A viewer on the page, and what it is shown with.
struct Shown {
    place: Element,
    app: yew::AppHandle<Viewer>,
}

impl Shown {
    async fn new(path: &str, text: &str) -> Self {
        let place = place();
        let app =
            yew::Renderer::<Viewer>::with_root_and_props(place.clone(), props(path, text)).render();
        settle().await;
        Self { place, app }
    }

    fn find(&self, selector: &str) -> HtmlElement {
        self.place.query_selector(selector).unwrap().expect(selector).unchecked_into()
    }

    async fn click(&self, selector: &str) {
        self.find(selector).click();
        settle().await;
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// A place on the page, in the page's look: what is selected depends on it.
fn place() -> Element {
    let place = document().create_element("div").unwrap();
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some(include_str!("../../viewer.css")));
    for element in [&style, &place] {
        document().body().unwrap().append_child(element).unwrap();
    }
    place
}

fn props(path: &str, text: &str) -> Props {
    yew::props!(Props { path: path.to_owned(), text: text.to_owned() })
}

async fn settle() {
    sleep(Duration::from_millis(50)).await;
}

/// Puts another clipboard in the browser's place.
fn clipboard(write: &str) {
    let code = format!(
        "Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {write} }})"
    );
    Function::new_no_args(&code).call0(&window()).unwrap();
}

#[wasm_bindgen_test]
async fn a_file_is_shown_as_it_is_and_selected_so() {
    let shown = Shown::new("etc/a.service", UNIT).await;
    assert_eq!(shown.find("h2").text_content().unwrap(), "etc/a.service");
    assert_eq!(shown.find("code").text_content().unwrap(), UNIT);
    assert_eq!(shown.find(".syntax-title").text_content().unwrap(), "[Service]\n");
    assert_eq!(shown.find("code").child_element_count(), 6);
    let selection = window().get_selection().unwrap().unwrap();
    selection.select_all_children(&shown.find("pre")).unwrap();
    assert_eq!(String::from(selection.to_string()), UNIT);
}

#[wasm_bindgen_test]
async fn long_lines_wrap_when_asked_to() {
    let shown = Shown::new("a.txt", "a").await;
    let pressed = || shown.find("button").get_attribute("aria-pressed").unwrap();
    assert_eq!((pressed().as_str(), shown.find("pre").class_name().as_str()), ("false", ""));
    shown.click("button").await;
    assert_eq!((pressed().as_str(), shown.find("pre").class_name().as_str()), ("true", "wraps"));
}

/// Ignition's configs are one line of many KB.
#[wasm_bindgen_test]
async fn a_line_that_nobody_scrolls_along_is_wrapped_until_somebody_says_no() {
    let text =
        ["{\"ignition\":{\"version\":\"3.4.0\"},\"a\":[", &"\"data:,a\",".repeat(4000), "0]}"]
            .concat();
    let begun = js_sys::Date::now();
    let mut shown = Shown::new("config.ign", &text).await;
    console_log!("a line of {} bytes is shown in {} ms", text.len(), js_sys::Date::now() - begun);
    let pre = || shown.find("pre");
    assert_eq!(pre().class_name(), "wraps");
    assert_eq!(shown.find("button").get_attribute("aria-pressed").as_deref(), Some("true"));
    assert_eq!(pre().scroll_width(), pre().client_width());
    assert_eq!(shown.find("code").text_content().unwrap(), text);
    assert_eq!(shown.find(".syntax-key").text_content().unwrap(), "\"ignition\"");
    shown.click("button").await;
    assert_eq!(pre().class_name(), "");
    shown.app.update(props("other.ign", &text));
    settle().await;
    assert_eq!(shown.find("pre").class_name(), "", "what was said holds for all files");
}

#[wasm_bindgen_test]
async fn the_clipboard_gets_the_text() {
    clipboard("{ writeText: async text => { globalThis.copied = text; } }");
    let shown = Shown::new("a.service", UNIT).await;
    let said = || shown.find("[role=status]").text_content().unwrap();
    assert_eq!(said(), "");
    shown.click(".copy").await;
    let copied = js_sys::Reflect::get(&js_sys::global(), &"copied".into()).unwrap();
    assert_eq!(copied.as_string().unwrap(), UNIT);
    assert_eq!(
        (shown.find(".copy").text_content().unwrap(), said()),
        ("Copied".into(), "Copied".into())
    );
    sleep(Duration::from_millis(2100)).await;
    assert_eq!(
        (shown.find(".copy").text_content().unwrap(), said()),
        ("Copy".into(), String::new())
    );
}

#[wasm_bindgen_test]
async fn without_a_clipboard_the_text_is_selected() {
    for refuses in ["undefined", "{ writeText: async () => { throw new Error('no'); } }"] {
        clipboard(refuses);
        let mut shown = Shown::new("a.service", UNIT).await;
        shown.click(".copy").await;
        let said = shown.find("[role=status]").text_content().unwrap();
        assert!(said.contains("Ctrl+C"), "{said}");
        let selection = window().get_selection().unwrap().unwrap();
        assert_eq!(String::from(selection.to_string()), UNIT);
        shown.app.update(props("b.service", UNIT));
        settle().await;
        assert_eq!(shown.find("[role=status]").text_content().unwrap(), "");
    }
}

#[wasm_bindgen_test]
async fn another_text_is_shown_at_once() {
    let mut shown = Shown::new("a.yaml", "a: 1\n").await;
    shown.app.update(props("a.yaml", "a: 2\nb: 3\n"));
    settle().await;
    assert_eq!(shown.find("code").text_content().unwrap(), "a: 2\nb: 3\n");
}

/// A file of ten thousand lines is there at once, with what is in sight of it.
#[wasm_bindgen_test]
async fn a_long_file_does_not_stop_the_page() {
    let text: String =
        (0..10_000).map(|n| ["- name: n", &n.to_string(), " # why\n"].concat()).collect();
    let begun = js_sys::Date::now();
    let place = place();
    let app = yew::Renderer::<Viewer>::with_root_and_props(place.clone(), props("a.yaml", &text))
        .render();
    while place.query_selector(".line").unwrap().is_none() {
        sleep(Duration::ZERO).await;
    }
    console_log!("a file of 10000 lines is shown in {} ms", js_sys::Date::now() - begun);
    let lines = || place.query_selector_all(".line").unwrap().length();
    assert!((50..400).contains(&lines()), "{}", lines());
    let pre = place.query_selector("pre").unwrap().unwrap();
    assert!((200_000..200_100).contains(&pre.scroll_height()), "{}", pre.scroll_height());
    pre.set_attribute("style", "height: 400px; flex: none").unwrap();
    pre.set_scroll_top(100_000);
    let line = || pre.query_selector("[data-line='5010']").unwrap();
    // Said here, as a browser says so when it draws next, which can take a while; and again, as
    // the view may still be about to begin at its top.
    for _ in 0..40 {
        if line().is_none() {
            pre.dispatch_event(&web_sys::Event::new("scroll").unwrap()).unwrap();
            settle().await;
        }
    }
    let seen = line().expect("line 5010");
    assert_eq!(seen.text_content().unwrap(), "- name: n5009 # why\n");
    let top = seen.get_bounding_client_rect().top() - pre.get_bounding_client_rect().top();
    assert!((0.0..400.0).contains(&top), "where it belongs: {top}");
    clipboard("undefined");
    place.query_selector(".copy").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    sleep(Duration::from_millis(1500)).await;
    assert_eq!(lines(), 10_000, "to be selected, it is all there");
    app.destroy();
    place.remove();
}
