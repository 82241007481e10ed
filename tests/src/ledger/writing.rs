//! Writing the ledger of a profile, from many clusters.
//!
//! Every setting of every file of many clusters is looked at. Of the texts that could stand for its values, with names of
//! the plan's facts in them, the fewest that explain all are kept ; and of the plan's choices those that say
//! when each is there . People read the outcome before they commit it, as they do with goldens.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;

use super::{Facts, Setting, condition, pattern, place};
use kubecore::compile;
use kubecore::profile::Renderer;
use kubecore::source::Source;

use crate::case::Case;

/// A setting of one file of one machine, or that it is not there.
pub(crate) struct Instance {
    pub(crate) facts: Rc<Facts>,
    pub(crate) value: Option<String>,
}

/// A file's appearances: facts, and what it holds.
type Pages = BTreeMap<String, Vec<(Rc<Facts>, BTreeMap<String, String>)>>;

/// The ledger that explains every file of every one of `cases`.
pub fn written(cases: &[Case]) -> String {
    let mut pages = Pages::new();
    for case in cases {
        read(case, &mut pages);
    }
    let mut out = String::from(HEAD);
    for (file, mut seen) in pages {
        let mut known = BTreeSet::new();
        seen.retain(|(facts, page)| known.insert((format_of(facts), page.clone())));
        writeln!(out, "{file}").expect("text grows");
        let addresses: BTreeSet<&String> = seen.iter().flat_map(|(_, page)| page.keys()).collect();
        for at in addresses {
            let each = seen.iter().map(|(facts, page)| Instance {
                facts: Rc::clone(facts),
                value: page.get(at).cloned(),
            });
            let instances: Vec<Instance> = each.collect();
            let patterns = pattern::fewest(&instances);
            for (when, value) in condition::rows(&instances, &patterns) {
                writeln!(out, "\t{at}\t{when}\t{value}").expect("text grows");
            }
        }
    }
    out
}

const HEAD: &str = "\
# What every setting of every file must be, in terms of the plan: tests/src/ledger says how to read it.
# `cargo xtask bless-ledger` writes it; what changes is to be read as goldens are.
";

fn format_of(facts: &Facts) -> Vec<(&'static str, String)> {
    facts.values().chain(facts.choices()).map(|(name, value)| (name, value.to_owned())).collect()
}

fn read(case: &Case, pages: &mut Pages) {
    let source = Source::new("cluster.yaml", case.text.clone());
    let Some(plan) = compile(&source).plan else { return };
    for bundle in Renderer::new(&plan).bundles() {
        let name = bundle.name().strip_prefix("nodes/");
        let facts = |name| Rc::new(Facts::of(&plan, place::machine(&plan, name)));
        let own = name.map_or_else(|| Rc::new(Facts::of(&plan, None)), facts);
        let mut put = |file: String, facts: &Rc<Facts>, settings: Vec<Setting>| {
            let page = settings.into_iter().map(|one| (one.at, one.value)).collect();
            pages.entry(file).or_default().push((Rc::clone(facts), page));
        };
        put(place::root(&bundle).to_owned(), &own, place::files(&bundle));
        for entry in place::entries(&bundle) {
            let stated = place::stated(&entry)
                .unwrap_or_else(|| panic!("{}: {} does not read", case.name, entry.artifact.path));
            let about = entry.instance.as_deref().and_then(|name| place::machine(&plan, name));
            let about =
                about.map_or_else(|| Rc::clone(&own), |node| Rc::new(Facts::of(&plan, Some(node))));
            put(entry.file, &about, stated);
        }
    }
}
