//! Settings of the profile `corekube`, as meant.

use crate::spec::draft::Draft;
use crate::spec::{Edition, Platform, defaults};

/// The block `corekube`, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The rung of the ladder of versions.
    pub edition: Edition,
    /// Which cloud the stack is for.
    pub platform: Platform,
}

impl Settings {
    /// Whether known defects are repaired.
    pub fn corrected(&self) -> bool {
        self.edition == Edition::Corrected
    }
}

pub(super) fn settings(draft: &Draft<'_>) -> Option<Settings> {
    let block = &draft.spec.corekube;
    let edition = draft.edition?;
    Some(Settings { edition, platform: block.platform.or(defaults::platform(edition))? })
}
