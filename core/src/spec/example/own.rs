//! What an example says that no default could.

use super::Topology;
use super::machines::nodes;
use crate::spec::{Policy, Profile, Provider};

/// Start of the machines' addresses: a /24.
pub(super) const NETWORK: &str = "192.168.100";

/// Values by path, as they are written, in the order of the file. A value that takes lines of its
/// own begins with a line end.
pub(super) fn own(profile: Profile, topology: Topology) -> Vec<(&'static str, String)> {
    let mut values = vec![
        ("kubecore", "v1".to_owned()),
        ("name", "demo".into()),
        ("profile", profile.to_string()),
        ("network.hosts", format!("[{NETWORK}.0/24]")),
    ];
    if topology == Topology::HighAvailability {
        if profile == Profile::Flatcar {
            values.push(("network.provider", Provider::Calico.to_string()));
        } else if profile.offers("network.policy", Policy::Calico.as_str()) {
            values.push(("network.policy", Policy::Calico.to_string()));
        }
        values.push(("api.host", "api.demo.example".into()));
    }
    values.push(("nodes", nodes(profile, topology)));
    values
}
