//! Work whose instructions are counted: from a cluster's text as far as some step, with nothing around it.

use kubecore::bundle::Archive;
use kubecore::check::Checker;
use kubecore::compile;
use kubecore::profile::{Renderer, lock};
use kubecore::source::Source;
use kubecore::spec::Profile;

use crate::cluster::spec;
use crate::sink::Sink;

/// The last one that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Compile,
    Render,
    Check,
    Zip,
}

impl Step {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "compile" => Some(Self::Compile),
            "render" => Some(Self::Render),
            "check" => Some(Self::Check),
            "zip" => Some(Self::Zip),
            _ => None,
        }
    }
}

pub(crate) fn run(last: Step, profile: Profile, nodes: usize) {
    let source = Source::new("cluster.yaml", spec(profile, nodes));
    let plan = compile(&source).plan.expect("the spec is good");
    if last < Step::Render {
        return;
    }
    let mut archive = Archive::new(Sink::default(), lock(&plan, None, source.text()));
    let checker = (last >= Step::Check).then(|| Checker::new(&plan));
    for bundle in Renderer::new(&plan).bundles() {
        if let Some(checker) = &checker {
            assert!(checker.check(&bundle).diagnostics().is_empty());
        }
        if last >= Step::Zip {
            archive.add(&bundle).expect("a sink takes everything");
        }
        std::hint::black_box(bundle);
    }
    if last >= Step::Zip {
        std::hint::black_box(archive.finish().expect("a sink takes everything"));
    }
}
