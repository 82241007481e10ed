//! Flags of programs: a program that meets one it does not have does not start.

mod lists;

pub(super) use lists::{Lists, variable_of};

use super::found;
use super::subject::Subject;
use crate::diagnostic::Report;

pub(super) fn check(subject: &Subject<'_>, lists: &Lists, report: &mut Report) {
    for command in &subject.commands {
        let words: Vec<&str> = command.words.iter().map(String::as_str).collect();
        if let Some(word) = twice(&words) {
            found(report, subject.bundle, command.path, format_args!("has {word} twice"));
        }
        if words.first().is_some_and(|first| first.ends_with("/hyperkube"))
            && program(&words).is_none()
        {
            found(report, subject.bundle, command.path, "runs a part that hyperkube does not have");
        }
        let program = program(&words).or_else(|| {
            // An image of etcd's runs nothing else.
            let release = etcd(command.image.as_deref()?)?;
            Some((Name::Etcd(release), words.as_slice()))
        });
        let Some((name, arguments)) = program else { continue };
        for flag in arguments.iter().filter_map(|word| flag(word)) {
            let has = match name {
                Name::Etcd(release) => lists::etcd_has(release, flag),
                Name::Kubernetes(name) => lists.has(name, flag),
            };
            if has == Some(false) {
                let what = format_args!("{name} of its release has no flag {flag}");
                found(report, subject.bundle, command.path, what);
            }
        }
    }
}

/// The same flag with the same value.
fn twice<'w>(words: &[&'w str]) -> Option<&'w str> {
    let mut rest = words;
    while let Some((first, after)) = rest.split_first() {
        if first.starts_with("--") && first.contains('=') && after.contains(first) {
            return Some(first);
        }
        rest = after;
    }
    None
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name<'w> {
    Kubernetes(&'w str),
    /// Of that release.
    Etcd(&'w str),
}

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Kubernetes(name) => f.write_str(name),
            Self::Etcd(release) => write!(f, "etcd {release}"),
        }
    }
}

/// The release of etcd in an image: `v0.4.6` of `quay.io/coreos/etcd:v0.4.6`.
fn etcd(image: &str) -> Option<&str> {
    let (name, tag) = image.rsplit_once(':')?;
    name.ends_with("/etcd").then_some(tag)
}

/// Which program a command starts, and what it is given.
fn program<'a, 'w>(words: &'a [&'w str]) -> Option<(Name<'w>, &'a [&'w str])> {
    const KUBERNETES: [&str; 5] =
        ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler", "kubelet"];
    let (first, rest) = words.split_first()?;
    let file = first.rsplit('/').next()?;
    match file {
        "kubelet-wrapper" => Some((Name::Kubernetes("kubelet"), rest)),
        "hyperkube" => {
            let (part, rest) = rest.split_first()?;
            let name = KUBERNETES.iter().find(|name| {
                **name == *part || name.strip_prefix("kube-").is_some_and(|short| short == *part)
            });
            name.map(|name| (Name::Kubernetes(name), rest))
        }
        "docker" if rest.first() == Some(&"run") => {
            let at = rest.iter().position(|word| etcd(word).is_some())?;
            Some((Name::Etcd(etcd(rest.get(at)?)?), rest.get(at..)?))
        }
        file => {
            KUBERNETES.iter().find(|name| **name == file).map(|name| (Name::Kubernetes(name), rest))
        }
    }
}

/// `name` of `--name=value`; none of `$VARIABLE`.
fn flag(word: &str) -> Option<&str> {
    let flag = word.strip_prefix('-')?;
    let flag = flag.strip_prefix('-').unwrap_or(flag);
    let name = flag.split('=').next()?;
    name.starts_with(|c: char| c.is_ascii_lowercase()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{Lists, Name, flag, lists, program};
    use crate::plan::Release;
    use crate::spec::value::KubernetesVersion;

    fn of(major: u32, minor: u32, patch: u32) -> Lists {
        Lists::of(Release::new(KubernetesVersion::new(major, minor, patch)))
    }

    #[test]
    fn programs_are_known_by_their_files() {
        for (line, name) in [
            ("/opt/bin/kubelet --a", Name::Kubernetes("kubelet")),
            ("/usr/lib/coreos/kubelet-wrapper --a", Name::Kubernetes("kubelet")),
            ("/hyperkube proxy --a", Name::Kubernetes("kube-proxy")),
            ("/usr/bin/docker run -p 1:1 q/etcd:v0.4.6 -a", Name::Etcd("v0.4.6")),
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            assert_eq!(program(&words).map(|(name, _)| name), Some(name), "{line}");
        }
        assert_eq!(program(&["/usr/bin/docker", "stop", "q/etcd:v0.4.6"]), None);
    }

    #[test]
    fn flags_are_those_of_the_release() {
        assert_eq!(flag("--node-ip=10.0.0.1"), Some("node-ip"));
        assert_eq!(["$ARGS", "run", "-1", "--"].map(flag), [None; 4]);
        let new = of(1, 36, 4);
        assert_eq!(new.has("kubelet", "node-ip"), Some(true));
        assert_eq!(new.has("kubelet", "api-servers"), Some(false));
        assert_eq!(new.has("flanneld", "ip"), None);
        let old = of(0, 7, 1);
        assert_eq!(old.has("kube-apiserver", "etcd_servers"), Some(true));
        assert_eq!(old.has("kube-apiserver", "etcd-servers"), Some(false));
        assert_eq!(of(1, 0, 3).has("kubelet", "api_servers"), Some(true));
        assert_eq!(of(0, 20, 0).has("kubelet", "api_servers"), None);
        for (minor, has) in [(4, false), (5, true), (36, true)] {
            assert_eq!(
                of(1, minor, 0).has("kube-apiserver", "anonymous-auth"),
                Some(has),
                "1.{minor}"
            );
        }
        assert_eq!(of(1, 5, 4).has("kube-scheduler", "anonymous-auth"), Some(false));
        assert_eq!(lists::etcd_has("3.6.6", "data-dir"), Some(true));
        assert_eq!(lists::etcd_has("v3.6.6", "date-dir"), Some(false));
        assert_eq!(lists::etcd_has("v9.0.0", "data-dir"), None);
    }
}
