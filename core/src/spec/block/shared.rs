//! What the blocks of several profiles have in common.

use crate::spec::decode::choice;

choice! {
    /// Whether the document's known defects are repaired.
    pub enum Edition {
        /// Known defects are repaired; each machine's README lists them.
        Corrected = "corrected",
        /// The document's own settings, defects included.
        Published = "published",
    }
}

choice! {
    /// When a machine reboots after an update of the operating system.
    pub enum RebootStrategy {
        /// Never by itself.
        Off = "off",
        /// One machine at a time, by a lock in etcd.
        EtcdLock = "etcd-lock",
        /// At once.
        Reboot = "reboot",
    }
}

choice! {
    /// Which releases of the operating system a machine follows.
    pub enum UpdateGroup {
        /// Releases that proved themselves in the others.
        Stable = "stable",
        /// Releases on their way to stable.
        Beta = "beta",
        /// The newest.
        Alpha = "alpha",
    }
}
