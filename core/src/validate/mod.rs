//! Every rule a spec has to keep. None stops at the first problem.

mod address_space;
mod api;
mod capacity;
mod etcd;
mod network;
mod nodes;
mod overlap;
mod release;
mod required;

use crate::diagnostic::Report;
use crate::spec::Spec;
use crate::spec::draft::Draft;

/// Runs every rule. Positions are filled in by [`crate::compile()`], which knows the text.
pub fn validate(spec: &Spec) -> Report {
    let mut report = Report::default();
    let draft = Draft::of(spec, &mut report);
    rules(&draft, &mut report);
    report
}

pub(crate) fn rules(draft: &Draft<'_>, report: &mut Report) {
    required::check(draft, report);
    network::check(draft, report);
    overlap::check(draft, report);
    nodes::check(draft, report);
    etcd::check(draft, report);
    api::check(draft, report);
    release::check(draft, report);
}
