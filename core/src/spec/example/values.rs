//! What the fields of an example hold.

use super::Topology;
use super::own::own;
use super::preset::text;
use crate::diagnostic::Report;
use crate::source::Source;
use crate::spec::draft::Draft;
use crate::spec::insecure;
use crate::spec::standing::all_standing;
use crate::spec::{Policy, Profile, RebootStrategy, parse};

/// Lists that nothing is in by default.
const EMPTY: [&str; 3] = ["network.in_use", "pki.api_sans", "ssh_authorized_keys"];

/// Fields whose default stands in no example: it follows from the machines, or few have a reason to
/// know of it.
const QUIET: [&str; 7] = [
    "api.host",
    "pki.key",
    "coreos_guide.api_advertise",
    "weave.environment",
    "corekube.platform",
    "corekube.open_security_group",
    "corekube.download_url",
];

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
    let mut values = own(profile, topology);
    let spec = parse(&Source::new("", text(&values))).spec;
    let drafts = spec.iter().map(|spec| Draft::of(spec, &mut Report::default()));
    let defaults = drafts.flat_map(|draft| all_standing(&draft));
    values.extend(
        defaults
            .filter(|standing| !is_quiet(profile, standing.path))
            .map(|standing| (standing.path, quoted(standing.value))),
    );
    values.extend(EMPTY.map(|path| (path, "[]".to_owned())));
    values.push(("allow", acknowledged(profile)));
    Values { profile, values }
}

/// What the profile leaves open, each with its reason: a list on lines of its own.
fn acknowledged(profile: Profile) -> String {
    let codes = insecure::codes(profile);
    let lines = codes.iter().map(|code| format!("\n  - {code} # {}", insecure::reason(*code)));
    if codes.is_empty() { "[]".to_owned() } else { lines.collect() }
}

/// Where there is only one policy, nobody has to know of it either.
fn is_quiet(profile: Profile, path: &str) -> bool {
    QUIET.contains(&path)
        || path == "network.policy" && !profile.offers(path, Policy::Calico.as_str())
}

/// YAML 1.1 programs read a bare `off` as false.
fn quoted(value: String) -> String {
    if value == RebootStrategy::Off.as_str() { format!("\"{value}\"") } else { value }
}
