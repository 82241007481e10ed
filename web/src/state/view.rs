//! What can be looked at beside the form.

/// What can be looked at beside the form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// The files that are rendered.
    #[default]
    Files,
    /// The addresses.
    Network,
    /// The machines, and what runs on them.
    Topology,
    /// The text of cluster.yaml.
    Spec,
    /// What to do with the files.
    Steps,
}

impl View {
    /// All, in the page's order.
    pub const ALL: [Self; 5] =
        [Self::Files, Self::Network, Self::Topology, Self::Spec, Self::Steps];

    /// What its tab says.
    pub fn label(self) -> &'static str {
        match self {
            Self::Files => "Files",
            Self::Network => "Network",
            Self::Topology => "Topology",
            Self::Spec => "Spec",
            Self::Steps => "Steps",
        }
    }

    /// Its word in links and storage.
    pub fn word(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Network => "network",
            Self::Topology => "topology",
            Self::Spec => "spec",
            Self::Steps => "steps",
        }
    }

    /// The key that, after `g`, leads to it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Files => "f",
            Self::Network => "n",
            Self::Topology => "t",
            Self::Spec => "s",
            Self::Steps => "d",
        }
    }

    /// The view of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.key() == key)
    }

    /// The view of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.word() == word)
    }
}
