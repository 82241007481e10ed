//! How far apart the releases of components may lie (kubernetes/website at 01bc0975,
//! `content/en/releases/version-skew-policy.md`).

use crate::diagnostic::{Code, Diagnostic};
use crate::spec::value::KubernetesVersion;

/// How many minor releases a kubelet may be older than the API server it talks to.
const KUBELET_BEHIND: u32 = 3;

/// Says what is wrong where kubelets of the release `kubelet` talk to an API server of the release `api`: they may not
/// be newer, and up to three minor releases older. Patch releases do not count.
pub fn skew(api: KubernetesVersion, kubelet: KubernetesVersion) -> Option<Diagnostic> {
    let (api_minor, kubelet_minor) = ((api.major, api.minor), (kubelet.major, kubelet.minor));
    let oldest = (api.major, api.minor.saturating_sub(KUBELET_BEHIND));
    let (why, help) = if kubelet_minor > api_minor {
        ("is newer than", "upgrade the control planes first")
    } else if kubelet_minor < oldest {
        ("is more than three minor releases older than", "upgrade the kubelets first")
    } else {
        return None;
    };
    let message =
        ["the kubelet's ", &kubelet.release(), " ", why, " the API server's ", &api.release()];
    Some(Diagnostic::new(Code::VersionSkew, message.concat()).help(help))
}

/// Says what is wrong with going from one release to another at once: API servers are upgraded one minor release at a
/// time, and not downgraded.
pub fn step(from: KubernetesVersion, to: KubernetesVersion) -> Option<Diagnostic> {
    let next = (from.major, from.minor.saturating_add(1));
    let here = (from.major, from.minor);
    let (why, help) = match (to.major, to.minor) {
        minor if minor == here || minor == next => return None,
        minor if minor < here => (
            " is older than ",
            "what newer API servers wrote, older ones may not read: restore etcd from before the upgrade",
        ),
        _ => (" skips minor releases after ", "upgrade by one minor release at a time"),
    };
    let message = [to.release().as_str(), why, &from.release()].concat();
    Some(Diagnostic::new(Code::VersionSkew, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::{skew, step};
    use crate::spec::value::KubernetesVersion;

    #[test]
    fn kubelets_are_not_newer_and_at_most_three_minor_releases_older() {
        let api = KubernetesVersion::new(1, 36, 0);
        let bad = |minor, patch| skew(api, KubernetesVersion::new(1, minor, patch));
        for (minor, patch) in [(36, 0), (36, 4), (35, 8), (34, 11), (33, 0)] {
            assert_eq!(bad(minor, patch), None, "1.{minor}.{patch}");
        }
        let newer = bad(37, 0).unwrap();
        assert_eq!(newer.message, "the kubelet's v1.37.0 is newer than the API server's v1.36.0");
        let older = bad(32, 13).unwrap();
        assert_eq!(
            older.message,
            "the kubelet's v1.32.13 is more than three minor releases older than the API server's v1.36.0"
        );
        assert_ne!(newer.help, older.help);
    }

    #[test]
    fn api_servers_are_upgraded_one_minor_release_at_a_time() {
        let from = KubernetesVersion::new(1, 35, 2);
        let said =
            |minor| step(from, KubernetesVersion::new(1, minor, 0)).map(|found| found.message);
        assert_eq!((said(35), said(36)), (None, None));
        assert_eq!(said(37).unwrap(), "v1.37.0 skips minor releases after v1.35.2");
        assert_eq!(said(34).unwrap(), "v1.34.0 is older than v1.35.2");
    }

    #[test]
    fn releases_of_another_age_are_compared_too() {
        let (old, new) = (KubernetesVersion::new(0, 19, 3), KubernetesVersion::new(1, 1, 0));
        assert!(skew(old, new).is_some());
        assert!(skew(new, old).is_some());
    }
}
