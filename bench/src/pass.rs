//! One cluster, from its text to its zip, each step timed by itself.
//!
//! Steps and floors take turns, bundle by bundle: whatever else slows the machine down slows both. Of
//! several passes, each step's fastest counts.

use std::time::{Duration, Instant};

use kubecore::bundle::{Archive, Artifact};
use kubecore::check::Checker;
use kubecore::compile;
use kubecore::plan::Plan;
use kubecore::profile::{Renderer, lock};
use kubecore::source::Source;
use kubecore::spec::parse;
use kubecore::validate::validate;

use crate::clock::{PATIENCE, cpu, fastest};
use crate::floor::{self, Deflate, Seen};
use crate::row::{Floors, Made, Steps};
use crate::sink::Sink;

/// What came of a cluster, and how long it took.
pub(crate) fn measure(text: &str) -> (Made, Steps, Floors) {
    let source = Source::new("cluster.yaml", text);
    let mut steps = Steps { parse: fastest(|| drop(parse(&source))), ..Steps::default() };
    let spec = parse(&source).spec.expect("the spec is YAML");
    let ruled = fastest(|| drop(validate(&spec)));
    let compiled = fastest(|| drop(compile(&source)));
    // Both draft the machines; a plan is what compiling does beyond.
    steps.validate = ruled;
    steps.plan = compiled.saturating_sub(steps.parse + ruled);
    let plan = compile(&source).plan.expect("the spec is good");
    let begun = Instant::now();
    let mut best: Option<Pass> = None;
    while best.is_none() || begun.elapsed() < 2 * PATIENCE {
        let pass = pass(&plan, text);
        best = Some(best.map_or(pass, |best| best.least(pass)));
    }
    let Pass { made, render, check, zip, floors } = best.expect("one pass at least");
    (made, Steps { render, check, zip, ..steps }, floors)
}

#[derive(Clone, Copy, Default)]
struct Pass {
    made: Made,
    render: Duration,
    check: Duration,
    zip: Duration,
    floors: Floors,
}

impl Pass {
    fn least(self, other: Self) -> Self {
        Self {
            made: self.made,
            render: self.render.min(other.render),
            check: self.check.min(other.check),
            zip: self.zip.min(other.zip),
            floors: self.floors.least(other.floors),
        }
    }
}

fn pass(plan: &Plan, text: &str) -> Pass {
    let mut pass = Pass::default();
    let mut archive = Archive::new(Sink::default(), lock(plan, None, text));
    let (mut deflate, mut seen) = (Deflate::default(), Seen::default());
    let (renderer, begun) = cpu(|| Renderer::new(plan));
    pass.render += begun;
    let checker = Checker::new(plan);
    let mut bundles = renderer.bundles();
    loop {
        let (bundle, took) = cpu(|| bundles.next());
        pass.render += took;
        let Some(bundle) = bundle else { break };
        pass.floors.render += cpu(|| floor::render(&bundle)).1;
        let (report, took) = cpu(|| checker.check(&bundle));
        pass.check += took;
        assert!(report.diagnostics().is_empty(), "{report:?}");
        pass.zip += cpu(|| archive.add(&bundle).expect("a sink takes everything")).1;
        let (new, known): (Vec<_>, Vec<_>) =
            bundle.artifacts().iter().partition(|artifact| seen.is_new(artifact));
        let mut all = |artifacts: &[&Artifact]| {
            cpu(|| artifacts.iter().for_each(|artifact| deflate.run(artifact))).1
        };
        let distinct = all(&new);
        pass.floors.deflate_distinct += distinct;
        pass.floors.deflate += distinct + all(&known);
        pass.made.bytes +=
            bundle.artifacts().iter().map(|artifact| artifact.bytes.len() as u64).sum::<u64>();
        pass.made.files += bundle.artifacts().len() as u64;
        pass.render += cpu(|| drop(bundle)).1;
    }
    let (sink, took) = cpu(|| archive.finish().expect("a sink takes everything"));
    pass.zip += took;
    pass.made.zip_bytes = sink.0;
    pass
}
