//! What a machine needs before fleet gives it units of Kubernetes.

use super::Stack;
use crate::profile::fetch;
use crate::profile::machine::Machine;

pub(super) fn set_up(machine: &mut Machine, stack: Stack<'_>) {
    // C-17: as published each unit calls wget, which keeps what is cut off.
    if stack.corrected() {
        fetch::set_up(machine);
    }
}
