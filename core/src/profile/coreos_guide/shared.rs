//! What is the same on all machines of a role, made once for the cluster.

use super::{Guide, proxy, readme};
use crate::profile::alike::Alike;
use crate::spec::Role;

/// Files, and parts of them, that machines share.
#[derive(Debug)]
pub(super) struct Shared {
    /// Whole files.
    pub(super) files: Alike,
    etcd: Parts,
    control_plane: Parts,
    worker: Parts,
}

/// Parts of files that machines of one role share.
#[derive(Debug)]
pub(super) struct Parts {
    /// The manifest of kube-proxy.
    pub(super) proxy: String,
    /// The end of README.md.
    pub(super) corrections: String,
}

impl Shared {
    pub(super) fn of(guide: Guide<'_>) -> Self {
        let alike = |role| Parts {
            proxy: proxy::manifest(guide, role),
            corrections: readme::of_role(guide, role),
        };
        Self {
            files: Alike::default(),
            etcd: alike(Role::Etcd),
            control_plane: alike(Role::ControlPlane),
            worker: alike(Role::Worker),
        }
    }

    pub(super) fn of_role(&self, role: Role) -> &Parts {
        match role {
            Role::Etcd | Role::Overlord => &self.etcd,
            Role::ControlPlane => &self.control_plane,
            Role::Worker => &self.worker,
        }
    }
}
