//! What goes, comes and moves.

use super::*;

#[test]
fn keys_and_elements_go_with_their_lines() {
    for (before, at, after) in [
        ("a: 1 # c\n# d\nb: 2 # e\n", "a", "# d\nb: 2 # e\n"),
        ("a: 1\n# d\nb: 2 # e\n", "b", "a: 1\n# d\n"),
        ("a: 1\nb: 2", "b", "a: 1"),
        ("a:\n  x: 1\n\nb:\n  w: 2\n  # e\n\nc: 3\n", "b", "a:\n  x: 1\n\nc: 3\n"),
        ("a:\n  x: 1\n\nb:\n  w: 2\n", "b", "a:\n  x: 1\n"),
        ("a:\n  # d\n  x: 1 # c\nb: 2\n", "a.x", "a: {}\n  # d\nb: 2\n"),
        ("n:\n  - x # c\n  - w\n", "n.0", "n:\n  - w\n"),
        ("n: # c\n  # d\n  - x\nb: 1\n", "n.0", "n: [] # c\n  # d\nb: 1\n"),
        ("n:\n- x\n", "n.0", "n: []\n"),
        ("n: [x, w, z] # c\n", "n.0", "n: [w, z] # c\n"),
        ("n: [x, w, z] # c\n", "n.2", "n: [x, w] # c\n"),
        ("n: [x]\n", "n.0", "n: []\n"),
        ("n: [\n  x, # c\n  w # d\n]\n", "n.0", "n: [\n  w # d\n]\n"),
        ("n: [\n  x, # c\n  w # d\n]\n", "n.1", "n: [\n  x # c\n]\n"),
        ("n:\n  - { a: 1, b: 2 } # c\n", "n.0.a", "n:\n  - { b: 2 } # c\n"),
        ("n:\n  - { a: 1 } # c\n", "n.0.a", "n:\n  - {} # c\n"),
        ("n:\n  - a: 1 # c\n    b: 2 # d\n", "n.0.a", "n:\n  - b: 2 # d\n"),
        ("n:\n  - a: 1\n    # e\n    b: 2 # d\n", "n.0.a", "n:\n  -\n    # e\n    b: 2 # d\n"),
        ("n:\n  - a: 1\n    b: 2 # d\n  - z\n", "n.0.b", "n:\n  - a: 1\n  - z\n"),
        ("n:\n  - a: 1\n", "n.0.a", "n:\n  - {}\n"),
        ("a: 1 # c\n", "a", "{} # c\n"),
        ("a: 1\n", "b", "a: 1\n"),
        ("n: [x]\n", "n.1", "n: [x]\n"),
    ] {
        check(before, &[remove(at)], after);
    }
}

#[test]
fn elements_are_put_in_as_their_neighbours_are_written() {
    for (before, list, index, new, after) in [
        (
            "n:\n  - { a: 1 } # c\n# d\n",
            "n",
            1,
            "{a: 2}",
            "n:\n  - { a: 1 } # c\n  - { a: 2 }\n# d\n",
        ),
        ("n:\n  # d\n  - {a: 1}\n", "n", 0, "{a: 2}", "n:\n  - {a: 2}\n  # d\n  - {a: 1}\n"),
        ("n:\n- a: 1\n  b: 2\n", "n", 1, "{a: 2, b: 3}", "n:\n- a: 1\n  b: 2\n- a: 2\n  b: 3\n"),
        ("n:\n  - a: 1\n\n  - a: 2\n", "n", 2, "{a: 3}", "n:\n  - a: 1\n\n  - a: 2\n\n  - a: 3\n"),
        ("n:\n  - a: 1\n\n  - a: 2\n", "n", 0, "{a: 3}", "n:\n  - a: 3\n\n  - a: 1\n\n  - a: 2\n"),
        ("n:\n  - x\n  # about z\n  - z\n", "n", 1, "w", "n:\n  - x\n  - w\n  # about z\n  - z\n"),
        ("n: [x, z] # c\n", "n", 1, "w", "n: [x, w, z] # c\n"),
        ("n: [x, z] # c\n", "n", 2, "w", "n: [x, z, w] # c\n"),
        ("n: [\n  x,\n  z,\n]\n", "n", 1, "w", "n: [\n  x,\n  w,\n  z,\n]\n"),
        ("n: [] # c\n", "n", 0, "w", "n: # c\n  - w\n"),
        ("n:\nb: 1\n", "n", 0, "{a: 1, b: 2}", "n:\n  - a: 1\n    b: 2\nb: 1\n"),
        ("b: 1\n", "l", 0, "w", "b: 1\nl:\n  - w\n"),
    ] {
        check(before, &[insert(list, index, new)], after);
    }
}

