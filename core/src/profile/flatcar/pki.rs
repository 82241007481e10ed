//! Where certificates lie, as [`certificates`](crate::plan::certificates) places them.

use crate::plan::certificates::flatcar::DIRECTORY;

/// `/etc/kubernetes/pki/FILE`.
pub(super) fn path(file: &str) -> String {
    format!("{DIRECTORY}/{file}")
}

/// The certificate of what has this name.
pub(super) fn certificate(name: &str) -> String {
    path(&format!("{name}.crt"))
}

/// Its key.
pub(super) fn key(name: &str) -> String {
    path(&format!("{name}.key"))
}
