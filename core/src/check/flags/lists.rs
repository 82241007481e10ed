//! Which flags a program has: `core/data/check/flags`.

use crate::plan::{Release, System};
use crate::spec::value::KubernetesVersion;

/// A program's name, and its flags.
type List = (&'static str, &'static str);

/// The lists of one release, in the order of the programs' names.
macro_rules! release {
    ($release:literal: $($program:literal)*) => {
        &[$((
            $program,
            include_str!(concat!("../../../data/check/flags/", $release, "/", $program, ".txt")),
        )),*]
    };
}

macro_rules! kubernetes {
    ($release:literal) => {
        (
            $release,
            release!($release: "kube-apiserver" "kube-controller-manager" "kube-proxy" "kube-scheduler" "kubelet"),
        )
    };
}

/// The lists of [`Release::flag_list`].
const KUBERNETES: [(&str, &[List]); 10] = [
    kubernetes!("v0.7.1"),
    kubernetes!("v0.19.3"),
    kubernetes!("v1.0.1"),
    kubernetes!("v1.1.7"),
    kubernetes!("v1.2.4"),
    kubernetes!("v1.3.8"),
    kubernetes!("v1.4.0"),
    kubernetes!("v1.34.9"),
    kubernetes!("v1.35.6"),
    kubernetes!("v1.36.2"),
];

/// What releases have that are newer than the list that speaks for them, of what is rendered.
fn added(release: Release, program: &str) -> Option<&'static str> {
    (program == "kube-apiserver" && release.has_anonymous_auth()).then_some("anonymous-auth")
}

const ETCD: &[List] = release!("etcd": "v0.4.9" "v2.0.13" "v2.2.2" "v2.3.8" "v3.4.23" "v3.6.14");

/// The program of the unit `etcd.service` on the old systems.
const OLD_ETCD: &str = include_str!("../../../data/check/flags/etcd/v0.4.9.txt");
/// That of `etcd2.service`: the newest has every flag that is written.
const ETCD_2: &str = include_str!("../../../data/check/flags/etcd/v2.3.8.txt");
const FLANNEL: &str = include_str!("../../../data/check/flags/flannel/v0.5.5.txt");

/// Programs and their flags, sorted.
#[derive(Debug, Clone, Default)]
pub(in crate::check) struct Lists {
    kubernetes: Vec<(&'static str, Vec<&'static str>)>,
    /// Whether names are written with `_`, and with nothing else.
    underscores: bool,
}

impl Lists {
    /// Those of a release. One that no list speaks for has none.
    pub(in crate::check) fn of(release: Release) -> Self {
        let list = release.flag_list().map(KubernetesVersion::release);
        let lists = KUBERNETES.iter().find(|(name, _)| list.as_deref() == Some(*name));
        let programs = lists.into_iter().flat_map(|(_, lists)| lists.iter());
        let flags = |program: &str, text: &'static str| {
            let mut flags: Vec<&str> = text.lines().chain(added(release, program)).collect();
            flags.sort_unstable();
            flags
        };
        Self {
            kubernetes: programs.map(|(name, text)| (*name, flags(name, text))).collect(),
            underscores: !release.takes_dashes_in_flags(),
        }
    }

    /// Whether `program` has `flag`, written without its dashes; `None` of a program without a list.
    pub(super) fn has(&self, program: &str, flag: &str) -> Option<bool> {
        let (_, flags) = self.kubernetes.iter().find(|(name, _)| *name == program)?;
        let known = |flag: &str| flags.binary_search(&flag).is_ok();
        Some(if self.underscores { known(flag) } else { known(&flag.replace('_', "-")) })
    }
}

/// Whether that release of etcd has `flag`: `v3.6.14`. `None` without a list.
pub(super) fn etcd_has(release: &str, flag: &str) -> Option<bool> {
    let line = |release: &str| release.rsplit_once('.').map(|(line, _)| line.to_owned());
    let own = line(release.strip_prefix('v').unwrap_or(release))?;
    let lists = ETCD
        .iter()
        .find(|(list, _)| list.strip_prefix('v').and_then(line).is_some_and(|line| line == own));
    lists.map(|(_, text)| text.lines().any(|known| known == flag))
}

/// What a program reads from variables are its flags, in capitals: whether it has `name`, where the file at `path` sets it
/// for that program. `None` of any other variable.
pub(in crate::check) fn variable_of(path: &str, name: &str, system: &System) -> Option<bool> {
    let is_old = !matches!(system, System::Flatcar(_));
    let (rest, flags) = if path.contains("/etcd.service.d/") && is_old {
        (name.strip_prefix("ETCD_")?, OLD_ETCD)
    } else if path.contains("/etcd2.service.d/") || path.contains("/etc/etcd2.") {
        (name.strip_prefix("ETCD_")?, ETCD_2)
    } else if path.contains("/etc/flannel/options.env") {
        (name.strip_prefix("FLANNELD_")?, FLANNEL)
    } else {
        return None;
    };
    let flag = rest.to_lowercase().replace('_', "-");
    Some(flags.lines().any(|known| known == flag))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::KUBERNETES;
    use crate::plan::Release;
    use crate::spec::value::KubernetesVersion;

    #[test]
    fn the_lists_are_those_that_releases_name() {
        let releases = (0..=1).flat_map(|major| (0..60).map(move |minor| (major, minor)));
        let named: BTreeSet<String> = releases
            .filter_map(|(major, minor)| {
                Release::new(KubernetesVersion::new(major, minor, 0)).flag_list()
            })
            .map(KubernetesVersion::release)
            .collect();
        let lists: BTreeSet<String> =
            KUBERNETES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(named, lists);
    }
}
