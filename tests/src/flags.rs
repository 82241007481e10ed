//! The flags that programs have, by release.

use std::collections::BTreeSet;
use std::fs;

use crate::home;

/// Flags that Kubernetes 1.5 added to those of v1.4.0, among those we might render.
const NEW_IN_1_5: [(&str, &str); 1] = [("kube-apiserver", "anonymous-auth")];

/// The flags of a Kubernetes program in `version` (`v1.4.6_coreos.0`).
pub fn of(version: &str, component: &str) -> BTreeSet<String> {
    let (major, minor) = minor_of(version);
    let release = match (major, minor) {
        (0, 7) => "v0.7.1",
        (0, 19) => "v0.19.3",
        (1, 0) => "v1.0.1",
        (1, 1) => "v1.1.7",
        (1, 2) => "v1.2.4",
        (1, 3) => "v1.3.8",
        (1, 4 | 5) => "v1.4.0",
        _ => panic!("no flag list for {version}"),
    };
    let mut flags = read(&format!("{release}/{component}"));
    if (major, minor) == (1, 5) {
        let added = NEW_IN_1_5.iter().filter(|(program, _)| *program == component);
        flags.extend(added.map(|(_, flag)| (*flag).to_owned()));
    }
    flags
}

/// How the lists of `version` write a flag: v0.7 knows `_` only, later ones take it for `-`.
pub fn listed(version: &str, flag: &str) -> String {
    if minor_of(version) < (0, 8) { flag.to_owned() } else { flag.replace('_', "-") }
}

/// The list that speaks for a release of etcd: `v0.4.6`.
pub fn of_etcd(release: &str) -> BTreeSet<String> {
    let lists =
        [("v0.4.", "v0.4.9"), ("v2.0.", "v2.0.13"), ("v2.2.", "v2.2.2"), ("v2.3.", "v2.3.8")];
    let list = lists.iter().find(|(line, _)| release.starts_with(line));
    let (_, list) = list.unwrap_or_else(|| panic!("no flag list for etcd {release}"));
    read(&format!("etcd/{list}"))
}

/// The list `flags/<name>.txt`.
pub fn read(name: &str) -> BTreeSet<String> {
    let path = home().join("flags").join(format!("{name}.txt"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(str::to_owned).collect()
}

/// The `1` and `4` of `v1.4.6_coreos.0`.
pub fn minor_of(version: &str) -> (u32, u32) {
    let mut numbers = version.strip_prefix('v').into_iter().flat_map(|rest| rest.split('.'));
    let mut next = || numbers.next().and_then(|number| number.parse().ok());
    match (next(), next()) {
        (Some(major), Some(minor)) => (major, minor),
        _ => panic!("not a version: {version}"),
    }
}
