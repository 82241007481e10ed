//! A `cluster.yaml`: from the text to the files of a machine.

use kubecore::check::Checker;
use kubecore::compile;
use kubecore::diagnostic::{Code, Report, frame};
use kubecore::document::{left_out, without_secrets};
use kubecore::plan::Plan;
use kubecore::profile::Renderer;
use kubecore::source::Source;

use super::{Target, YAML, as_it_is};
use crate::Shape;

pub(super) const TARGET: Target = Target {
    name: "spec",
    run,
    seeds: &[
        ("examples", ".yaml"),
        ("tests/suite", "/cluster.yaml"),
        ("tests/diagnostics", ".yaml"),
    ],
    form: as_it_is,
    lead: "",
    shapes: &[
        YAML,
        &[
            Shape::counted("  - {name: n", "}\n")
                .after("kubecore: v1\nname: a\nprofile: flatcar\nnodes:\n", ""),
            Shape::counted("  - {ip: 10.0.0.1, name: n", "}\n")
                .after("kubecore: v1\nname: a\nprofile: weave\nnodes:\n", ""),
            Shape::again("10.0.0.0/8,").after("kubecore: v1\nnetwork:\n  in_use: [", "]\n"),
        ],
    ],
};

/// A cluster's own files grow with it: of a large one they are left out.
const FEW: usize = 100;

fn run(input: &[u8]) {
    let Ok(source) = Source::from_bytes("cluster.yaml", input.to_vec()) else { return };
    let compiled = compile(&source);
    assert_eq!(compiled.plan.is_none(), compiled.report.has_errors(), "a plan, or an error");
    no_bug_of_ours(&compiled.report);
    for found in compiled.report.diagnostics() {
        drop(frame(&source, found));
    }
    let copy = without_secrets(source.text());
    let (_, text) = left_out(&copy);
    assert_eq!(without_secrets(text), text, "a copy without secrets has none");
    if let Some(plan) = &compiled.plan {
        render(plan);
    }
}

fn render(plan: &Plan) {
    let (renderer, checker) = (Renderer::new(plan), Checker::new(plan));
    if let Some(node) = plan.nodes().first() {
        no_bug_of_ours(&checker.check(&renderer.node(node)));
    }
    if plan.nodes().len() <= FEW {
        no_bug_of_ours(&checker.check(&renderer.cluster()));
    }
}

fn no_bug_of_ours(report: &Report) {
    let bug = report.diagnostics().iter().find(|found| found.code == Code::OurBug);
    assert!(bug.is_none(), "{bug:?}");
}
