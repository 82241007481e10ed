//! What only the profile `fleet-units` asks for.

use crate::diagnostic::Report;
use crate::spec::draft::Draft;

pub(super) fn check(_draft: &Draft<'_>, _report: &mut Report) {}
