//! Values that are given.

use super::*;

#[test]
fn a_single_value_is_set_where_it_stands() {
    for (before, new, after) in [
        ("a: 1 # c\nb: 2\n", "3", "a: 3 # c\nb: 2\n"),
        ("a:   1   # c\n", "x y", "a:   x y   # c\n"),
        ("a: 1", "2", "a: 2"),
        ("a: \"1\" # c\n", "2", "a: \"2\" # c\n"),
        ("a: 'it''s'\n", "isn't", "a: 'isn''t'\n"),
        ("a: 'x'\n", "x\ny", "a: |-\n  x\n  y\n"),
        ("a: # c\nb: 1\n", "x", "a: x # c\nb: 1\n"),
        ("a:\n", "x", "a: x\n"),
        ("a:", "x", "a: x"),
        ("a: ~ # c\n", "x", "a: x # c\n"),
        ("a: {} # c\n", "x", "a: x # c\n"),
        ("a:\n  x # c\nb: 1\n", "z", "a:\n  z # c\nb: 1\n"),
        ("a: x\n  y # c\nb: 1\n", "z", "a: z # c\nb: 1\n"),
        ("a: \"x\n  y\" # c\nb: 1\n", "z", "a: \"z\" # c\nb: 1\n"),
        ("a: | # c\n  x\n  y\n\n# d\nb: 1\n", "z", "a: z # c\n\n# d\nb: 1\n"),
        ("a: |-\n  x\n  # no comment\nb: 1\n", "p\nq\n", "a: |\n  p\n  q\nb: 1\n"),
        ("a: |\n  x", "z", "a: z"),
        ("a: >\n  x\n  y\nb: 1\n", "z", "a: z\nb: 1\n"),
        ("a: 1 # c\nb: 2\n", "x\n  y\n", "a: | # c\n  x\n    y\nb: 2\n"),
        ("a: 1\nb: 2\n", " x\ny", "a: |2-\n   x\n  y\nb: 2\n"),
        ("a: # c\n  x: 1 # d\n  y: 2 # e\n# f\nb: 1\n", "z", "a: z # c\n# f\nb: 1\n"),
        ("é: 1\na: é # c\n", "日本", "é: 1\na: \"日本\" # c\n"),
        ("a: 1 # c\n", "", "a: \"\" # c\n"),
        ("a: &x 1\n", "2", "a: &x 2\n"),
        ("? a\n: 1\n", "2", "? a\n: 2\n"),
        ("---\na: 1\n...\n", "2", "---\na: 2\n...\n"),
        ("{ a: 1, b: 2 }\n", "[x]", "{ a: \"[x]\", b: 2 }\n"),
    ] {
        check(before, &[set("a", new)], after);
    }
}

#[test]
fn inside_of_others() {
    for (before, at, new, after) in [
        ("n:\n  - { a: x, b: 1 } # c\n", "n.0.a", "w", "n:\n  - { a: w, b: 1 } # c\n"),
        ("n:\n  - { a: x, b: 1 }\n", "n.0.b", "p, q", "n:\n  - { a: x, b: \"p, q\" }\n"),
        ("n:\n  - { a: , b: 1 }\n", "n.0.a", "w", "n:\n  - { a: w , b: 1 }\n"),
        ("n: [x, w] # c\n", "n.1", "z", "n: [x, z] # c\n"),
        ("n: [\n  x, # c\n  w,\n]\n", "n.0", "z", "n: [\n  z, # c\n  w,\n]\n"),
        ("n:\n- x # c\n- w\n", "n.1", "z", "n:\n- x # c\n- z\n"),
        ("n:\n- a: 1\n  b: 2\n- a: 3\n", "n.1.a", "4", "n:\n- a: 1\n  b: 2\n- a: 4\n"),
        ("n:\n- # c\n  a: 1\n", "n.0.a", "4", "n:\n- # c\n  a: 4\n"),
        ("n:\n  -\n  - x\n", "n.0", "w", "n:\n  - w\n  - x\n"),
        ("n:\n  - |\n    x\n  - w\n", "n.0", "z", "n:\n  - z\n  - w\n"),
        ("n:\n  - x\n", "n.0", "p\nq", "n:\n  - |-\n    p\n    q\n"),
        ("n:\n  - - x\n    - w\n", "n.0.1", "z", "n:\n  - - x\n    - z\n"),
        ("n:\n  - a: 1\n    b: 2 # c\n  - x\n", "n.0", "z", "n:\n  - z\n  - x\n"),
        ("a: { b: { c: 1 } }\n", "a.b.c", "2", "a: { b: { c: 2 } }\n"),
    ] {
        check(before, &[set(at, new)], after);
    }
}

