//! Keys of a mapping, known and unknown.

use std::net::IpAddr;

use super::nearest::nearest;
use super::{Decode, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::{At, Entry, Node, Value, beginning};
use crate::spec::Profile;

/// The entries of a mapping, handed out key by key.
pub(crate) struct Keys<'n, 'r> {
    entries: &'n [Entry],
    taken: Vec<&'static str>,
    at: At<'n>,
    report: &'r mut Report,
}

impl<'n, 'r> Keys<'n, 'r> {
    pub(crate) fn of(node: &'n Node, at: At<'n>, report: &'r mut Report) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Self { entries, taken: Vec::new(), at, report }),
            other => {
                report.push(wrong_type(node, at, "keys and values", other.describe()));
                None
            }
        }
    }

    pub(crate) fn field<D: Decode>(&mut self, key: &'static str) -> D {
        self.taken.push(key);
        match self.entries.iter().find(|entry| entry.key == key) {
            Some(entry) => D::decode(&entry.node, self.at.key(key), self.report),
            None => D::absent(),
        }
    }

    /// Reports every key that no field asked for; of a flood, the first and how many there are.
    pub(crate) fn finish(self) {
        let unknown: Vec<&Entry> =
            self.entries.iter().filter(|entry| !self.taken.contains(&entry.key.as_str())).collect();
        for entry in unknown.iter().take(FLOOD) {
            let help = match nearest(&entry.key, &self.taken) {
                Some(known) => format!("did you mean `{known}`?"),
                None if is_second_value(entry) => {
                    "between braces a comma ends a value: write two of them in quotes, such as ip: \"10.0.0.1,fd00::1\"".into()
                }
                None => format!("known here: {}", self.taken.join(", ")),
            };
            self.report.push(self.unknown(entry, "").help(help));
        }
        if let Some(entry) = unknown.get(FLOOD) {
            let more = format!(" and {} more", unknown.len() - FLOOD - 1);
            self.report.push(
                self.unknown(entry, &more).help("this does not look like a cluster.yaml at all"),
            );
        }
    }

    fn unknown(&self, entry: &Entry, more: &str) -> Diagnostic {
        let key = beginning(&entry.key).escape_debug();
        Diagnostic::new(Code::UnknownKey, format!("unknown key `{key}`{more}"))
            .path(self.at.key(&entry.key).path())
            .at(entry.key_span)
    }
}

/// Whether it looks like the second of two values, cut off from the first by its comma.
fn is_second_value(entry: &Entry) -> bool {
    let address = entry.key.split_once('/').map_or(entry.key.as_str(), |(address, _)| address);
    matches!(entry.node.value, Value::Null) && address.parse::<IpAddr>().is_ok()
}

/// More unknown keys than this in one place are a file of another kind, not typing mistakes.
const FLOOD: usize = 50;

/// Reports the blocks of other profiles than the chosen one.
pub(crate) fn foreign_blocks(root: &Node, chosen: Option<Profile>, report: &mut Report) {
    let (Value::Map(entries), Some(chosen)) = (&root.value, chosen) else { return };
    let foreign: Vec<&str> =
        Profile::ALL.iter().filter(|p| **p != chosen).map(|profile| profile.block()).collect();
    for entry in entries.iter().filter(|entry| foreign.contains(&entry.key.as_str())) {
        report.push(foreign_block(entry));
    }
}

fn foreign_block(entry: &Entry) -> Diagnostic {
    let key = &entry.key;
    Diagnostic::new(
        Code::ForeignBlock,
        format!("the block `{key}` belongs to a profile that is not chosen"),
    )
    .path(At::Root.key(key).path())
    .at(entry.key_span)
    .help("nothing is rendered from it; add KC0108 to `allow` to keep it, or remove it")
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::spec::parse;

    #[test]
    fn a_value_that_a_comma_cut_off_is_recognised() {
        let help = |line: &str| {
            let report = parse(&Source::new("cluster.yaml", line)).report;
            let found = report.diagnostics().first().expect("an unknown key");
            assert_eq!(found.code.as_str(), "KC0101");
            found.help.clone()
        };
        for cut in [
            "nodes: [{ name: a, role: worker, ip: 10.0.0.1,fd00::1 }]",
            "nodes: [{ name: a, role: worker, ip: fd00::1,10.0.0.1 }]",
            "network: { pods: 10.2.0.0/16,fd00::/48 }",
        ] {
            assert!(help(cut).starts_with("between braces a comma ends a value"), "{cut}");
        }
        for other in ["network: { 10.2.0.0/16: x }", "network: { pod: }", "network: { ten }"] {
            assert!(!help(other).starts_with("between braces"), "{other}");
        }
    }
}
