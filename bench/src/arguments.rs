//! What is to be measured.

use kubecore::spec::Profile;

use crate::cluster::{PROFILES, sizes};

pub(crate) const USAGE: &str = "usage: cargo xtask bench [--profile P]… [--nodes N]… [--all]

  --profile P   these profiles alone
  --nodes N     these numbers of machines, instead of 1, 10, 100, 1 000 and 10 000
  --all         100 000 machines too: takes some minutes and a few GB of disk";

/// What the command line asks for.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    profiles: Vec<Profile>,
    nodes: Vec<usize>,
    all: bool,
    /// Nothing was chosen: the other tables are wanted, too.
    pub(crate) everything: bool,
}

impl Arguments {
    pub(crate) fn read(words: &[String]) -> Option<Self> {
        let mut read = Self::default();
        let mut words = words.iter().map(String::as_str);
        while let Some(word) = words.next() {
            match word {
                "--all" => read.all = true,
                "--nodes" => read.nodes.push(words.next()?.parse().ok()?),
                "--profile" => read.profiles.push(profile(words.next()?)?),
                _ => return None,
            }
        }
        read.everything = read.profiles.is_empty() && read.nodes.is_empty();
        Some(read)
    }

    /// Each profile at each size, or at the nearest that it takes.
    pub(crate) fn rows(&self) -> Vec<(Profile, usize)> {
        let profiles = if self.profiles.is_empty() { &PROFILES[..] } else { &self.profiles };
        let mut nodes = self.nodes.clone();
        if nodes.is_empty() {
            nodes.extend([1, 10, 100, 1_000, 10_000]);
            nodes.extend(self.all.then_some(100_000));
        }
        let mut rows = Vec::new();
        for profile in profiles {
            for nodes in &nodes {
                let taken = sizes(*profile);
                let row = (*profile, (*nodes).clamp(*taken.start(), *taken.end()));
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        rows
    }
}

pub(crate) fn profile(name: &str) -> Option<Profile> {
    PROFILES.into_iter().find(|profile| profile.as_str() == name)
}
