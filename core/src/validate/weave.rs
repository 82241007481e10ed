//! What only the profile `weave` asks for.

use crate::diagnostic::Report;
use crate::spec::draft::Draft;

pub(super) fn check(_draft: &Draft<'_>, _report: &mut Report) {}
