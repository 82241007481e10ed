//! What a machine needs before fleet gives it units of Kubernetes.

use super::Stack;
use crate::profile::machine::Machine;

/// Downloads, checks, and puts in place.
pub(super) const FETCH: &str = "/opt/bin/fetch-verified";

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>) {
    // C-17: as published each unit calls wget, which keeps what is cut off.
    if stack.corrected() {
        machine.program(FETCH, include_str!("../../../data/weave/fetch-verified"));
    }
}
