//! `render`: every file of every machine.

use std::sync::mpsc;
use std::thread;

use kubecore::bundle::Bundle;
use kubecore::check::check;
use kubecore::plan::{Node, Plan};
use kubecore::profile::Renderer;

use super::near::near;
use crate::args::{Format, Render};
use crate::failure::Failure;
use crate::input;
use crate::output::{Written, directory, zip};
use crate::report::{Channel, Options, counted, say};

pub(crate) fn run(options: &Render) -> Result<(), Failure> {
    let spec = &options.spec;
    let telling = Options {
        format: spec.format,
        strict: spec.strict,
        channel: Channel::Stderr,
        verdict: "nothing was rendered",
    };
    let Some(plan) = input::load(&spec.path, telling)?.plan else {
        return Err(Failure::Spec);
    };
    let selection = select(&plan, &options.nodes)?;
    let written = match (&options.target.output, &options.target.zip) {
        (Some(path), _) => {
            directory::write(path, options.force, |sink| produce(&plan, &selection, sink))
        }
        (None, Some(path)) if path.as_os_str() == "-" => {
            zip::to_stdout(|sink| produce(&plan, &selection, sink))
        }
        (None, Some(path)) => {
            zip::write(path, options.force, |sink| produce(&plan, &selection, sink))
        }
        (None, None) => Err(Failure::Other("give -o DIR or --zip FILE".into())),
    }?;
    // With JSON, standard error holds one document and nothing else.
    if spec.format == Format::Human {
        tell(&written, options, &selection);
    }
    Ok(())
}

/// What is to be rendered.
struct Selection<'p> {
    nodes: Vec<&'p Node>,
    /// The cluster's own bundle, too.
    cluster: bool,
}

fn select<'p>(plan: &'p Plan, names: &[String]) -> Result<Selection<'p>, Failure> {
    if names.is_empty() {
        return Ok(Selection { nodes: plan.nodes().iter().collect(), cluster: true });
    }
    let known = || plan.nodes().iter().map(|node| node.name.as_str());
    for name in names {
        if !known().any(|node| node == name) {
            return Err(Failure::Other(match near(name, known()).join(", ") {
                nearest if nearest.is_empty() => format!(
                    "the spec has no machine {name}: `kubecore-cli nodes` lists those it has"
                ),
                nearest => format!("the spec has no machine {name}: did you mean {nearest}?"),
            }));
        }
    }
    let wanted = |node: &&Node| names.iter().any(|name| node.name.as_str() == name);
    Ok(Selection { nodes: plan.nodes().iter().filter(wanted).collect(), cluster: false })
}

/// How many rendered bundles may wait for the writer: enough to keep both busy.
const AHEAD: usize = 16;

/// Renders and checks on one thread while `sink` writes on this one. Bundles come in order, so the
/// bytes do not depend on it; few are in memory at once.
fn produce(
    plan: &Plan,
    selection: &Selection<'_>,
    sink: &mut dyn FnMut(&Bundle) -> Result<(), Failure>,
) -> Result<(), Failure> {
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        scope.spawn(move || {
            let renderer = Renderer::new(plan);
            let nodes = selection.nodes.iter().map(|node| renderer.node(node));
            let cluster = selection.cluster.then(|| renderer.cluster());
            for bundle in nodes.chain(cluster) {
                let findings = check(&bundle);
                // The writer has given up: nobody needs the rest.
                if sender.send((bundle, findings)).is_err() {
                    return;
                }
            }
        });
        for (bundle, findings) in receiver {
            if let Some(bug) = findings.diagnostics().first() {
                return Err(Failure::Other(format!(
                    "this is a bug in kubecore, and nothing was written: {} ({}; {})",
                    bug.message, bug.code, bug.help
                )));
            }
            sink(&bundle)?;
        }
        Ok(())
    })
}

fn tell(written: &Written, options: &Render, selection: &Selection<'_>) {
    let Written { place, files } = written;
    let machines = counted(selection.nodes.len(), "machine");
    let next = match &options.target.output {
        _ if !selection.cluster => String::new(),
        Some(path) => format!("; next: read {}", path.join("cluster/README.md").display()),
        None => "; next: unpack it and read cluster/README.md".into(),
    };
    say(&format!("wrote {files} files for {machines} to {place}{next}"));
}
