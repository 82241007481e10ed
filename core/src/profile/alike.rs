//! What machines of one role have alike: most of their files. Those are made, hashed and kept in memory
//! once.
//!
//! Nobody has to say which they are: the first machine of a role that is rendered is the model, and what
//! another has in common with it is found by comparing. So it has no say in what is rendered, nor has
//! the order of machines, or how many are rendered at a time.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::bundle::{Artifact, Bundle, PRIVATE};
use crate::order;
use crate::plan::ByRole;
use crate::spec::Role;

/// The files of each role's model, by path. Files that only root reads are not among them: a key stays
/// no longer in memory than its bundle.
#[derive(Debug, Default)]
pub(crate) struct Alike(ByRole<BTreeMap<String, Artifact>>);

impl Alike {
    /// A file of a machine with that role; its model's, if that is the same.
    pub(crate) fn file(&self, role: Role, path: String, mode: u32, text: Cow<'_, str>) -> Artifact {
        let model = self.0.of(role).get().and_then(|files| files.get(&path));
        match model {
            Some(model) if model.mode == mode && **model.bytes == *text.as_bytes() => model.clone(),
            _ => Artifact::new(path, mode, text.into_owned()),
        }
    }

    /// Takes the first bundle of a role as its model.
    pub(crate) fn learn(&self, role: Role, bundle: &Bundle) {
        self.0.of(role).get_or_init(|| {
            let open = bundle.artifacts().iter().filter(|artifact| artifact.mode != PRIVATE);
            order::map(open.map(|artifact| (artifact.path.clone(), artifact.clone())))
        });
    }
}
