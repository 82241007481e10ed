//! Which flags a program has: `core/data/check/flags`.

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
        release!($release: "kube-apiserver" "kube-controller-manager" "kube-proxy" "kube-scheduler" "kubelet")
    };
}

/// How releases begin, and the lists that speak for them. One of no line here has none.
const KUBERNETES: [(&str, &[List]); 11] = [
    ("v0.7.", kubernetes!("v0.7.1")),
    ("v0.19.", kubernetes!("v0.19.3")),
    ("v1.0.", kubernetes!("v1.0.1")),
    ("v1.1.", kubernetes!("v1.1.7")),
    ("v1.2.", kubernetes!("v1.2.4")),
    ("v1.3.", kubernetes!("v1.3.8")),
    ("v1.4.", kubernetes!("v1.4.0")),
    ("v1.5.", kubernetes!("v1.4.0")),
    ("v1.34.", kubernetes!("v1.34.9")),
    ("v1.35.", kubernetes!("v1.35.6")),
    ("v1.36.", kubernetes!("v1.36.2")),
];

/// What 1.5 added to 1.4, of what is rendered.
const NEW_IN_1_5: &str = "anonymous-auth";

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
    old: bool,
}

impl Lists {
    /// Those of a release: `v1.36.4`.
    pub(in crate::check) fn of(release: &str) -> Self {
        let lists = KUBERNETES.iter().find(|(begin, _)| release.starts_with(begin));
        let programs = lists.into_iter().flat_map(|(_, lists)| lists.iter());
        let flags = |text: &'static str| {
            let mut flags: Vec<&str> = text.lines().collect();
            if release.starts_with("v1.5.") {
                flags.push(NEW_IN_1_5);
            }
            flags.sort_unstable();
            flags
        };
        Self {
            kubernetes: programs.map(|(name, text)| (*name, flags(text))).collect(),
            underscores: release.starts_with("v0.7."),
            old: !release.starts_with("v1.3") || release.starts_with("v1.3."),
        }
    }

    /// Whether they are those of a system of 2014 to 2016.
    fn is_old(&self) -> bool {
        self.old
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
pub(in crate::check) fn variable_of(path: &str, name: &str, lists: &Lists) -> Option<bool> {
    let (rest, flags) = if path.contains("/etcd.service.d/") && lists.is_old() {
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
