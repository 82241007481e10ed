//! What is the same on all machines of a role, made once for the cluster.

use super::{Guide, proxy, readme};
use crate::bundle::Artifact;
use crate::profile::bundle::install_script;
use crate::spec::Role;

/// Files, or parts of them, that machines share.
#[derive(Debug)]
pub(super) struct Shared {
    /// `install.sh`.
    pub(super) install: Artifact,
    etcd: Alike,
    control_plane: Alike,
    worker: Alike,
}

/// What machines of one role share.
#[derive(Debug)]
pub(super) struct Alike {
    /// The manifest of kube-proxy.
    pub(super) proxy: String,
    /// The end of README.md.
    pub(super) corrections: String,
}

impl Shared {
    pub(super) fn of(guide: Guide<'_>) -> Self {
        let alike = |role| Alike {
            proxy: proxy::manifest(guide, role),
            corrections: readme::of_role(guide, role),
        };
        Self {
            install: install_script(),
            etcd: alike(Role::Etcd),
            control_plane: alike(Role::ControlPlane),
            worker: alike(Role::Worker),
        }
    }

    pub(super) fn of_role(&self, role: Role) -> &Alike {
        match role {
            Role::Etcd | Role::Overlord => &self.etcd,
            Role::ControlPlane => &self.control_plane,
            Role::Worker => &self.worker,
        }
    }
}
