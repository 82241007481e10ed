//! What only the profile `corekube` asks for.

mod addresses;
mod machine_ids;
mod options;
mod placeholders;
mod program;
mod published;
mod roles;

use crate::diagnostic::Report;
use crate::plan::corekube::fixes_addresses;
use crate::source::FieldPath;
use crate::spec::Edition;
use crate::spec::draft::Draft;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    roles::check(draft, report);
    machine_ids::check(draft, report);
    placeholders::check(draft, report);
    if let Some(platform) = draft.platform() {
        options::check(draft, platform, report);
        if fixes_addresses(platform) {
            addresses::check(draft, platform, report);
        }
    }
    match draft.edition {
        Some(Edition::Published) => published::check(draft, report),
        Some(Edition::Corrected) => program::check(draft, report),
        None => {}
    }
}

/// The place of a key of the block.
fn block(key: &'static str) -> FieldPath {
    FieldPath::root().key("corekube").key(key)
}
