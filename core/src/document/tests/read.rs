//! What is found in a text, and how two differ.

use super::*;

#[test]
fn a_place_belongs_to_the_deepest_field() {
    let text = "# top\na: 1 # c\n\n# of b\nb:\n  x: 1\n  # of l\n  l: [p, q ]\n  t: |\n    one\n    two\n\nn:\n  # first\n  - { a: x, b: {c: 1} } # c\n  - d: é\n    e:\n";
    let document = Document::read(text).unwrap();
    for (line, column, wanted) in [
        (1, 1, "$.a"),
        (2, 1, "$.a"),
        (2, 4, "$.a"),
        (2, 9, "$.a"),
        (3, 1, "$"),
        (4, 3, "$.b"),
        (5, 1, "$.b"),
        (6, 1, "$.b.x"),
        (6, 99, "$.b.x"),
        (7, 5, "$.b.l"),
        (8, 3, "$.b.l"),
        (8, 8, "$.b.l[0]"),
        (8, 11, "$.b.l[1]"),
        (8, 13, "$.b.l"),
        (9, 3, "$.b.t"),
        (11, 7, "$.b.t"),
        (12, 1, "$"),
        (14, 5, "$.n[0]"),
        (15, 3, "$.n[0]"),
        (15, 8, "$.n[0].a"),
        (15, 16, "$.n[0].b"),
        (15, 20, "$.n[0].b.c"),
        (15, 26, "$.n[0]"),
        (16, 3, "$.n[1]"),
        (16, 5, "$.n[1].d"),
        (16, 9, "$.n[1].d"),
        (17, 7, "$.n[1].e"),
        (18, 1, "$"),
        (99, 1, "$"),
    ] {
        let found = document.path_at(Position { line, column });
        assert_eq!(found.to_string(), wanted, "{line}:{column}");
    }
}

#[test]
fn differences_are_few_and_lead_from_one_to_the_other() {
    let list = "[{name: a, x: 1, y: 2}, {name: b, x: 1, y: 2}, {name: c, x: 1, y: 2}]";
    for (from, to, edits, fields) in [
        ("{a: 1}", "{a: 1}", 0, 0),
        ("{a: 1, b: 2}", "{b: 2, a: 1}", 0, 0),
        ("{a: 1, b: 2}", "{a: 2}", 2, 2),
        ("{a: 1}", "{a: 1, b: {c: 1, d: 2}}", 1, 2),
        ("{a: [1, 2]}", "{a: [1, 3]}", 1, 1),
        ("{b: {c: 1, d: 2}}", "{}", 1, 2),
        (list, "[{name: a, x: 3, y: 2}, {name: b, x: 1, y: 2}, {name: c, x: 1, y: 2}]", 1, 1),
        (list, "[{name: a, x: 1, y: 2}, {name: c, x: 1, y: 2}]", 1, 1),
        (
            list,
            "[{name: d}, {name: a, x: 1, y: 2}, {name: b, x: 1, y: 2}, {name: c, y: 2, x: 1}]",
            1,
            1,
        ),
        (list, "[{name: a, x: 1, y: 2}, {name: e, x: 1, y: 2}, {name: c, x: 1, y: 2}]", 1, 1),
        (list, "[{name: c, x: 1, y: 2}, {name: b, x: 1, y: 2}, {name: a, x: 1, y: 2}]", 1, 1),
        (list, "[{name: a, x: 1, y: 2}, {name: a, x: 1, y: 3}, {name: c, x: 1, y: 2}]", 2, 2),
        (list, "[]", 1, 1),
        (list, "x", 1, 1),
        (list, "[{name: x}]", 1, 1),
    ] {
        let (from, to) = (value(from), value(to));
        let made = differences(&from, &to);
        let mut result = from.clone();
        for edit in &made {
            edit.apply(&mut result).unwrap();
        }
        assert!(differences(&result, &to).is_empty(), "{made:?}");
        assert_eq!((made.len(), changed_fields(&from, &to)), (edits, fields), "{made:?}");
    }
}

#[test]
fn a_place_in_the_text_is_found_in_bytes() {
    let source = Source::new("", "ab\r\né日x\n");
    for (line, column, wanted) in [
        (1, 1, Some(0)),
        (1, 3, Some(2)),
        (2, 1, Some(4)),
        (2, 2, Some(6)),
        (2, 3, Some(9)),
        (2, 4, Some(10)),
        (3, 1, Some(11)),
        (3, 2, None),
        (4, 1, None),
        (0, 1, None),
        (1, 0, None),
    ] {
        assert_eq!(source.offset(Position { line, column }), wanted, "{line}:{column}");
    }
}

#[test]
fn what_stands_at_a_path_may_be_written_anywhere() {
    let one = Document::read("name: a\nnodes: [{ name: x, ip: 10.0.0.1 }]\n").unwrap();
    let other = Document::read("nodes:\n  - name: x\n    ip: 10.0.0.1\nname: b\n").unwrap();
    let [nodes, name, pools] = ["nodes", "name", "pools"].map(|key| FieldPath::root().key(key));
    assert!(one.agrees(&other, &nodes) && !one.agrees(&other, &name));
    assert!(one.agrees(&other, &pools), "neither has any");
    let fewer = Document::read("name: a\nnodes: []\n").unwrap();
    assert!(!one.agrees(&fewer, &nodes) && !fewer.agrees(&one, &nodes));
    assert!(!one.agrees(&Document::read("name: a\n").unwrap(), &nodes));
}
