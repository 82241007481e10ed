//! Edits of a `cluster.yaml` in which a thousand machines are written one by one.

use std::fmt::Write as _;

use kubecore::document::{Document, Edit, Value, differences};
use kubecore::source::FieldPath;

use crate::clock::{fastest, millis};

const MACHINES: usize = 1_000;

/// A line for each kind of edit.
pub(super) fn table() -> String {
    let text = spec();
    let document = Document::read(&text).expect("the spec is good");
    let nodes = || FieldPath::root().key("nodes");
    let cell = |index: usize| Edit::Set {
        path: nodes().index(index).key("role"),
        value: Value::text("control-plane"),
    };
    let machine = || Value::Map(vec![("name".into(), Value::text("new-1"))]);
    let inserts = |count: usize| {
        (0..count).map(|nth| Edit::Insert { list: nodes(), index: 500 + nth, value: machine() })
    };
    let runs: [(&str, Vec<Edit>); 7] = [
        ("one value set", vec![cell(500)]),
        ("ten values set", (0..10).map(|nth| cell(nth * 100)).collect()),
        ("a value of every machine set", (0..MACHINES).map(cell).collect()),
        ("one machine put in", inserts(1).collect()),
        ("a thousand machines put in", inserts(MACHINES).collect()),
        ("one machine removed", vec![Edit::Remove { path: nodes().index(500) }]),
        ("one machine moved to the top", vec![Edit::Move { list: nodes(), from: 500, to: 0 }]),
    ];
    let mut out = format!(
        "{:>52} {:>10}\n",
        format!("edits of {MACHINES} machines, {} KB", text.len() / 1_000),
        "ms"
    );
    let mut line = |what: &str, work: &mut dyn FnMut()| {
        writeln!(out, "{what:>52} {:>10.2}", millis(fastest(work))).expect("text grows");
    };
    line("reading", &mut || {
        std::hint::black_box(Document::read(&text));
    });
    for (what, edits) in &runs {
        line(what, &mut || {
            std::hint::black_box(document.edit(edits)).expect("an edit that can be made");
        });
    }
    let after = document.edit(&[cell(500)]).expect("an edit that can be made");
    line("comparing two", &mut || {
        std::hint::black_box(differences(&document.root(), &after.root()));
    });
    out
}

fn spec() -> String {
    let mut text = String::from("kubecore: v1\nname: bench\nprofile: coreos-guide\nnodes:\n");
    for number in 0..MACHINES {
        let (high, low) = (number / 250, number % 250);
        writeln!(
            text,
            "  - {{ name: worker-{number}, role: worker, ip: 10.1.{high}.{low} }}  # rack {high}"
        )
        .expect("text grows");
    }
    text
}
