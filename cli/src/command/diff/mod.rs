//! `diff`: what differs between two clusters' files, and what that means for machines that run.

mod json;
mod show;
mod side;

use std::collections::BTreeSet;

use kubecore::change::{self, BundleChange, FactChange, Weight};
use kubecore::profile::Renderer;

use self::side::{Given, Side};
use crate::args::{Diff, ListFormat};
use crate::failure::Failure;
use crate::report::note;

/// All that differs.
struct Changes {
    cluster: Vec<FactChange>,
    bundles: Vec<BundleChange>,
}

impl Changes {
    /// The heaviest of what they mean.
    fn weight(&self) -> Weight {
        let cluster = self.cluster.iter().map(|change| change.meaning.weight);
        let bundles = self.bundles.iter().map(|change| change.meaning.weight);
        cluster.chain(bundles).max().unwrap_or(Weight::Nothing)
    }
}

pub(crate) fn run(options: &Diff) -> Result<(), Failure> {
    if [&options.old, &options.new].iter().all(|path| path.as_os_str() == "-") {
        return Err(Failure::Other("standard input can be one of the two: name the other".into()));
    }
    let old = Given::read(&options.old, options.pki.as_deref())?;
    let new = Given::read(&options.new, options.pki.as_deref())?;
    let (old_renderer, new_renderer) = (renderer(&old), renderer(&new));
    let mut old = Side::open(&old, old_renderer.as_ref())?;
    let mut new = Side::open(&new, new_renderer.as_ref())?;
    let changes = compare(&mut old, &mut new)?;
    match options.format {
        ListFormat::Human => show::human(options, &changes)?,
        ListFormat::Json => json::write(options, &changes)?,
    }
    let same = changes.cluster.is_empty() && changes.bundles.is_empty();
    if same { Ok(()) } else { Err(Failure::Differs) }
}

fn renderer(given: &Given) -> Option<Renderer<'_>> {
    match given {
        Given::Spec { plan, keys: Some(keys), .. } => Some(Renderer::with_keys(plan, keys)),
        Given::Spec { plan, keys: None, .. } => Some(Renderer::new(plan)),
        Given::Rendered { .. } => None,
    }
}

fn compare(old: &mut Side<'_>, new: &mut Side<'_>) -> Result<Changes, Failure> {
    let mut names: BTreeSet<String> = old.bundles().chain(new.bundles()).collect();
    for side in [&*old, &*new] {
        if !side.is_whole() {
            note(&format!(
                "{} was rendered with --node: the other machines are not compared",
                side.name()
            ));
            let known: BTreeSet<String> = side.bundles().collect();
            names.retain(|name| known.contains(name));
        }
    }
    if old.has_keys() != new.has_keys() {
        let (with, without) = if old.has_keys() { (&*old, &*new) } else { (&*new, &*old) };
        let how = if without.is_spec() { ": --pki DIR renders it with those of DIR" } else { "" };
        note(&format!("{} has keys and {} has none{how}", with.name(), without.name()));
    }
    let mut bundles = Vec::new();
    // Machines, what is done once for them, and what lies beside both.
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(|name| (!name.starts_with("nodes/"), name.is_empty()));
    for name in names {
        if old.has_same(&name, new) {
            continue;
        }
        bundles.extend(change::bundle(&name, &old.files(&name)?, &new.files(&name)?));
    }
    Ok(Changes { cluster: change::facts(old.facts(), new.facts()), bundles })
}
