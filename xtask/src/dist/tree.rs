//! Which crates a program is made of, as cargo resolves it for one target.

use std::collections::{BTreeMap, BTreeSet};

use crate::process::{answer, cargo};

/// A crate by name and version.
pub(super) type Id = [String; 2];

/// What is said of a crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Crate {
    /// An SPDX expression.
    pub(super) licence: String,
    /// In this repository, and so in no registry.
    pub(super) ours: bool,
    /// In the program, and not only what builds it: a macro, or what a build script needs.
    pub(super) shipped: bool,
    pub(super) needs: BTreeSet<Id>,
}

pub(super) type Crates = BTreeMap<Id, Crate>;

/// All crates of a package, itself too.
pub(super) fn of(package: &str, target: &str) -> Result<Crates, String> {
    let listed = |edges: &str| {
        let mut tree = cargo(["tree", "--locked", "--prefix", "depth", "--charset", "ascii"]);
        tree.args(["--format", "|{p}|{l}|", "--package", package, "--target", target]);
        answer(tree.args(["--edges", edges]))
            .ok_or_else(|| format!("cargo knows no tree of {package}"))
    };
    let mut crates = parsed(&listed("normal,build")?)?;
    let shipped = parsed(&listed("normal,no-proc-macro")?)?;
    for (id, of) in &mut crates {
        of.shipped = shipped.contains_key(id);
    }
    match shipped.keys().find(|id| !crates.contains_key(*id)) {
        Some(id) => Err(format!("cargo tree loses {}", id.join(" "))),
        None => Ok(crates),
    }
}

/// How many of them only build it.
pub(super) fn tools(crates: &Crates) -> usize {
    crates.values().filter(|of| !of.shipped).count()
}

/// Lines like `2|serde v1.0.228|MIT OR Apache-2.0| (*)`: how deep, what, under which terms.
fn parsed(listed: &str) -> Result<Crates, String> {
    let mut crates = Crates::new();
    let mut above: Vec<Id> = Vec::new();
    for line in listed.lines().filter(|line| !line.is_empty() && !line.starts_with('[')) {
        let bad = || format!("cargo tree says `{line}`");
        let mut fields = line.split('|');
        let mut field = || fields.next().ok_or_else(bad);
        let (depth, what, licence) = (field()?, field()?, field()?);
        let depth: usize = depth.parse().map_err(|_| bad())?;
        let mut words = what.split(' ');
        let name = words.next().unwrap_or_default().to_owned();
        let version = words.next().and_then(|word| word.strip_prefix('v')).ok_or_else(bad)?;
        let id = [name, version.to_owned()];
        above.truncate(depth);
        if let Some(parent) = above.last().and_then(|parent| crates.get_mut(parent)) {
            parent.needs.insert(id.clone());
        }
        crates.entry(id.clone()).or_insert_with(|| Crate {
            licence: expression(licence),
            ours: words.any(|word| word.starts_with("(/")),
            shipped: true,
            needs: BTreeSet::new(),
        });
        above.push(id);
    }
    Ok(crates)
}

/// Older crates write `/` where SPDX has `OR`.
fn expression(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_read_by_its_depths() {
        let listed = "0|a v1.0.0 (/x/a)|MIT|\n1|b v2.0.0|MIT/Apache-2.0|\n2|c v3.0.0+d|Zlib|\n\
                      1|m v1.1.0 (proc-macro)|MIT|\n2|c v3.0.0+d|Zlib| (*)\n";
        let crates = parsed(listed).unwrap();
        let id = |name: &str, version: &str| [name.to_owned(), version.to_owned()];
        assert_eq!(crates.len(), 4);
        let a = &crates[&id("a", "1.0.0")];
        assert!(a.ours);
        assert_eq!(a.needs, BTreeSet::from([id("b", "2.0.0"), id("m", "1.1.0")]));
        assert_eq!(crates[&id("b", "2.0.0")].licence, "MIT OR Apache-2.0");
        assert_eq!(crates[&id("m", "1.1.0")].needs, BTreeSet::from([id("c", "3.0.0+d")]));
        assert!(parsed("what").is_err());
    }
}
