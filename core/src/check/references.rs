//! What one file says of another: places named by lists, units and flags must be there.

use std::path::Path;

use super::found;
use super::subject::Subject;
use crate::bundle::Artifact;
use crate::diagnostic::Report;
use crate::plan::System;
use crate::plan::certificates::of_machine;

/// Where files come from that no bundle need hold: kubeconfigs are made by kubeadm, and kube-vip sees its own under the
/// last one's name.
const FROM_ELSEWHERE: [&str; 4] = [
    "/etc/kubernetes/kubelet.conf",
    "/etc/kubernetes/bootstrap-kubelet.conf",
    "/etc/kubernetes/super-admin.conf",
    "/etc/kubernetes/admin.conf",
];

/// Where keys and certificates are placed by `install.sh`, or made by kubeadm.
const KEYS: [&str; 2] = ["/etc/kubernetes/ssl/", "/etc/kubernetes/pki/"];

pub(super) fn check(subject: &Subject<'_>, report: &mut Report) {
    let bundle = subject.bundle;
    let keys = keys(subject);
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
    // Logins hold words of the user's, and name no file.
    for (path, Artifact { bytes, .. }) in
        rootfs().filter(|(path, _)| !path.ends_with("/.dockercfg"))
    {
        let text = String::from_utf8_lossy(bytes);
        for named in named_files(&text) {
            let known = rootfs().any(|(path, _)| path == named)
                || FROM_ELSEWHERE.iter().any(|place| named.starts_with(place))
                || match &keys {
                    Some(keys) => keys.iter().any(|key| key == named),
                    None => KEYS.iter().any(|place| named.starts_with(place)),
                };
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

/// The machine's keys and certificates, under every name; `None` where kubeadm makes more.
fn keys(subject: &Subject<'_>) -> Option<Vec<String>> {
    let node = subject.node?;
    if let System::Flatcar(settings) = &subject.plan.system
        && settings.kubeadm()
    {
        return None;
    }
    let mut keys = Vec::new();
    for file in of_machine(subject.plan, node) {
        if let (Some(link), Some((folder, _))) = (file.link, file.path.rsplit_once('/')) {
            keys.push([folder, "/", link].concat());
        }
        keys.push(file.path);
    }
    Some(keys)
}
