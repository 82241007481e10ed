use std::time::Duration;

use gloo::timers::future::sleep;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};
use web_sys::{
    Element, HtmlElement, HtmlInputElement, InputEventInit, KeyboardEvent, KeyboardEventInit,
};
use yew::prelude::*;

use super::Browser;
use crate::state::{Action, State};

const SPEC: &str = include_str!("../../../examples/one-plus-two.yaml");

const DNS: &str = "network:\n  dns_service_ip: 10.3.0.53";

#[derive(Properties, PartialEq)]
struct Text {
    text: AttrValue,
}

/// The view as the page has it; another text is an edit.
#[component]
fn Page(props: &Text) -> Html {
    let state = use_reducer(|| {
        let state = State::new("coreos-guide-small").after(Action::Load(SPEC.into()));
        state.after(Action::See)
    });
    use_effect_with(props.text.clone(), {
        let dispatch = state.dispatcher();
        move |text| {
            dispatch.dispatch(Action::Write(text.to_string()));
            dispatch.dispatch(Action::Judge);
        }
    });
    let act = use_callback(state.dispatcher(), |action, dispatch| dispatch.dispatch(action));
    let State { current, marks, asked, files, jump, .. } = (*state).clone();
    let went = jump.map(|jump| jump.path.to_string());
    let Some(files) = files else { return Html::default() };
    html! {
        <>
            <Browser {files} {current} {marks} {asked} {act} />
            <p class="went">{ went }</p>
        </>
    }
}

struct Shown {
    place: Element,
    app: yew::AppHandle<Page>,
}

impl Shown {
    async fn new(text: &str) -> Self {
        let [place, style, root] =
            ["div", "style", "div"].map(|name| document().create_element(name).unwrap());
        let css = [
            include_str!("../../page.css"),
            include_str!("../../files.css"),
            include_str!("../../viewer.css"),
            "section.files { height: 700px }",
        ];
        style.set_text_content(Some(&css.concat()));
        place.append_child(&style).unwrap();
        place.append_child(&root).unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let app = yew::Renderer::<Page>::with_root_and_props(root, props(text)).render();
        let shown = Self { place, app };
        shown.until(|| shown.all(".row").len() > 3).await;
        shown
    }

    async fn edit(&mut self, text: &str) {
        self.app.update(props(text));
        self.until(|| {
            let said = self.said(".tree-summary");
            !said.is_empty() && !said.contains("so far")
        })
        .await;
    }

    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length()).map(|n| found.item(n).unwrap().unchecked_into()).collect()
    }

    fn find(&self, selector: &str) -> HtmlElement {
        self.place.query_selector(selector).unwrap().expect(selector).unchecked_into()
    }

    fn said(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap()
    }

    fn rows(&self) -> Vec<String> {
        self.all(".row .name").iter().map(|name| name.text_content().unwrap()).collect()
    }

    fn row(&self, name: &str) -> HtmlElement {
        let at = self.rows().iter().position(|row| row == name).expect(name);
        self.all(".row").swap_remove(at)
    }

    async fn open(&self, name: &str) {
        self.row(name).click();
        sleep(Duration::from_millis(150)).await;
    }

    async fn key(&self, selector: &str, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.find(selector).dispatch_event(&event).unwrap();
        sleep(Duration::from_millis(50)).await;
    }

    async fn look_for(&self, text: &str) {
        let field: HtmlInputElement = self.find(".find").unchecked_into();
        field.set_value(text);
        let init = InputEventInit::new();
        init.set_bubbles(true);
        let event = InputEvent::new_with_event_init_dict("input", &init).unwrap();
        field.dispatch_event(&event).unwrap();
        sleep(Duration::from_millis(150)).await;
    }

    /// What the tree calls its active row.
    fn active(&self) -> String {
        let id = self.find(".tree").get_attribute("aria-activedescendant").expect("an active row");
        self.said(&["#", &id, " .name"].concat())
    }

    fn line(&self, part: &str) -> HtmlElement {
        let has = |line: &HtmlElement| line.text_content().unwrap().contains(part);
        self.all(".line").into_iter().find(has).expect(part)
    }

    async fn until(&self, is: impl Fn() -> bool) {
        for _ in 0..1200 {
            if is() {
                return;
            }
            sleep(Duration::from_millis(25)).await;
        }
        panic!("it never came: {}", self.place.text_content().unwrap());
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.place.remove();
    }
}

fn props(text: &str) -> Text {
    Text { text: text.to_owned().into() }
}

#[wasm_bindgen_test]
async fn a_tree_opens_and_closes() {
    let shown = Shown::new(SPEC).await;
    let rows = shown.rows();
    assert_eq!(rows[0], "controller-1");
    assert_eq!(rows[rows.len() - 3..], ["worker-1", "worker-2", "cluster"]);
    shown.open("rootfs/etc").await;
    assert!(shown.rows().len() < rows.len());
    assert_eq!(shown.row("rootfs/etc").get_attribute("aria-expanded").unwrap(), "false");
    shown.open("controller-1").await;
    assert_eq!(shown.rows(), ["controller-1", "worker-1", "worker-2", "cluster"]);
    shown.open("cluster").await;
    assert_eq!(shown.row("cluster").get_attribute("aria-expanded").unwrap(), "true");
    shown.open("README.md").await;
    assert_eq!(shown.said("h2"), "README.md");
    for row in shown.all(".row") {
        assert_eq!(row.offset_height(), 28, "as the tree counts them");
        assert_eq!(row.get_attribute("role").unwrap(), "treeitem");
    }
}

