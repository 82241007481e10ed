//! The one place that calls the core.

use std::io;

use kubecore::bundle::{Archive, Bundle};
use kubecore::diagnostic::{Severity, frame};
use kubecore::plan::Plan;
use kubecore::profile::Renderer;
use kubecore::source::Source;

/// What messages call the text in the editor.
const NAME: &str = "cluster.yaml";

/// What the core says about a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Every finding, in the order of the text.
    pub findings: Vec<Finding>,
    /// The cluster, unless an error stands in the way.
    pub plan: Option<Plan>,
}

/// One finding, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// The core's own drawing of it.
    pub frame: String,
}

/// One bundle of a cluster.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// The machine of this name.
    Node(String),
    /// What is done once.
    Cluster,
}

impl Place {
    /// What the page and a download call it.
    pub fn label(&self) -> &str {
        match self {
            Self::Node(name) => name,
            Self::Cluster => "cluster",
        }
    }
}

/// Reads, validates and plans a text.
pub fn judge(text: &str) -> Verdict {
    let source = Source::new(NAME, text);
    let compiled = kubecore::compile(&source);
    let found = compiled.report.diagnostics().iter();
    let findings =
        found.map(|d| Finding { severity: d.severity, frame: frame(&source, d) }).collect();
    Verdict { findings, plan: compiled.plan }
}

/// Every bundle there is to see, in the core's order. Renders nothing.
pub fn places(plan: &Plan) -> Vec<Place> {
    let nodes = plan.nodes().iter().map(|node| Place::Node(node.name.to_string()));
    nodes.chain([Place::Cluster]).collect()
}

/// Renders one bundle; `None` if the plan has no such machine.
pub fn render(plan: &Plan, place: &Place) -> Option<Bundle> {
    let renderer = Renderer::new(plan);
    match place {
        Place::Cluster => Some(renderer.cluster()),
        Place::Node(name) => {
            let node = plan.nodes().iter().find(|node| node.name.as_str() == name)?;
            Some(renderer.node(node))
        }
    }
}

/// One bundle as a zip.
pub fn zip(bundle: &Bundle) -> io::Result<Vec<u8>> {
    pack([bundle.clone()])
}

/// Every bundle in one zip, as the CLI writes it.
pub fn zip_all(plan: &Plan) -> io::Result<Vec<u8>> {
    pack(Renderer::new(plan).bundles())
}

fn pack(bundles: impl IntoIterator<Item = Bundle>) -> io::Result<Vec<u8>> {
    let mut archive = Archive::new(io::Cursor::new(Vec::new()));
    for bundle in bundles {
        archive.add(&bundle)?;
    }
    archive.finish().map(io::Cursor::into_inner)
}
