//! The one place that calls the core.

use std::collections::BTreeMap;
use std::io;

use kubecore::Compiled;
use kubecore::bundle::{self, Archive, Bundle, Lock};
use kubecore::diagnostic::{Code, Diagnostic, Severity, frame};
use kubecore::document::Document;
use kubecore::format::pem;
use kubecore::network_map::{NetworkMap, facts, network_map};
use kubecore::order;
use kubecore::pki::{self, Papers, Ready};
use kubecore::plan::certificates::{Certificates, Item};
use kubecore::plan::{Node, Plan};
use kubecore::profile::{Renderer, lock};
use kubecore::source::{FieldPath, Source, Span};
use kubecore::spec::{Idle, PkiSource, Profile, Spec, idle, standing};

/// What messages call the text in the editor.
const NAME: &str = "cluster.yaml";

/// What the core says about a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Every finding, in the order of the text.
    pub findings: Vec<Finding>,
    /// The cluster, unless an error stands in the way.
    pub plan: Option<Plan>,
    /// What can be said of a cluster that is refused, too; `None` of a text that is no YAML.
    pub seen: Option<Seen>,
}

/// What can be said of a cluster that is refused, too.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Beside its fields.
    pub advice: Advice,
    /// Its addresses.
    pub map: NetworkMap,
}

/// What the core says beside the fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Advice {
    /// Which system is rendered.
    pub profile: Profile,
    /// What holds where the text is silent, by path (`network.pods`), as it would be written.
    pub defaults: BTreeMap<&'static str, String>,
    /// Which fields have no effect, and why.
    pub idle: Vec<Idle>,
    /// What follows from a field, by path: a line for each of its ranges.
    pub facts: BTreeMap<FieldPath, String>,
}

/// One finding, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// Which rule.
    pub code: Code,
    /// What is wrong, with the values at fault.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The field at fault.
    pub path: FieldPath,
    /// Where it stands in the text.
    pub span: Option<Span>,
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
    verdict(&source, kubecore::compile(&source))
}

/// Validates and plans a text that is read already.
pub fn judge_document(document: &Document) -> Verdict {
    verdict(&Source::new(NAME, document.text()), kubecore::compile_document(document))
}

fn verdict(source: &Source, compiled: Compiled) -> Verdict {
    let found = compiled.report.diagnostics().iter();
    let findings = found.map(|found| finding(source, found)).collect();
    let seen = compiled.spec.as_ref().map(see);
    Verdict { findings, plan: compiled.plan, seen }
}

fn finding(source: &Source, found: &Diagnostic) -> Finding {
    Finding {
        severity: found.severity,
        code: found.code,
        message: found.message.clone(),
        help: found.help.clone(),
        path: found.path.clone(),
        span: found.span,
        frame: frame(source, found),
    }
}

fn see(spec: &Spec) -> Seen {
    let map = network_map(spec);
    let profile = spec.profile.given().copied().unwrap_or_default();
    let defaults = order::map(standing(spec).into_iter().map(|one| (one.path, one.value)));
    Seen { advice: Advice { profile, defaults, idle: idle(spec), facts: facts_of(spec) }, map }
}

fn facts_of(spec: &Spec) -> BTreeMap<FieldPath, String> {
    let mut lines: BTreeMap<FieldPath, String> = BTreeMap::new();
    for fact in facts(spec) {
        let all = lines.entry(fact.path).or_default();
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(&fact.words);
    }
    lines
}

/// Every bundle there is to see, in the core's order. Renders nothing.
pub fn places(plan: &Plan) -> Vec<Place> {
    let nodes = plan.nodes().iter().map(|node| Place::Node(node.name.to_string()));
    nodes.chain([Place::Cluster]).collect()
}

/// The cluster that is written, if there is no error. Says nothing of what is wrong.
pub fn plan(document: &Document) -> Option<Plan> {
    kubecore::compile_document(document).plan
}

/// The bundles at `indices` among [`places`], to be looked at, without keys; those that there are.
pub fn render_some(
    plan: &Plan,
    indices: impl IntoIterator<Item = usize>,
) -> impl Iterator<Item = Bundle> {
    let renderer = Renderer::new(plan);
    let bundle = move |index| match plan.nodes().get(index) {
        Some(node) => Some(renderer.node(node)),
        None => (index == plan.nodes().len()).then(|| renderer.cluster()),
    };
    indices.into_iter().filter_map(bundle)
}

/// Which bundle of `to` is the one at `index` of `from`: the machine of that name, or else the one
/// in its place that has a name of its own.
pub fn counterpart(from: &Plan, index: usize, to: &Plan) -> Option<usize> {
    let Some(node) = from.nodes().get(index) else { return Some(to.nodes().len()) };
    let alike = |other: &Node| other.name == node.name;
    let same = to.nodes().get(index).filter(|other| alike(other)).map(|_| index);
    let moved = || to.nodes().iter().position(alike);
    let renamed = || {
        let other = to.nodes().get(index)?;
        from.nodes().iter().all(|node| node.name != other.name).then_some(index)
    };
    same.or_else(moved).or_else(renamed)
}

/// Which bundles of a cluster are what they were, without a look into them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept {
    /// Those before this one.
    first: usize,
    /// Those from this one on, but for the cluster's.
    last: usize,
    nodes: usize,
}

impl Kept {
    /// Whether the one at `index` among [`places`] is one of them.
    pub fn has(self, index: usize) -> bool {
        index < self.first || (self.last..self.nodes).contains(&index)
    }
}

