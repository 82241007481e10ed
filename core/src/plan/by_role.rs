//! One of a thing for each role.

use std::sync::OnceLock;

use crate::spec::Role;

/// One of a thing for each role, made when it is first needed.
#[derive(Debug, Clone)]
pub(crate) struct ByRole<T> {
    etcd: OnceLock<T>,
    control_plane: OnceLock<T>,
    worker: OnceLock<T>,
    overlord: OnceLock<T>,
}

impl<T> Default for ByRole<T> {
    fn default() -> Self {
        let (etcd, control_plane, worker, overlord) = Default::default();
        Self { etcd, control_plane, worker, overlord }
    }
}

impl<T> ByRole<T> {
    /// Where that of a role is, or will be.
    pub(crate) fn of(&self, role: Role) -> &OnceLock<T> {
        match role {
            Role::Etcd => &self.etcd,
            Role::ControlPlane => &self.control_plane,
            Role::Worker => &self.worker,
            Role::Overlord => &self.overlord,
        }
    }
}
