//! The flags that programs have, by release.

use std::collections::BTreeSet;
use std::fs;

use crate::home;

/// Flags that Kubernetes 1.5 added to those of v1.4.0, among those we might render.
const NEW_IN_1_5: [(&str, &str); 1] = [("kube-apiserver", "anonymous-auth")];

/// The flags of a Kubernetes program in `version` (`v1.4.6_coreos.0`).
pub fn of(version: &str, component: &str) -> BTreeSet<String> {
    let minor = minor_of(version);
    let release = match minor {
        2 => "v1.2.4",
        3 => "v1.3.8",
        4 | 5 => "v1.4.0",
        other => panic!("no flag list for 1.{other}"),
    };
    let mut flags = read(&format!("{release}/{component}"));
    if minor == 5 {
        let added = NEW_IN_1_5.iter().filter(|(program, _)| *program == component);
        flags.extend(added.map(|(_, flag)| (*flag).to_owned()));
    }
    flags
}

/// The list `flags/<name>.txt`.
pub fn read(name: &str) -> BTreeSet<String> {
    let path = home().join("flags").join(format!("{name}.txt"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(str::to_owned).collect()
}

/// The `4` of `v1.4.6_coreos.0`.
pub fn minor_of(version: &str) -> u32 {
    let minor = version.strip_prefix("v1.").and_then(|rest| rest.split('.').next());
    minor
        .and_then(|minor| minor.parse().ok())
        .unwrap_or_else(|| panic!("not a 1.x version: {version}"))
}
