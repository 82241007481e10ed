//! One of the two that are compared: a spec that is rendered, or what was rendered before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kubecore::bundle::{Bundle, Lock, is_closed, spec};
use kubecore::change::{Files, Held};
use kubecore::pki::Ready;
use kubecore::plan::{Fact, Facts, Plan};
use kubecore::profile::{Renderer, lock};

use crate::failure::Failure;
use crate::input::{self, Loaded};
use crate::pki;
use crate::rendered::{self, Found, Rendered, shown};
use crate::report::{Channel, Options, Told};

/// What was named on the command line.
pub(super) enum Given {
    Spec { name: String, text: String, plan: Box<Plan>, keys: Option<Ready> },
    Rendered { path: PathBuf },
}

const VERDICT: &str = "nothing was compared";

impl Given {
    /// Reads a spec, with the keys of `pki`; what looks rendered is opened later.
    pub(super) fn read(path: &Path, pki: Option<&Path>) -> Result<Self, Failure> {
        if rendered::looks_rendered(path) {
            return Ok(Self::Rendered { path: path.to_owned() });
        }
        let telling = Options {
            format: crate::args::Format::Human,
            strict: false,
            channel: Channel::Stderr,
            told: Told::IfRefused,
            verdict: VERDICT,
        };
        let unusable = |failure| match failure {
            Failure::Spec => Failure::Unusable,
            other => other,
        };
        let loaded = input::load(path, telling).map_err(unusable)?;
        let Loaded { source, plan: Some(plan) } = loaded else { return Err(Failure::Unusable) };
        let keys = pki.map(|dir| pki::ready(&plan, dir, VERDICT)).transpose().map_err(unusable)?;
        let (name, text) = (path.display().to_string(), source.text().to_owned());
        Ok(Self::Spec { name, text, plan: Box::new(plan), keys })
    }
}

/// What is known of a file before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    sha256: String,
    mode: Option<u32>,
    /// Only its owner may read it, or nobody knows who wrote it.
    closed: bool,
}

/// One side of the comparison.
pub(super) struct Side<'g> {
    name: String,
    facts: Facts,
    /// By bundle, and by path below it. The bundle without a name is what lies beside the others.
    bundles: BTreeMap<String, BTreeMap<String, Known>>,
    from: Origin<'g>,
}

enum Origin<'g> {
    Plan { plan: &'g Plan, renderer: &'g Renderer<'g>, text: &'g str },
    Files(Rendered),
}

impl<'g> Side<'g> {
    /// Opens what was rendered; looks through what is rendered now.
    pub(super) fn open(
        given: &'g Given,
        renderer: Option<&'g Renderer<'g>>,
    ) -> Result<Self, Failure> {
        match (given, renderer) {
            (Given::Spec { name, text, plan, keys }, Some(renderer)) => {
                let mut lock = lock(plan, keys.as_ref(), text).head() + &Lock::line(&spec(text));
                lock.extend(renderer.bundles().map(|bundle| Lock::lines(&bundle)));
                let from = Origin::Plan { plan, renderer, text };
                Self::new(name.clone(), &lock, None, from)
            }
            (Given::Rendered { path }, _) => {
                let mut opened = rendered::open(path)?;
                let index = opened.index()?;
                let lock = opened.lock(&index)?;
                let name = path.display().to_string();
                Self::new(name, &lock, Some(index), Origin::Files(opened))
            }
            (Given::Spec { .. }, None) => Err(Failure::Other("a spec has no renderer".into())),
        }
    }

    fn new(
        name: String,
        lock: &str,
        index: Option<rendered::Index>,
        from: Origin<'g>,
    ) -> Result<Self, Failure> {
        let locked = Lock::read(lock).ok_or_else(|| {
            Failure::Other(format!("{name}: its lock file changed while it was read"))
        })?;
        let notes = locked.notes.iter();
        let facts = notes.filter_map(|(word, rest)| Some((Fact::parse(word)?, (*rest).to_owned())));
        let mut side = Self { facts: facts.collect(), bundles: BTreeMap::new(), from, name };
        let modes: BTreeMap<&str, u32> = locked.files.iter().map(|f| (f.path, f.mode)).collect();
        let Some(index) = index else {
            for file in &locked.files {
                let (sha256, mode) = (file.sha256.to_owned(), Some(file.mode));
                side.add(file.path, Known { sha256, mode, closed: is_closed(file.mode) });
            }
            return Ok(side);
        };
        for (path, found) in index {
            let (sha256, mode) = match found {
                Found::Directory => continue,
                Found::File { sha256: Some(sha256), mode } => (sha256, mode),
                Found::File { .. } | Found::Other => {
                    return Err(Failure::Other(format!(
                        "{}: {} is no plain file of a render: `kubecore-cli verify` names what was changed",
                        side.name,
                        shown(&path)
                    )));
                }
            };
            if path != Lock::PATH {
                let written = modes.get(path.as_str()).copied();
                let closed = written.is_none_or(is_closed) || mode.is_some_and(is_closed);
                side.add(&path, Known { sha256, mode, closed });
            }
        }
        Ok(side)
    }

