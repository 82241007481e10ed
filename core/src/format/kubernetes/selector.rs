//! Which pods an object is about.

use serde::Serialize;

use super::Labels;

/// Pods that have all of these labels.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelSelector {
    /// The labels with their values.
    pub match_labels: Labels,
}

impl From<Labels> for LabelSelector {
    fn from(match_labels: Labels) -> Self {
        Self { match_labels }
    }
}
