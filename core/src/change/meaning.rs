//! What a change means for a machine that runs.

use std::collections::BTreeSet;

/// How much is to be done, from nothing on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// No machine takes notice.
    Nothing,
    /// `install.sh` brings it, and nothing needs to start anew.
    Install,
    /// It is done once for the cluster, as its README says.
    Once,
    /// Units or pods start anew.
    Restart,
    /// The machine reboots.
    Reboot,
    /// The machine is provisioned anew.
    Reprovision,
    /// The cluster as it runs does not survive it.
    Breaks,
}

impl Weight {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Install => "install",
            Self::Once => "once",
            Self::Restart => "restart",
            Self::Reboot => "reboot",
            Self::Reprovision => "re-provision",
            Self::Breaks => "breaks",
        }
    }
}

/// What a change means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// How much is to be done.
    pub weight: Weight,
    /// Units that start anew.
    pub units: BTreeSet<String>,
    /// Static pods that start anew, by name.
    pub pods: BTreeSet<String>,
    /// Why; empty where several changes are taken together.
    pub why: String,
}

impl Meaning {
    pub(super) fn new(weight: Weight, why: impl Into<String>) -> Self {
        Self { weight, units: BTreeSet::new(), pods: BTreeSet::new(), why: why.into() }
    }

    pub(super) fn restart(unit: &str, why: impl Into<String>) -> Self {
        let mut meaning = Self::new(Weight::Restart, why);
        meaning.units.insert(unit.to_owned());
        meaning
    }

    /// Both together: the heavier, and everything that starts anew.
    pub(super) fn join(&mut self, other: &Self) {
        self.weight = self.weight.max(other.weight);
        self.units.extend(other.units.iter().cloned());
        self.pods.extend(other.pods.iter().cloned());
    }

    /// What is to be done, in words.
    pub fn what(&self) -> String {
        match self.weight {
            Weight::Nothing => "nothing to do".into(),
            Weight::Install => "run install.sh".into(),
            Weight::Once => "once for the cluster".into(),
            Weight::Restart => {
                let of = |words: (&str, &str), names: &BTreeSet<String>| {
                    let word = if names.len() == 1 { words.0 } else { words.1 };
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    (!names.is_empty()).then(|| [word, &names.join(", ")].concat())
                };
                let parts = [of(("", ""), &self.units), of(("the pod ", "the pods "), &self.pods)];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                ["restart ", &parts.join(" and ")].concat().trim_end().to_owned()
            }
            Weight::Reboot => "reboot".into(),
            Weight::Reprovision => "re-provision".into(),
            Weight::Breaks => "breaks the cluster".into(),
        }
    }
}
