//! What the fields of an example hold.

use super::Topology;
use super::own::own;
use crate::spec::draft::nth;
use crate::spec::{Profile, defaults};

/// Values by path, as they are written.
pub(super) struct Values {
    pub(super) profile: Profile,
    values: Vec<(&'static str, String)>,
}

impl Values {
    pub(super) fn of(&self, path: &str) -> Option<&String> {
        self.values.iter().find(|(key, _)| *key == path).map(|(_, value)| value)
    }
}

pub(super) fn values(profile: Profile, topology: Topology) -> Values {
    let defaults = defaults::of(profile, defaults::EDITION);
    let dns =
        nth(defaults.services, defaults::DNS_OFFSET).map(|ip| ip.to_string()).unwrap_or_default();
    let mut values = own(profile, topology);
    values.extend([
        ("kubernetes.version", defaults.version.to_string()),
        ("network.pods", defaults.pods.to_string()),
        ("network.services", defaults.services.to_string()),
        ("network.dns_service_ip", dns),
        ("network.domain", defaults.domain.to_string()),
        ("network.in_use", "[]".into()),
        ("network.provider", defaults.provider.to_string()),
        ("addons.kube_dns", defaults.kube_dns.to_string()),
        ("addons.dashboard", defaults.dashboard.to_string()),
        ("pki.source", defaults::pki_source(defaults::EDITION).to_string()),
        ("pki.api_sans", "[]".into()),
        ("pki.ca_days", defaults::CA_DAYS.to_string()),
        ("pki.certificate_days", defaults::CERTIFICATE_DAYS.to_string()),
        ("pki.backdate_minutes", defaults::BACKDATE_MINUTES.to_string()),
        ("allow", "[]".into()),
        ("ssh_authorized_keys", "[]".into()),
    ]);
    if profile == Profile::CoreosGuide {
        values.push(("network.policy", defaults::policy(defaults.provider).to_string()));
    }
    values.extend(block(profile));
    Values { profile, values }
}

/// Values of the profile's own block.
fn block(profile: Profile) -> Vec<(&'static str, String)> {
    let off = format!("\"{}\"", defaults::REBOOT_STRATEGY);
    match profile {
        Profile::CoreosGuide => vec![
            ("coreos_guide.edition", defaults::EDITION.to_string()),
            ("coreos_guide.pod_networking", defaults::POD_NETWORKING.to_string()),
            ("coreos_guide.os_version", defaults::OS_VERSION.to_string()),
            ("coreos_guide.reboot_strategy", off),
            ("coreos_guide.kubelet.host_dns", defaults::HOST_DNS.to_string()),
            ("coreos_guide.kubelet.logging", defaults::LOGGING.to_string()),
            ("coreos_guide.kubelet.iscsi", defaults::ISCSI.to_string()),
            ("coreos_guide.kubelet.rbd", defaults::RBD.to_string()),
            ("coreos_guide.kubelet.keep_pod_ips", defaults::KEEP_POD_IPS.to_string()),
            ("coreos_guide.kubelet.runtime", defaults::RUNTIME.to_string()),
        ],
        Profile::FleetUnits => vec![
            ("fleet_units.edition", defaults::EDITION.to_string()),
            ("fleet_units.api_port", defaults::FLEET_API_PORT.to_string()),
            ("fleet_units.leader_metadata", defaults::leader_metadata().to_string()),
            ("fleet_units.worker_metadata", defaults::worker_metadata().to_string()),
            ("fleet_units.download_url", defaults::download_url().to_string()),
            ("fleet_units.reboot_strategy", off),
        ],
        Profile::Weave => vec![
            ("weave.edition", defaults::EDITION.to_string()),
            ("weave.layout", defaults::LAYOUT.to_string()),
            ("weave.registration", defaults::REGISTRATION.to_string()),
            ("weave.update_group", defaults::WEAVE_UPDATE_GROUP.to_string()),
            ("weave.reboot_strategy", off),
        ],
        Profile::Corekube => vec![("corekube.edition", defaults::EDITION.to_string())],
    }
}