#[wasm_bindgen_test]
async fn keys_walk_through_the_tree() {
    let shown = Shown::new(SPEC).await;
    for (key, active) in [
        ("Home", "controller-1"),
        ("ArrowLeft", "controller-1"),
        ("ArrowDown", "worker-1"),
        ("Enter", "worker-1"),
        ("ArrowDown", "README.md"),
        ("End", "cluster"),
        ("w", "worker-1"),
        ("r", "README.md"),
        ("ArrowLeft", "worker-1"),
        ("ArrowDown", "README.md"),
        ("Enter", "README.md"),
    ] {
        shown.key(".tree", key).await;
        assert_eq!(shown.active(), active, "{key}");
    }
    assert_eq!(shown.said("h2"), "README.md");
    assert!(shown.said(".viewer code").contains("# worker-1"));
}

#[wasm_bindgen_test]
async fn a_file_is_found_on_every_machine() {
    let shown = Shown::new(SPEC).await;
    shown.look_for("kubelet.service").await;
    shown.until(|| shown.said(".tree-summary p") == "3 files in 3 bundles").await;
    assert_eq!(shown.rows()[4..], ["worker-2", "kubelet.service"]);
    shown.all(".row").pop().unwrap().click();
    shown.until(|| shown.said(".viewer code").contains("192.168.100.22")).await;
    shown.until(|| shown.said("h2").ends_with("kubelet.service")).await;
    shown.look_for("nonesuch").await;
    let said = (shown.said(".tree-summary p"), shown.rows().len());
    assert_eq!(said, ("0 files in 0 bundles".into(), 0));
}

#[wasm_bindgen_test]
async fn an_edit_is_marked_until_it_is_seen() {
    let mut shown = Shown::new(SPEC).await;
    shown.open("worker-1").await;
    shown.open("kubelet.service").await;
    shown.edit(&SPEC.replace("network:", DNS)).await;
    assert!(shown.row("worker-2").text_content().unwrap().contains("changed"));
    assert!(shown.row("kubelet.service").query_selector(".mark").unwrap().is_some());
    let changed = shown.all(".line.changed");
    assert_eq!(changed.len(), 1);
    assert!(changed[0].text_content().unwrap().contains("--cluster-dns=10.3.0.53"));
    assert!(shown.said(".head").contains("1 line changed"));
    shown.find(".tree-summary .act").click();
    shown.until(|| shown.all(".mark").is_empty() && shown.all(".line.changed").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_line_says_its_field_and_a_field_its_lines() {
    let shown = Shown::new(SPEC).await;
    shown.open("worker-1").await;
    shown.open("kubelet.service").await;
    shown.line("--cluster-dns").click();
    let busy = || shown.find(".origin [role=status]").get_attribute("aria-busy");
    shown.until(|| busy().is_some_and(|busy| busy == "false")).await;
    assert_eq!(shown.said(".origin .act"), "Network › DNS service IP");
    assert!(shown.line("--cluster-dns").class_name().contains("picked"));
    shown.find(".origin .act").click();
    shown.until(|| shown.said(".went") == "$.network.dns_service_ip").await;
    shown.all(".origin .act")[1].click();
    shown.until(|| shown.said(".origin").contains("makes")).await;
    assert!(shown.line("--cluster-dns").class_name().contains("alike"));
    shown.all(".origin .act").pop().unwrap().click();
    shown.until(|| shown.said(".origin").contains("Pick a line")).await;
}

#[wasm_bindgen_test]
async fn keys_pick_lines() {
    let shown = Shown::new(SPEC).await;
    shown.open("README.md").await;
    for (key, line) in [("ArrowDown", "Line 1 "), ("ArrowDown", "Line 2 "), ("ArrowUp", "Line 1 ")]
    {
        shown.key("pre", key).await;
        let said = shown.said(".origin").replace(':', " ");
        assert!(said.starts_with(line), "{key}: {said}");
    }
}

/// One control plane and a thousand workers.
fn thousand(dns: &str) -> String {
    let (head, _) = SPEC.split_once("  - { name: worker-1").unwrap();
    let network = "hosts: [192.168.0.0/16]\n  pods: 10.128.0.0/12";
    let head = head.replace("hosts: [192.168.100.0/24]", &[network, dns].concat());
    let pool = "pools:\n  - { name: worker, role: worker, count: 1000, first_ip: 192.168.4.1 }\n";
    [&head, pool].concat()
}

#[wasm_bindgen_test]
async fn a_thousand_machines_are_few_elements() {
    let mut shown = Shown::new(&thousand("")).await;
    let count = |shown: &Shown| shown.row("controller-1").get_attribute("aria-setsize").unwrap();
    shown.until(|| count(&shown) == "1002").await;
    let begun = js_sys::Date::now();
    let since = || js_sys::Date::now() - begun;
    shown.edit(&thousand("\n  dns_service_ip: 10.3.0.53")).await;
    console_log!("every bundle compared after {} ms", since());
    let elements = shown.all("*").len();
    console_log!("{elements} elements");
    assert!(elements < 1500, "{elements}");
    let at = since();
    shown.find(".tree").set_scroll_top(14_000);
    shown.until(|| shown.rows().iter().any(|name| name.ends_with("480"))).await;
    console_log!("scrolled after {} ms", since() - at);
    shown.key(".tree", "End").await;
    assert_eq!(shown.active(), "cluster");
    let at = since();
    shown.look_for("kubelet.service").await;
    shown.until(|| shown.said(".tree-summary p") == "1001 files in 1001 bundles").await;
    console_log!("every file found after {} ms", since() - at);
    assert!(shown.all("*").len() < 1500);
}
