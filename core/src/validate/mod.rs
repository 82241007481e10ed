//! Every rule a spec has to keep. None stops at the first problem.

mod address_space;
mod api;
mod capacity;
mod corekube;
mod coreos_guide;
mod etcd;
mod families;
mod flatcar;
mod fleet_units;
mod in_profile;
mod network;
mod node_ports;
mod node_ranges;
mod nodes;
mod overlap;
mod pki;
mod release;
mod required;
mod services;
#[cfg(test)]
mod tests;
mod weave;

pub(crate) use overlap::overlaps;

use crate::diagnostic::Report;
use crate::spec::draft::Draft;
use crate::spec::{Profile, Spec};

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
    families::check(draft, report);
    overlap::check(draft, report);
    node_ports::check(draft, report);
    nodes::check(draft, report);
    etcd::check(draft, report);
    api::check(draft, report);
    release::check(draft, report);
    pki::check(draft, report);
    in_profile::check(draft, report);
    match draft.profile {
        Some(Profile::CoreosGuide) => coreos_guide::check(draft, report),
        Some(Profile::FleetUnits) => fleet_units::check(draft, report),
        Some(Profile::Weave) => weave::check(draft, report),
        Some(Profile::Corekube) => corekube::check(draft, report),
        Some(Profile::Flatcar) => flatcar::check(draft, report),
        None => {}
    }
}
