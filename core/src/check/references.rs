//! What one file says of another: places named by lists, units and flags must be there.

use std::path::Path;

use super::found;
use crate::bundle::{Artifact, Bundle};
use crate::diagnostic::Report;

/// Where files come from that no bundle need hold: TLS assets are placed by `install.sh`, kubeconfigs
/// made by kubeadm, and kube-vip sees its own under the last one's name.
const FROM_ELSEWHERE: [&str; 6] = [
    "/etc/kubernetes/ssl/",
    "/etc/kubernetes/pki/",
    "/etc/kubernetes/kubelet.conf",
    "/etc/kubernetes/bootstrap-kubelet.conf",
    "/etc/kubernetes/super-admin.conf",
    "/etc/kubernetes/admin.conf",
];

pub(super) fn check(bundle: &Bundle, report: &mut Report) {
    let rootfs =
        || bundle.artifacts().iter().filter_map(|a| Some((a.path.strip_prefix("rootfs")?, a)));
    if let Some(list) = bundle.get("files.list") {
        let listed = String::from_utf8_lossy(&list.bytes);
        let mut there: Vec<String> =
            rootfs().map(|(path, artifact)| format!("{:04o} {path}", artifact.mode)).collect();
        // A third word is the owner, which no bundle can keep.
        let mut listed: Vec<String> = listed
            .lines()
            .map(|line| line.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" "))
            .collect();
        there.sort();
        listed.sort();
        if there != listed {
            found(report, bundle, "files.list", "does not list what is below rootfs");
        }
    }
    for (path, Artifact { bytes, .. }) in rootfs() {
        let text = String::from_utf8_lossy(bytes);
        for named in named_files(&text) {
            let known = rootfs().any(|(path, _)| path == named)
                || FROM_ELSEWHERE.iter().any(|place| named.starts_with(place));
            if !known {
                found(report, bundle, path, format_args!("names {named}, which nothing places"));
            }
        }
    }
}

/// Files below /etc that a text names: paths with an extension.
fn named_files(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "=\"',;[]{}".contains(c))
        .filter(|word| word.starts_with("/etc/kubernetes/") || word.starts_with("/etc/flannel/"))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| Path::new(word).extension().is_some_and(|extension| extension != "d"))
}
