//! What the fields of an example hold.

mod corekube;
mod coreos_guide;
mod fleet_units;
mod weave;

use std::fmt::Write as _;

use super::Topology;
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

/// Alike machines of an example.
struct Group {
    name: &'static str,
    role: &'static str,
    /// Last part of the first one's address in 192.168.100.0/24.
    first: u8,
    count: u8,
    /// Further fields, each with a comma before it.
    more: &'static str,
}

pub(super) fn values(profile: Profile, topology: Topology) -> Values {
    let defaults = defaults::of(profile, defaults::EDITION);
    let dns =
        nth(defaults.services, defaults::DNS_OFFSET).map(|ip| ip.to_string()).unwrap_or_default();
    let mut values = vec![
        ("kubecore", "v1".into()),
        ("name", "demo".into()),
        ("profile", profile.to_string()),
        ("kubernetes.version", defaults.version.to_string()),
        ("network.pods", defaults.pods.to_string()),
        ("network.services", defaults.services.to_string()),
        ("network.dns_service_ip", dns),
        ("network.domain", defaults.domain.to_string()),
        ("network.hosts", "[192.168.100.0/24]".into()),
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
    ];
    if topology == Topology::HighAvailability {
        values.push(("api.host", "api.demo.example".into()));
    }
    values.extend(match profile {
        Profile::CoreosGuide => coreos_guide::values(topology),
        Profile::FleetUnits => fleet_units::values(topology),
        Profile::Weave => weave::values(),
        Profile::Corekube => corekube::values(),
    });
    Values { profile, values }
}

/// The value of `nodes`.
fn nodes(groups: &[Group]) -> (&'static str, String) {
    let mut out = String::new();
    for Group { name, role, first, count, more } in groups {
        for n in 0..*count {
            let _ = write!(
                out,
                "\n  - {{ name: {name}-{}, role: {role}, ip: 192.168.100.{}{more} }}",
                n + 1,
                first + n
            );
        }
    }
    ("nodes", out)
}

/// YAML 1.1 programs read a bare `off` as false.
fn quoted(word: impl std::fmt::Display) -> String {
    format!("\"{word}\"")
}