#[test]
fn elements_move_with_their_comments() {
    let before =
        "n:\n  # x\n  - { a: x } # 1\n  # w\n  - a: w\n    # in w\n    b: 1\n\n  - z # 3\n";
    for (from, to, after) in [
        (0, 0, before),
        (0, 1, "n:\n  # w\n  - a: w\n    # in w\n    b: 1\n  # x\n  - { a: x } # 1\n\n  - z # 3\n"),
        (2, 0, "n:\n  - z # 3\n  # x\n  - { a: x } # 1\n\n  # w\n  - a: w\n    # in w\n    b: 1\n"),
    ] {
        check(before, &[shift("n", from, to)], after);
    }
    // A comment that stands elsewhere is not the element's.
    check("n:\n# c\n  - x\n  - z\n", &[shift("n", 0, 1)], "n:\n# c\n  - z\n  - x\n");
    check("n: [x, w, z] # c\n", &[shift("n", 0, 2)], "n: [w, z, x] # c\n");
    check("n:\n- x\n- w", &[shift("n", 1, 0)], "n:\n- w\n- x");
}

#[test]
fn several_edits_are_made_one_after_the_other() {
    let before = "n:\n  - { a: 1 } # 1\n  - { a: 2 } # 2\n  - { a: 3 } # 3\n";
    check(before, &[remove("n.0"), remove("n.0")], "n:\n  - { a: 3 } # 3\n");
    check(before, &[remove("n.2"), remove("n.0")], "n:\n  - { a: 2 } # 2\n");
    check(before, &[remove("n.0"), remove("n.1"), remove("n.0")], "n: []\n");
    check(
        before,
        &[insert("n", 1, "{a: 4}"), insert("n", 2, "{a: 5}"), set("n.1.a", "6"), set("n.2.b", "7")],
        "n:\n  - { a: 1 } # 1\n  - { a: 6 }\n  - { a: 5, b: 7 }\n  - { a: 2 } # 2\n  - { a: 3 } # 3\n",
    );
    check("a: 1\n", &[set("b.c", "2"), set("b.d", "3")], "a: 1\nb:\n  c: 2\n  d: 3\n");
    check("a: 1\n", &[set("b", "2"), set("c", "3"), remove("a")], "b: 2\nc: 3\n");
    check("a: 1 # c\n", &[set("a", "2"), set("a", "3")], "a: 3 # c\n");
}

#[test]
fn elements_that_go_one_after_the_other_go_at_once() {
    for (places, wanted) in [
        (vec![0, 0, 0], vec![0, 1, 2]),
        (vec![2, 1, 0], vec![0, 1, 2]),
        (vec![1, 2, 0], vec![0, 1, 3]),
        (vec![3, 0, 2], vec![0, 3, 4]),
    ] {
        let edits: Vec<Edit> = places.iter().map(|at| remove(&format!("n.{at}"))).collect();
        let (run, count) = Run::first(&edits);
        let Run::Removes { indexes, .. } = run else { panic!("{run:?}") };
        assert_eq!((indexes, count), (wanted, 3), "{places:?}");
    }
}
