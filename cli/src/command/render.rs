//! `render`: every file of every machine.

use std::collections::BTreeMap;

use kubecore::bundle::{self, Bundle};
use kubecore::check::Checker;
use kubecore::plan::{Node, Plan};
use kubecore::profile::{Renderer, lock};

use super::near::known;
use crate::args::{Format, Render};
use crate::failure::Failure;
use crate::input::{self, Loaded};
use crate::output::{Beside, Bundles, Readers, Written, directory, zip};
use crate::pki;
use crate::report::{Channel, Options, Told, counted, say};

const VERDICT: &str = "nothing was rendered";

pub(crate) fn run(options: &Render) -> Result<(), Failure> {
    let spec = &options.spec;
    let telling = Options {
        format: spec.format,
        strict: spec.strict,
        channel: Channel::Stderr,
        told: Told::AllowedInShort,
        verdict: VERDICT,
    };
    let Loaded { source, plan: Some(plan) } = input::load(&spec.path, telling)? else {
        return Err(Failure::Spec);
    };
    let selection = select(&plan, &options.nodes)?;
    let keys = options.pki.as_deref().map(|dir| pki::ready(&plan, dir, VERDICT)).transpose()?;
    let readers = if keys.is_some() { Readers::Owner } else { Readers::Everybody };
    let renderer = match &keys {
        Some(keys) => Renderer::with_keys(&plan, keys),
        None => Renderer::new(&plan),
    };
    let selected = Selected { renderer, checker: Checker::new(&plan), selection };
    // It describes them all: one machine alone does not follow from it.
    let copy = selected.selection.cluster.then(|| bundle::spec(source.text()));
    let beside = Beside { lock: lock(&plan, keys.as_ref(), source.text()), spec: copy };
    let written = match (&options.target.output, &options.target.zip) {
        (Some(path), _) => directory::write(path, options.force, readers, beside, &selected),
        (None, Some(path)) if path.as_os_str() == "-" => zip::to_stdout(beside, &selected),
        (None, Some(path)) => zip::write(path, options.force, readers, beside, &selected),
        (None, None) => Err(Failure::Other("give -o DIR or --zip FILE".into())),
    }?;
    // With JSON, standard error holds one document and nothing else.
    if spec.format == Format::Human {
        tell(&written, options, &selected.selection);
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

/// The selected bundles, each rendered when it is asked for.
struct Selected<'p> {
    renderer: Renderer<'p>,
    checker: Checker<'p>,
    selection: Selection<'p>,
}

impl Bundles for Selected<'_> {
    fn count(&self) -> usize {
        self.selection.nodes.len() + usize::from(self.selection.cluster)
    }

    /// The first machine of each role.
    fn models(&self) -> Vec<usize> {
        let mut roles = BTreeMap::new();
        for (number, node) in self.selection.nodes.iter().enumerate() {
            roles.entry(node.role).or_insert(number);
        }
        roles.into_values().collect()
    }

    /// Renders one and reads it back.
    fn bundle(&self, number: usize) -> Result<Bundle, Failure> {
        let bundle = match self.selection.nodes.get(number) {
            Some(node) => self.renderer.node(node),
            None => self.renderer.cluster(),
        };
        match self.checker.check(&bundle).diagnostics().first() {
            None => Ok(bundle),
            Some(bug) => Err(Failure::Other(format!(
                "this is a bug in kubecore, and nothing was written: {} ({}; {})",
                bug.message, bug.code, bug.help
            ))),
        }
    }
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
