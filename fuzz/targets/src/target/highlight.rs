//! Any text in colours, as the page shows it.

use kubecore_web::highlight::{Kind, lines};

use super::{Target, as_it_is};
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "highlight",
    run,
    seeds: &[
        ("core/data", ".sh"),
        ("examples", ".yaml"),
        ("tests/suite/flatcar-small/expected/nodes/worker-1", ""),
    ],
    form: as_it_is,
    lead: "",
    shapes: &[&[
        Shape::again("\n"),
        Shape::again("\""),
        Shape::again("$("),
        Shape::again("${"),
        Shape::again("<<A\n"),
        Shape::again("`"),
        Shape::again("[a]("),
        Shape::again("k: |\n"),
        Shape::again("{\"a\":"),
        Shape::again("%a$b"),
        Shape::again("\\"),
    ]],
};

const KINDS: [Kind; 8] = [
    Kind::Unit,
    Kind::Env,
    Kind::Yaml,
    Kind::Json,
    Kind::Shell,
    Kind::Markdown,
    Kind::Pem,
    Kind::Plain,
];

fn run(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    for kind in KINDS {
        let lines = lines(kind, text);
        let mut rest = text;
        for span in lines.iter().flatten() {
            rest = rest.strip_prefix(span.text).expect("the spans are the text");
        }
        assert_eq!(rest, "", "all of it");
    }
}