/// Which bundles of `to` are those of `from`: of machines, from the first and from the last on.
pub fn kept(from: &Plan, to: &Plan) -> Kept {
    let (before, now) = (from.nodes(), to.nodes());
    let same = |(a, b): &(&Node, &Node)| a == b;
    let first = before.iter().zip(now).take_while(same).count();
    let last = before.iter().rev().zip(now.iter().rev()).take_while(same).count();
    let kept = Kept { first, last: now.len() - last, nodes: now.len() };
    if from.differs_in_machines_alone(to) { kept } else { Kept::default() }
}

/// Renders one bundle to be looked at, without keys; `None` if the plan has no such machine.
pub fn render(plan: &Plan, place: &Place) -> Option<Bundle> {
    let renderer = Renderer::new(plan);
    match place {
        Place::Cluster => Some(renderer.cluster()),
        Place::Node(name) => Some(renderer.node(node(plan, name)?)),
    }
}

/// One bundle as a zip, with its keys where there are any; as the CLI writes it. `text` is what the plan
/// was made of.
pub fn zip(text: &str, plan: &Plan, place: &Place, keys: Option<&Ready>) -> io::Result<Vec<u8>> {
    let renderer = renderer(plan, keys);
    let bundle = match place {
        Place::Cluster => Some(renderer.cluster()),
        Place::Node(name) => node(plan, name).map(|node| renderer.node(node)),
    };
    pack(bundle, lock(plan, keys, Source::new(NAME, text).text()))
}

/// Every bundle in one zip, and the text that it all follows from, as the CLI writes it. After each
/// bundle `goes_on` is asked, with the number of those that are packed: there the page can draw
/// breath, and stop. `None` if it was stopped.
pub async fn zip_all(
    text: &str,
    plan: &Plan,
    keys: Option<&Ready>,
    goes_on: impl AsyncFn(usize) -> bool,
) -> io::Result<Option<Vec<u8>>> {
    let source = Source::new(NAME, text);
    let mut archive = Archive::new(io::Cursor::new(Vec::new()), lock(plan, keys, source.text()));
    archive.add_file(&bundle::spec(source.text()))?;
    for (before, bundle) in renderer(plan, keys).bundles().enumerate() {
        archive.add(&bundle)?;
        if !goes_on(before + 1).await {
            return Ok(None);
        }
    }
    Ok(Some(archive.finish()?.into_inner()))
}

/// The keys and certificates a cluster needs; `None` where it needs none, or somebody else makes them.
pub fn certificates(plan: &Plan) -> Option<Certificates> {
    let list = Certificates::of(plan);
    let wanted = plan.pki.source == PkiSource::Generate && !list.items.is_empty();
    wanted.then_some(list)
}

/// Keys as a render takes them; the number of those that are missing, or do not fit.
pub fn ready(plan: &Plan, papers: &Papers) -> Result<Ready, usize> {
    papers.ready(&Certificates::of(plan)).map_err(|problems| problems.len())
}

/// The authorities among `files`: the name of each one's certificate, and its SHA-256 fingerprint as openssl
/// writes it.
pub fn authorities(plan: &Plan, files: &pki::Files) -> Vec<(String, String)> {
    let list = Certificates::of(plan);
    let names = list.items.iter().filter(|item| item.is_authority()).map(Item::certificate_file);
    let known = names.filter_map(|name| {
        let text = std::str::from_utf8(files.get(&name)?).ok()?;
        let block = pem::blocks(text).ok()?.into_iter().next()?;
        Some((name, fingerprint(&bundle::sha256(&block.bytes))))
    });
    known.collect()
}

/// `AB:CD:…`
fn fingerprint(digits: &str) -> String {
    let digits: Vec<char> = digits.to_ascii_uppercase().chars().collect();
    let pairs: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
    pairs.join(":")
}

/// Keys and certificates as the directory that `kubecore-cli` keeps, in a zip.
pub fn zip_keys(files: &pki::Files) -> io::Result<Vec<u8>> {
    pki::zip(files)
}

fn renderer<'p>(plan: &'p Plan, keys: Option<&'p Ready>) -> Renderer<'p> {
    match keys {
        Some(keys) => Renderer::with_keys(plan, keys),
        None => Renderer::new(plan),
    }
}

fn node<'p>(plan: &'p Plan, name: &str) -> Option<&'p Node> {
    plan.nodes().iter().find(|node| node.name.as_str() == name)
}

fn pack(bundle: Option<Bundle>, lock: Lock) -> io::Result<Vec<u8>> {
    let mut archive = Archive::new(io::Cursor::new(Vec::new()), lock);
    if let Some(bundle) = bundle {
        archive.add(&bundle)?;
    }
    archive.finish().map(io::Cursor::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_each_family_has_its_own_line_of_facts() {
        let text = include_str!("../../tests/suite/flatcar-ha-dual-stack/cluster.yaml");
        let facts = judge(text).seen.expect("YAML").advice.facts;
        let pods = &facts[&FieldPath::root().key("network").key("pods")];
        let lines: Vec<&str> = pods.lines().collect();
        let [v4, v6] = lines[..] else { panic!("{pods}") };
        assert!(v4.starts_with("10.20.0.0") && v6.starts_with("fd00:10:20::"), "{pods}");
        let hosts = facts.keys().filter(|path| path.to_string().contains("hosts")).count();
        assert_eq!(hosts, 2);
    }
}