#[test]
fn a_key_is_added_behind_the_last() {
    for (before, at, new, after) in [
        ("a: 1 # c\n# d\n", "b", "2", "a: 1 # c\nb: 2\n# d\n"),
        ("a: 1", "b", "2", "a: 1\nb: 2"),
        ("a:\n  x: 1 # c\n  # d\n\nb: 2\n", "a.w", "3", "a:\n  x: 1 # c\n  w: 3\n  # d\n\nb: 2\n"),
        ("a: {} # c\nb: 2\n", "a.w", "3", "a: # c\n  w: 3\nb: 2\n"),
        ("a: # c\nb: 2\n", "a.w", "3", "a: # c\n  w: 3\nb: 2\n"),
        ("a: null\nb: 2\n", "a.w.z", "3", "a:\n  w:\n    z: 3\nb: 2\n"),
        ("a: { x: 1 } # c\n", "a.w", "3", "a: { x: 1, w: 3 } # c\n"),
        ("a: {x: 1}\n", "a.w.z", "3", "a: {x: 1, w: {z: 3}}\n"),
        ("a: { x: 1, }\n", "a.w", "3", "a: { x: 1, w: 3, }\n"),
        ("a: {\n  x: 1, # c\n}\n", "a.w", "3", "a: {\n  x: 1, # c\n  w: 3,\n}\n"),
        ("a: {\n  x: 1 # c\n}\n", "a.w", "3", "a: {\n  x: 1, # c\n  w: 3\n}\n"),
        ("n:\n  - { a: x }\n", "n.0.b", "1", "n:\n  - { a: x, b: 1 }\n"),
        ("n:\n  - a: x # c\n  - d\n", "n.0.b", "1", "n:\n  - a: x # c\n    b: 1\n  - d\n"),
        ("n:\n  - {} # c\n", "n.0.b", "1", "n:\n  - # c\n    b: 1\n"),
        ("n:\n  - {}\n", "n.0.b.c", "1", "n:\n  - b:\n      c: 1\n"),
        ("n:\n  -\n", "n.0.b", "1", "n:\n  - b: 1\n"),
        ("a:\n  x: 1\n\nb:\n  w: 2\n", "c", "3", "a:\n  x: 1\n\nb:\n  w: 2\n\nc: 3\n"),
        ("a:\n  x: 1\n\nb: 2\n", "c", "3", "a:\n  x: 1\n\nb: 2\nc: 3\n"),
        ("a:\n  x: 1\nb:\n  w: 2\n", "c.z", "3", "a:\n  x: 1\nb:\n  w: 2\nc:\n  z: 3\n"),
        ("a: 1\n\n# d\nb:\n  w: 2\n", "c.z", "3", "a: 1\n\n# d\nb:\n  w: 2\n\nc:\n  z: 3\n"),
        ("a: |\n  x\n\n# d\n", "b", "2", "a: |\n  x\nb: 2\n\n# d\n"),
        ("a: 1\n", "on", "2", "a: 1\n\"on\": 2\n"),
        ("{}\n", "a", "2", "a: 2\n"),
    ] {
        check(before, &[set(at, new)], after);
    }
}

#[test]
fn collections_are_written_as_what_they_replace() {
    for (before, at, new, after) in [
        (
            "a: 1 # c\nb: 2\n",
            "a",
            "{x: 1, w: [p, q]}",
            "a: # c\n  x: 1\n  w:\n    - p\n    - q\nb: 2\n",
        ),
        ("a: [x] # c\n", "a", "[w, z]", "a: [w, z] # c\n"),
        ("a: [x]\n", "a", "[]", "a: []\n"),
        ("a: [] # c\n", "a", "[w]", "a: # c\n  - w\n"),
        ("a: { x: 1 } # c\n", "a", "{w: 2}", "a: { w: 2 } # c\n"),
        (
            "a:\n  # d\n  x: 1 # c\n  w: 2 # e\n",
            "a",
            "{x: 1, z: 2}",
            "a:\n  # d\n  x: 1 # c\n  z: 2\n",
        ),
        ("a:\n  - {x: 1}\nb: 1\n", "a", "[{p: 1}, {p: 2}]", "a:\n  - {p: 1}\n  - {p: 2}\nb: 1\n"),
        ("a:\n  x: 1 # c\nb: 1\n", "a", "{}", "a: {}\nb: 1\n"),
        ("a:\n  x: 1 # c\nb: 1\n", "a", "[p]", "a:\n  - p\nb: 1\n"),
        ("a: [x]\nb: 1\n", "a", "~", "a:\nb: 1\n"),
        ("n: [x, w]\n", "n.0", "{p: 1}", "n: [{ p: 1 }, w]\n"),
    ] {
        check(before, &[put(at, new)], after);
    }
}

#[test]
fn a_value_is_quoted_where_a_reader_could_mistake_it() {
    let plain = [
        "true",
        "false",
        "0",
        "3",
        "-5",
        "6443",
        "v1.5.4",
        "1185.3.0",
        "10.2.0.0/16",
        "10.0.0.1",
        "worker-1",
        "fd00::1",
        "2001:db8::1",
        "2001:db8::/32",
        "a b",
        "etcd-lock",
        "https://a.example/x?y=1",
        "KC0704",
    ];
    let quoted = [
        "",
        "off",
        "no",
        "Yes",
        "y",
        "True",
        "null",
        "~",
        "1.10",
        "1.0",
        "2016-09-28",
        "12:30:00",
        "0x1f",
        "0644",
        "-0",
        "1e3",
        "1_000",
        ".inf",
        "12345678901234567890",
        "1:2:3:4:5:6:7:8",
        "a: b",
        "a #b",
        " a",
        "a ",
        "*a",
        "&a",
        "!a",
        "$x",
        "`",
        "- a",
        "é",
        "\t",
        "\u{85}",
        "[a",
        "1185.3.",
    ];
    for text in plain {
        check("a: x\n", &[set("a", text)], &format!("a: {text}\n"));
        check("a: [x]\n", &[set("a.0", text)], &format!("a: [{text}]\n"));
    }
    for text in quoted {
        let made = Document::read("a: x # c\n").unwrap().edit(&[set("a", text)]).unwrap();
        assert!(
            made.text().starts_with("a: \"") && made.text().ends_with("\" # c\n"),
            "{}",
            made.text()
        );
        assert_eq!(made.scalar(&path("a")), Some(text));
    }
    check("a: x\n", &[set("a", "$x")], "a: \"$x\"\n");
    check("a: [x]\n", &[set("a.0", "p,q")], "a: [\"p,q\"]\n");
}
