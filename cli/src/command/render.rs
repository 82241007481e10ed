//! `render`: every file of every machine.

use std::sync::mpsc;
use std::thread;

use kubecore::bundle::{self, Bundle};
use kubecore::check::check;
use kubecore::pki::Ready;
use kubecore::plan::{Node, Plan};
use kubecore::profile::{Renderer, lock};

use super::near::known;
use crate::args::{Format, Render};
use crate::failure::Failure;
use crate::input::{self, Loaded};
use crate::output::{Beside, Readers, Written, directory, zip};
use crate::pki;
use crate::report::{Channel, Options, Told, counted, say};

const VERDICT: &str = "nothing was rendered";

pub(crate) fn run(options: &Render) -> Result<(), Failure> {
    let spec = &options.spec;
    let telling = Options {
        format: spec.format,
        strict: spec.strict,
        channel: Channel::Stderr,
        told: Told::Always,
        verdict: VERDICT,
    };
    let Loaded { source, plan: Some(plan) } = input::load(&spec.path, telling)? else {
        return Err(Failure::Spec);
    };
    let selection = select(&plan, &options.nodes)?;
    let keys = options.pki.as_deref().map(|dir| pki::ready(&plan, dir, VERDICT)).transpose()?;
    let readers = if keys.is_some() { Readers::Owner } else { Readers::Everybody };
    let fill = |sink: &mut dyn FnMut(&Bundle) -> Result<(), Failure>| {
        produce(&plan, keys.as_ref(), &selection, sink)
    };
    // It describes them all: one machine alone does not follow from it.
    let spec_beside = selection.cluster.then(|| bundle::spec(source.text()));
    let lock = lock(&plan, keys.as_ref(), source.text());
    let beside = Beside { lock, spec: spec_beside };
    let written = match (&options.target.output, &options.target.zip) {
        (Some(path), _) => directory::write(path, options.force, readers, beside, fill),
        (None, Some(path)) if path.as_os_str() == "-" => zip::to_stdout(beside, fill),
        (None, Some(path)) => zip::write(path, options.force, readers, beside, fill),
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
    known(plan, names)?;
    let wanted = |node: &&Node| names.iter().any(|name| node.name.as_str() == name);
    Ok(Selection { nodes: plan.nodes().iter().filter(wanted).collect(), cluster: false })
}

/// How many rendered bundles may wait for the writer: enough to keep both busy.
const AHEAD: usize = 16;

/// Renders and checks on one thread while `sink` writes on this one. Bundles come in order, so the
/// bytes do not depend on it; few are in memory at once.
fn produce(
    plan: &Plan,
    keys: Option<&Ready>,
    selection: &Selection<'_>,
    sink: &mut dyn FnMut(&Bundle) -> Result<(), Failure>,
) -> Result<(), Failure> {
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        scope.spawn(move || {
            let renderer = match keys {
                Some(keys) => Renderer::with_keys(plan, keys),
                None => Renderer::new(plan),
            };
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
    let keys = if options.pki.is_some() { ", keys among them," } else { "" };
    let next = match &options.target.output {
        _ if !selection.cluster => String::new(),
        Some(path) => format!("; next: read {}", path.join("cluster/README.md").display()),
        None => "; next: unpack it and read cluster/README.md".into(),
    };
    say(&format!("wrote {files} files{keys} for {machines} to {place}{next}"));
}
