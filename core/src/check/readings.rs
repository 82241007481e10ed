//! What files say that many machines have alike: read once for each role.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::subject::{Content, File};
use crate::bundle::{self, Artifact, PRIVATE};
use crate::order;
use crate::plan::ByRole;
use crate::spec::Role;

/// The files of each role's first bundle, by path, and what they say.
///
/// That follows from path and text alone, so that nobody can tell whether a file was read again.
#[derive(Debug, Clone, Default)]
pub(super) struct Readings(ByRole<BTreeMap<String, Reading>>);

/// Bytes in memory, which many machines' files share, and what they say.
type Reading = (Arc<bundle::Content>, Arc<Content>);

impl Readings {
    /// What a file says, if it was read for another machine of that role.
    pub(super) fn get(&self, role: Role, artifact: &Artifact) -> Option<Arc<Content>> {
        let (bytes, content) = self.0.of(role).get()?.get(&artifact.path)?;
        Arc::ptr_eq(bytes, &artifact.bytes).then(|| Arc::clone(content))
    }

    /// Takes the files of a role's first bundle. Not those with keys: these stay no longer in memory than their bundle.
    pub(super) fn learn(&self, role: Role, files: &[File<'_>]) {
        self.0.of(role).get_or_init(|| {
            let open = files.iter().filter(|file| file.artifact.mode != PRIVATE);
            order::map(open.map(|File { artifact, content, .. }| {
                (artifact.path.clone(), (Arc::clone(&artifact.bytes), Arc::clone(content)))
            }))
        });
    }
}