    fn add(&mut self, path: &str, known: Known) {
        let (bundle, below) = split(path);
        self.bundles.entry(bundle.to_owned()).or_default().insert(below.to_owned(), known);
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn is_spec(&self) -> bool {
        matches!(self.from, Origin::Plan { .. })
    }

    pub(super) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Whether all machines are in it: the cluster's own files are rendered with them.
    pub(super) fn is_whole(&self) -> bool {
        self.bundles.contains_key(CLUSTER)
    }

    pub(super) fn has_keys(&self) -> bool {
        self.facts.iter().any(|(fact, _)| *fact == Fact::Authority)
    }

    pub(super) fn bundles(&self) -> impl Iterator<Item = String> {
        self.bundles.keys().cloned()
    }

    /// Whether a bundle is the same on the other side, as far as that shows without reading it.
    pub(super) fn has_same(&self, bundle: &str, other: &Side<'_>) -> bool {
        let files = |side: &Side<'_>| {
            let files = side.bundles.get(bundle).into_iter().flatten();
            let seen = files.map(|(path, known)| (path.clone(), known.sha256.clone(), known.mode));
            seen.collect::<Vec<_>>()
        };
        files(self) == files(other)
    }

    /// Everything of a bundle.
    pub(super) fn files(&mut self, bundle: &str) -> Result<Files, Failure> {
        let Some(known) = self.bundles.get(bundle) else { return Ok(Files::new()) };
        match &mut self.from {
            Origin::Plan { plan, renderer, text } => Ok(rendered_now(plan, renderer, text, bundle)),
            Origin::Files(rendered) => {
                let mut files = Files::new();
                for (below, known) in known {
                    let path =
                        if bundle.is_empty() { below.clone() } else { format!("{bundle}/{below}") };
                    let bytes = rendered.read(&path)?;
                    let held = Held { mode: known.mode, bytes, closed: known.closed };
                    files.insert(below.clone(), held);
                }
                Ok(files)
            }
        }
    }
}

fn rendered_now(plan: &Plan, renderer: &Renderer<'_>, text: &str, bundle: &str) -> Files {
    let held = |artifact: &kubecore::bundle::Artifact| {
        let (mode, bytes) = (Some(artifact.mode), artifact.bytes.to_vec());
        (artifact.path.clone(), Held { mode, bytes, closed: is_closed(artifact.mode) })
    };
    let all = |bundle: Bundle| bundle.artifacts().iter().map(held).collect();
    match bundle.strip_prefix("nodes/") {
        Some(name) => {
            let node = plan.nodes().iter().find(|node| node.name.as_str() == name);
            node.map(|node| all(renderer.node(node))).unwrap_or_default()
        }
        None if bundle == CLUSTER => all(renderer.cluster()),
        None => Files::from([held(&spec(text))]),
    }
}

const CLUSTER: &str = "cluster";

/// A path's bundle, and the path below it.
fn split(path: &str) -> (&str, &str) {
    let slash = match path.strip_prefix("nodes/") {
        Some(rest) => rest.find('/').map(|at| at + "nodes/".len()),
        None => {
            path.strip_prefix(CLUSTER).filter(|rest| rest.starts_with('/')).map(|_| CLUSTER.len())
        }
    };
    slash.map_or(("", path), |at| (&path[..at], &path[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_path_says_whose_it_is() {
        for (path, wanted) in [
            ("nodes/a/rootfs/etc/x", ("nodes/a", "rootfs/etc/x")),
            ("cluster/README.md", ("cluster", "README.md")),
            ("cluster.yaml", ("", "cluster.yaml")),
            ("nodes/a", ("", "nodes/a")),
            ("other/b", ("", "other/b")),
        ] {
            assert_eq!(split(path), wanted);
        }
    }
}
