//! What links are told apart from.

use kubecore::document::{Document, Value};

/// A text that links begin from: that of a preset, on the day its first link was made. It never
/// changes, as every link would then say something else; a preset may, for what a link holds is
/// how a text differs from this one. A new preset gets a file beside the others.
#[derive(Debug, PartialEq, Eq)]
pub struct Base {
    /// The preset's id, as links have it.
    pub id: &'static str,
    /// The text.
    pub text: &'static str,
}

macro_rules! base {
    ($id:literal) => {
        Base { id: $id, text: include_str!(concat!("presets/v1/", $id, ".yaml")) }
    };
}

impl Base {
    /// Every base that belongs to a preset.
    pub const ALL: &[Self] = &[
        base!("coreos-guide-single"),
        base!("coreos-guide-small"),
        base!("coreos-guide-ha"),
        base!("fleet-units-small"),
        base!("fleet-units-ha"),
        base!("weave-small"),
        base!("corekube-small"),
        base!("flatcar-single"),
        base!("flatcar-small"),
        base!("flatcar-ha"),
    ];

    /// What a text of no preset is told apart from.
    pub const EMPTY: Self = base!("empty");

    /// The base of this id.
    pub fn of(id: &str) -> Option<&'static Self> {
        Self::ALL.iter().chain([&Self::EMPTY]).find(|base| base.id == id)
    }

    /// What stands in it.
    pub(super) fn root(&self) -> Value {
        Document::read(self.text).map_or(Value::Null, |document| document.root())
    }

    /// The preset that it belongs to.
    pub(super) fn preset(&self) -> Option<&'static str> {
        (self.id != Self::EMPTY.id).then_some(self.id)
    }
}
