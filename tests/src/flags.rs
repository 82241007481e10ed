//! The flags that programs have, by release.

use std::collections::BTreeSet;

use crate::listing;

/// Flags that Kubernetes 1.5 added to those of v1.4.0, among those we might render.
const NEW_IN_1_5: [(&str, &str); 1] = [("kube-apiserver", "anonymous-auth")];

/// The releases of today that have lists, one of each minor release.
pub const RELEASES_OF_TODAY: [&str; 3] = ["v1.34.9", "v1.35.6", "v1.36.2"];

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
        _ => list_of_today(version),
    };
    let mut flags = read(&format!("{release}/{component}"));
    if (major, minor) == (1, 5) {
        let added = NEW_IN_1_5.iter().filter(|(program, _)| *program == component);
        flags.extend(added.map(|(_, flag)| (*flag).to_owned()));
    }
    flags
}

/// The release of today whose lists speak for `version`.
pub fn list_of_today(version: &str) -> &'static str {
    let minor = minor_of(version);
    let list = RELEASES_OF_TODAY.into_iter().find(|list| minor_of(list) == minor);
    list.unwrap_or_else(|| panic!("no lists for {version}"))
}

/// How the lists of `version` write a flag: v0.7 knows `_` only, later ones take it for `-`.
pub fn listed(version: &str, flag: &str) -> String {
    if minor_of(version) < (0, 8) { flag.to_owned() } else { flag.replace('_', "-") }
}

/// The list that speaks for a release of etcd: `v0.4.6`.
pub fn of_etcd(release: &str) -> BTreeSet<String> {
    let lists = [
        ("v0.4.", "v0.4.9"),
        ("v2.0.", "v2.0.13"),
        ("v2.2.", "v2.2.2"),
        ("v2.3.", "v2.3.8"),
        ("v3.4.", "v3.4.23"),
        ("v3.6.", "v3.6.14"),
    ];
    let list = lists.iter().find(|(line, _)| release.starts_with(line));
    let (_, list) = list.unwrap_or_else(|| panic!("no flag list for etcd {release}"));
    read(&format!("etcd/{list}"))
}

/// The list `core/data/check/flags/<name>.txt`.
pub fn read(name: &str) -> BTreeSet<String> {
    listing::checked(&format!("flags/{name}"))
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

#[cfg(test)]
mod tests {
    use super::{RELEASES_OF_TODAY, of, of_etcd, read};
    use crate::listing;

    #[test]
    fn every_release_of_today_has_every_program() {
        let programs = [
            "kube-apiserver",
            "kube-controller-manager",
            "kube-proxy",
            "kube-scheduler",
            "kubeadm",
            "kubeadm-init",
            "kubeadm-join",
            "kubelet",
        ];
        for release in RELEASES_OF_TODAY {
            assert_eq!(listing::names(&format!("flags/{release}")), programs, "{release}");
        }
    }

    #[test]
    fn names_have_no_dashes_before_them_and_no_capitals() {
        for release in RELEASES_OF_TODAY {
            for program in listing::names(&format!("flags/{release}")) {
                for flag in read(&format!("{release}/{program}")) {
                    let first = flag.starts_with(|c: char| c.is_ascii_lowercase());
                    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                    assert!(first && flag.chars().all(rest), "{release}/{program}: {flag}");
                }
            }
        }
    }

    /// What changed between the releases, as their CHANGELOG files tell it.
    #[test]
    fn the_changes_that_are_known_show_in_the_lists() {
        let has = |version: &str, program: &str, flag: &str| of(version, program).contains(flag);
        assert!(has("v1.34.11", "kubelet", "pod-infra-container-image"));
        assert!(!has("v1.35.0", "kubelet", "pod-infra-container-image"));
        assert!(!has("v1.34.0", "kubelet", "register-schedulable"));
        assert!(!has("v1.35.8", "kube-apiserver", "tls-curve-preferences"));
        assert!(has("v1.36.4", "kube-apiserver", "tls-curve-preferences"));
        assert!(has("v1.36.4", "kube-controller-manager", "concurrent-service-syncs"));
        assert!(!of_etcd("v3.6.14").contains("enable-v2"));
        assert!(of_etcd("v3.4.23").contains("enable-v2"));
    }

    #[test]
    fn no_flag_of_another_distribution_is_listed() {
        let theirs = [
            "openshift-config",
            "unsupported-kube-api-over-localhost",
            "send-retry-after-while-not-ready-once",
        ];
        for release in RELEASES_OF_TODAY {
            for program in listing::names(&format!("flags/{release}")) {
                let known = read(&format!("{release}/{program}"));
                assert!(theirs.iter().all(|flag| !known.contains(*flag)), "{release}/{program}");
            }
        }
    }
}
