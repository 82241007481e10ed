use super::*;

/// Every text from here back.
fn back(history: &History) -> Vec<String> {
    let mut history = history.clone();
    let texts = std::iter::from_fn(|| history.undo()).map(|text| text.to_string());
    texts.collect()
}

fn typed(steps: &[(&str, Option<&str>, u64)]) -> History {
    let mut history = History::new("0");
    for (text, key, now) in steps {
        history.write(*text, *key, *now);
    }
    history
}

#[test]
fn steps_go_back_and_forth() {
    let mut history = typed(&[("1", None, 0), ("2", None, 0)]);
    assert!(history.can_undo() && !history.can_redo());
    assert_eq!(history.redo(), None);
    assert_eq!(history.undo().as_deref(), Some("1"));
    assert_eq!(history.undo().as_deref(), Some("0"));
    assert_eq!(history.undo(), None);
    assert!(!history.can_undo() && history.can_redo());
    assert_eq!(&**history.present(), "0");
    assert_eq!(history.redo().as_deref(), Some("1"));
    history.write("other", None, 0);
    assert_eq!(history.redo(), None, "what was taken back is gone once something else is written");
    assert_eq!(back(&history), ["1", "0"]);
}

#[test]
fn typing_in_one_field_is_one_step() {
    let name = Some("name");
    let history = typed(&[("1", name, 0), ("2", name, 900), ("3", name, 1_800)]);
    assert_eq!(back(&history), ["0"]);
    let paused = typed(&[("1", name, 0), ("2", name, PAUSE + 1)]);
    assert_eq!(back(&paused), ["1", "0"]);
    let elsewhere = typed(&[("1", name, 0), ("2", Some("ip"), 1), ("3", name, 2)]);
    assert_eq!(back(&elsewhere), ["2", "1", "0"]);
    let between = typed(&[("1", name, 0), ("2", None, 1), ("3", name, 2)]);
    assert_eq!(back(&between), ["2", "1", "0"]);
    let no_key = typed(&[("1", None, 0), ("2", None, 0)]);
    assert_eq!(back(&no_key), ["1", "0"]);
    let clock_back = typed(&[("1", name, 5_000), ("2", name, 4_000)]);
    assert_eq!(back(&clock_back), ["1", "0"]);
}

#[test]
fn steady_typing_is_a_step_every_ten_seconds() {
    let mut history = History::new("");
    for now in (0..30_000).step_by(500) {
        history.write(now.to_string(), Some("name"), now);
    }
    assert_eq!(back(&history), ["20500", "10000", ""]);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut history = typed(&[("1", None, 0), ("0", None, 0)]);
    history.undo();
    history.write("1", None, 0);
    assert!(history.can_redo(), "the same text leaves everything as it is");
    let typed_back = typed(&[("1", Some("a"), 0), ("0", Some("a"), 1)]);
    assert_eq!(back(&typed_back), [""; 0]);
    let typed_on = typed(&[("1", Some("a"), 0), ("0", Some("a"), 1), ("2", Some("a"), 2)]);
    assert_eq!(back(&typed_on), ["0"]);
}

#[test]
fn after_a_step_back_typing_begins_anew() {
    let mut history = typed(&[("1", Some("a"), 0), ("2", Some("b"), 1)]);
    history.undo();
    history.write("3", Some("b"), 2);
    assert_eq!(back(&history), ["1", "0"]);
    let mut history = typed(&[("1", Some("a"), 0)]);
    history.undo();
    history.redo();
    history.write("2", Some("a"), 1);
    assert_eq!(back(&history), ["1", "0"]);
}

#[test]
fn old_steps_are_forgotten() {
    let mut history = History::new("first");
    for step in 0..1_000 {
        history.write(step.to_string(), None, 0);
    }
    assert_eq!(back(&history).len(), MOST_STEPS);
    assert_eq!(history.undo().as_deref(), Some("998"), "the newest stay");
    let megabyte = |step: usize| format!("{step}{}", " ".repeat(1 << 20));
    for step in 0..20 {
        history.write(megabyte(step), None, 0);
    }
    let bytes = |history: &History| back(history).iter().map(String::len).sum::<usize>();
    assert!(bytes(&history) <= MOST_BYTES && bytes(&history) > MOST_BYTES / 2);
    let many: Vec<_> = std::iter::from_fn(|| history.undo()).collect();
    assert!(many.len() < 10, "{} steps", many.len());
    // A text that is longer than all that is kept can still be taken back.
    let mut history = History::new(" ".repeat(2 * MOST_BYTES));
    history.write("", None, 0);
    assert_eq!(back(&history).len(), 1);
}
