//! What `start-units.sh` is told: the machines by their ids, and every unit that lies beside it.

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;
use crate::plan::System;

const VARIABLES: &str = "start-units.env";

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    let System::Corekube(settings) = &subject.plan.system else { return };
    let Some(variables) = subject.variables(VARIABLES) else { return };
    let words = |name: &str| -> Vec<&str> {
        variables.get(name).unwrap_or_default().split_ascii_whitespace().collect()
    };
    let nodes = subject.plan.nodes().iter();
    let machines =
        nodes.filter_map(|node| Some(format!("{}={}", settings.id(&node.name)?, node.ip)));
    if !machines.eq(words("KUBECORE_MACHINES")) {
        found(report, subject.bundle, VARIABLES, "does not have the plan's machines");
    }
    let units = words("KUBECORE_UNITS");
    let mut started: Vec<&str> =
        units.iter().filter_map(|unit| Some(unit.split_once('=')?.0)).collect();
    started.sort_unstable();
    let files = subject.bundle.artifacts().iter();
    let mut beside: Vec<&str> =
        files.filter_map(|artifact| artifact.path.strip_prefix("units/")).collect();
    beside.sort_unstable();
    if started != beside {
        found(report, subject.bundle, VARIABLES, "does not start the units that lie beside it");
    }
}
