//! A bundle, held against the ledger of its profile.

use std::collections::BTreeMap;
use std::fs;

use kubecore::bundle::Bundle;
use kubecore::plan::Plan;

use super::{Facts, Table, place};
use crate::home;

/// The ledger of a plan's profile.
#[derive(Debug)]
pub struct Ledger<'p> {
    plan: &'p Plan,
    table: Table,
    /// What is so for the cluster (`None`), and for each machine that was asked about.
    facts: BTreeMap<Option<String>, Facts>,
}

impl<'p> Ledger<'p> {
    /// Reads the table of `profile`.
    pub fn new(plan: &'p Plan, profile: &str) -> Self {
        let path = home().join("ledger").join(format!("{profile}.tsv"));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Self { plan, table: Table::parse(&text), facts: BTreeMap::new() }
    }

    /// What of a bundle is not as the ledger says.
    pub fn wrong(&mut self, bundle: &Bundle) -> Vec<String> {
        let own = bundle.name().strip_prefix("nodes/").map(str::to_owned);
        let mut found = Vec::new();
        if let Some(page) = self.table.page(place::root(bundle)) {
            let facts = facts(&mut self.facts, self.plan, own.as_deref());
            found.extend(page.wrong(&place::files(bundle), facts));
        }
        for entry in place::entries(bundle) {
            let Some(page) = self.table.page(&entry.file) else { continue };
            let Some(stated) = place::stated(&entry) else {
                found.push(format!("{} does not read", entry.artifact.path));
                continue;
            };
            let about = entry.instance.as_deref();
            let about = about.filter(|name| place::machine(self.plan, name).is_some());
            let facts = facts(&mut self.facts, self.plan, about.or(own.as_deref()));
            let wrong = page.wrong(&stated, facts).into_iter();
            found.extend(wrong.map(|what| format!("{}: {what}", entry.artifact.path)));
        }
        found
    }
}

fn facts<'f>(
    known: &'f mut BTreeMap<Option<String>, Facts>,
    plan: &Plan,
    name: Option<&str>,
) -> &'f Facts {
    let node = name.and_then(|name| place::machine(plan, name));
    known.entry(name.map(str::to_owned)).or_insert_with(|| Facts::of(plan, node))
}
