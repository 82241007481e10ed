//! Many rows at once, on a page.

use kubecore::spec::Profile;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{Shown, focused, settle};

const NODES: &str = "kubecore: v1
name: demo
nodes: [{ name: worker-1, role: worker, ip: 192.168.100.21 }]
";

async fn open() -> Shown {
    let shown = Shown::new(NODES, "nodes", Profile::CoreosGuide).await;
    shown.click(".table-bulk summary").await;
    settle().await;
    shown
}

#[wasm_bindgen_test]
async fn a_range_is_shown_before_it_is_added() {
    let shown = open().await;
    assert_eq!(shown.value("#nodes-range-addresses"), "192.168.100.22");
    shown.type_("#nodes-range-count", "").await;
    shown.type_("#nodes-range-addresses", "192.168.100.22-121").await;
    let text = shown.find("fieldset p").text_content().unwrap();
    assert_eq!(text, "100 rows: worker-2 … worker-101, 192.168.100.22 … 192.168.100.121");
    shown.click("fieldset .act").await;
    assert_eq!((shown.edits(), focused().as_str()), (1, "nodes-1-name"));
    assert_eq!(shown.said(), "100 rows added");
    assert!(shown.text().contains("worker-101"));
    assert_eq!(shown.value("#nodes-1-role"), "worker");
}

#[wasm_bindgen_test]
async fn machines_of_two_families_count_on_in_both() {
    let text = "nodes: [{ name: a-1, role: worker, ip: '10.0.0.1,fd00::1' }]\n";
    let shown = Shown::new(text, "nodes", Profile::Flatcar).await;
    shown.click(".table-bulk summary").await;
    settle().await;
    assert_eq!(shown.value("#nodes-range-addresses"), "10.0.0.2,fd00::2");
    shown.type_("#nodes-range-count", "2").await;
    shown.click("fieldset .act").await;
    assert_eq!(shown.value("#nodes-2-ip"), "10.0.0.3,fd00::3");
    shown.type_("#nodes-range-addresses", "10.0.0.9,fd00::9").await;
    shown.type_("#nodes-range-count", "30").await;
    shown.click("fieldset .act + .act").await;
    let text = shown.text();
    assert!(text.contains("first_ip: \"10.0.0.9,fd00::9\""), "{text}");
    let paste = "name;role;ip\nb;worker;10.0.1.1,fd00::1:1\n";
    shown.type_("#nodes-paste", paste).await;
    shown.click("fieldset + fieldset .act").await;
    assert_eq!(shown.value("#nodes-3-ip"), "10.0.1.1,fd00::1:1");
}

#[wasm_bindgen_test]
async fn a_pool_says_the_same() {
    let shown = open().await;
    shown.click("fieldset .act + .act").await;
    let text = shown.text();
    assert!(text.contains("pools:") && text.contains("first_ip: 192.168.100.22"), "{text}");
    assert!(text.contains("name: worker\n"), "{text}");
    assert_eq!(shown.said(), "pool worker of 10 added");
}

#[wasm_bindgen_test]
async fn pasted_rows_are_added_all_or_none() {
    let shown = open().await;
    let add = "fieldset + fieldset .act";
    shown.click(add).await;
    assert_eq!(shown.find("[role=alert]").text_content().unwrap(), "Nothing is pasted yet.");
    shown.type_("#nodes-paste", "name;role\na;worker\nb;worker;more\n").await;
    assert_eq!(shown.count("[role=alert]"), 0);
    shown.click(add).await;
    let said = shown.find("[role=alert]").text_content().unwrap();
    assert_eq!(said, "line 3, column 3: there are only 2 columns");
    assert_eq!(shown.edits(), 0);
    shown.type_("#nodes-paste", "name\trole\tip\r\n=a\tworker\t10.0.0.1\r\nb\tworker\t\r\n").await;
    assert!(shown.find("fieldset + fieldset").text_content().unwrap().contains("2 rows to add"));
    shown.click(add).await;
    assert_eq!((shown.edits(), focused().as_str()), (1, "nodes-1-name"));
    assert_eq!(shown.value("#nodes-1-name"), "=a");
    assert_eq!(shown.value("#nodes-paste"), "");
}
