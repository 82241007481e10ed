//! What is written oddly, and what cannot be.

use super::*;

#[test]
fn what_is_written_oddly_is_written_anew_around_the_edit() {
    // `a` has no colon; the map is the smallest block around it.
    check(
        "x: 1 # c\nn: { a, b: 1 } # d\n",
        &[set("n.a", "2")],
        "x: 1 # c\nn: { a: 2, b: 1 } # d\n",
    );
    check("n: # c\n  - - x\n    - w\n", &[remove("n.0.0")], "n: # c\n  - - w\n");
    check("n: [a: 1, b]\n", &[set("n.0.a", "2")], "n: [a: 2, b]\n");
}

#[test]
fn a_hidden_second_key_does_not_come_to_light() {
    check("a: 1\nb: 2 # c\na: 3\n", &[remove("a")], "b: 2 # c\n");
    check("a: 1\nb: 2 # c\na: 3\n", &[set("a", "4")], "a: 4\nb: 2 # c\na: 3\n");
    check(
        "n:\n  - {a: 1, a: 'x}', b: [2, {}], b: it's} # c\n",
        &[set("n.0.c", "4")],
        "n:\n  - {a: 1, a: 'x}', b: [2, {}], c: 4, b: it's} # c\n",
    );
    check("b: 2 # c\nd:\n  a: 1 # e\n  a: 3\n", &[remove("d.a")], "b: 2 # c\nd: {}\n");
}

#[test]
fn what_cannot_be_is_refused() {
    let document = Document::read("a: 1\nn: [x]\n").unwrap();
    for edit in [
        set("a.b", "1"),
        set("n.1", "x"),
        insert("n", 2, "x"),
        insert("a", 0, "x"),
        shift("n", 0, 1),
        set("", "x"),
        set(&"k.".repeat(40), "x"),
        put("b", "{c: 1}").twice(),
    ] {
        assert!(document.edit(std::slice::from_ref(&edit)).is_none(), "{edit:?}");
    }
}

impl Edit {
    /// Has every key twice: no text says that.
    fn twice(mut self) -> Self {
        if let Self::Set { value: Value::Map(entries), .. } = &mut self {
            entries.extend(entries.clone());
        }
        self
    }
}
