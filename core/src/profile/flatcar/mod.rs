//! Flatcar Container Linux and Fedora CoreOS with a Kubernetes of today.

pub(crate) mod addons;
