use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::*;

/// A browser, whose tabs share it.
#[derive(Debug, Default)]
struct Memory {
    entries: RefCell<BTreeMap<String, String>>,
    trouble: Cell<Option<Trouble>>,
}

impl Memory {
    fn text(&self) -> Option<String> {
        self.entries.borrow().get(TEXT).cloned()
    }
}

impl Shelf for &Memory {
    fn get(&self, key: &str) -> Result<Option<String>, Trouble> {
        match self.trouble.get() {
            Some(Trouble::Forbidden) => Err(Trouble::Forbidden),
            _ => Ok(self.entries.borrow().get(key).cloned()),
        }
    }

    fn set(&self, key: &str, value: &str) -> Result<(), Trouble> {
        if let Some(trouble) = self.trouble.get() {
            return Err(trouble);
        }
        self.entries.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }
}

fn work(text: &str) -> Stored<'_> {
    Stored { text, preset: "weave-small", view: "network" }
}

#[test]
fn the_next_visit_finds_it() {
    let browser = Memory::default();
    let mut first = Keeper::new(&browser);
    assert_eq!(first.load(), Ok(None));
    assert_eq!(first.keep(&work("name: a\n")), None);
    let loaded = Keeper::new(&browser).load().unwrap().unwrap();
    let wanted = Loaded {
        text: "name: a\n".into(),
        secrets: None,
        preset: "weave-small".into(),
        view: "network".into(),
    };
    assert_eq!(loaded, wanted);
}

#[test]
fn secrets_are_not_kept() {
    let browser = Memory::default();
    let mut keeper = Keeper::new(&browser);
    for text in [
        "weave:\n  password: hunter-2\n",
        "weave: [\n  password: hunter-2\n",
        "# password: hunter-2\nname: a\n",
        "k: |\n  -----BEGIN PRIVATE KEY-----\n  hunter-2\n",
    ] {
        assert_eq!(keeper.keep(&work(text)), None);
        let entries = format!("{:?}", browser.entries.borrow());
        assert!(!entries.contains("hunter"), "{entries}");
        let loaded = Keeper::new(&browser).load().unwrap().unwrap();
        assert!(loaded.secrets.is_some() && !loaded.text.contains("copy:"), "{loaded:?}");
    }
}

#[test]
fn another_tab_is_never_written_over() {
    let browser = Memory::default();
    let (mut one, mut two) = (Keeper::new(&browser), Keeper::new(&browser));
    assert_eq!((one.load(), two.load()), (Ok(None), Ok(None)));
    assert_eq!(one.keep(&work("one")), None);
    assert!(two.is_elsewhere() && !one.is_elsewhere());
    assert_eq!(two.keep(&work("two")), Some(Trouble::Elsewhere));
    assert_eq!(two.keep(&work("two, too")), None, "told once");
    assert_eq!(browser.text().as_deref(), Some("one"));
    // The one takes what the other has,
    assert_eq!(two.load().unwrap().unwrap().text, "one");
    assert_eq!(two.keep(&work("two")), None);
    assert_eq!(browser.text().as_deref(), Some("two"));
    // the other insists.
    assert_eq!(one.keep(&work("mine")), Some(Trouble::Elsewhere));
    assert_eq!(one.insist(&work("mine")), None);
    assert_eq!(browser.text().as_deref(), Some("mine"));
    assert_eq!(one.keep(&work("mine and more")), None);
    assert!(two.is_elsewhere());
}

#[test]
fn the_same_text_in_two_tabs_is_no_trouble() {
    let browser = Memory::default();
    Keeper::new(&browser).keep(&work("same"));
    let (mut one, mut two) = (Keeper::new(&browser), Keeper::new(&browser));
    one.load().unwrap();
    two.load().unwrap();
    assert_eq!((one.keep(&work("same")), two.keep(&work("same"))), (None, None));
    assert!(!one.is_elsewhere() && !two.is_elsewhere());
}

#[test]
fn what_was_cleared_is_kept_anew() {
    let browser = Memory::default();
    let mut keeper = Keeper::new(&browser);
    keeper.keep(&work("a"));
    browser.entries.borrow_mut().clear();
    assert_eq!(keeper.keep(&work("a")), None);
    assert_eq!(browser.text().as_deref(), Some("a"));
}

#[test]
fn trouble_is_told_once_and_work_goes_on() {
    for trouble in [Trouble::Full, Trouble::Forbidden] {
        let browser = Memory::default();
        let mut keeper = Keeper::new(&browser);
        keeper.keep(&work("before"));
        browser.trouble.set(Some(trouble));
        assert_eq!(keeper.keep(&work("a")), Some(trouble));
        assert_eq!(keeper.keep(&work("b")), None);
        browser.trouble.set(None);
        assert_eq!(browser.text().as_deref(), Some("before"), "the last one stays");
        assert_eq!(keeper.keep(&work("c")), None);
        assert_eq!(browser.text().as_deref(), Some("c"), "there is room again");
        browser.trouble.set(Some(trouble));
        assert_eq!(keeper.keep(&work("d")), Some(trouble), "this is news");
    }
    let browser = Memory::default();
    browser.trouble.set(Some(Trouble::Forbidden));
    let mut keeper = Keeper::new(&browser);
    assert_eq!(keeper.load(), Err(Trouble::Forbidden));
    assert_eq!(keeper.keep(&work("a")), None, "it was told at the start");
}

#[test]
fn what_a_newer_page_kept_is_left_alone() {
    let browser = Memory::default();
    Keeper::new(&browser).keep(&work("a"));
    (&browser).set(VERSION, "2").unwrap();
    let mut keeper = Keeper::new(&browser);
    assert_eq!(keeper.load(), Err(Trouble::OtherVersion));
    assert_eq!(keeper.keep(&work("b")), None, "told at the start");
    assert_eq!(keeper.insist(&work("b")), Some(Trouble::OtherVersion));
    assert_eq!(browser.text().as_deref(), Some("a"));
}
