//! A scratch machine on which `systemd-analyze verify` judges units as on Container Linux.

use std::process::Command;

use crate::settings::{self, Format, format_of, unit_entries};
use crate::tree::{self, File, Tree};

/// Units of the operating system that ours name or extend: as much of them as a judgement needs.
const STOCK: [(&str, &str); 20] = [
    ("sysinit.target", "[Unit]\n"),
    ("basic.target", "[Unit]\n"),
    ("shutdown.target", "[Unit]\n"),
    ("network.target", "[Unit]\n"),
    ("network-online.target", "[Unit]\n"),
    ("multi-user.target", "[Unit]\n"),
    ("early-docker.target", "[Unit]\n"),
    ("sockets.target", "[Unit]\n"),
    ("systemd-networkd-wait-online.service", "[Service]\nType=oneshot\nExecStart=/usr/bin/true\n"),
    ("etcd.service", "[Service]\nExecStart=/usr/bin/etcd\n"),
    ("fleet.service", "[Service]\nExecStart=/usr/bin/fleetd\n"),
    ("fleet.socket", "[Socket]\nListenStream=/var/run/fleet.sock\n"),
    ("docker.service", "[Service]\nExecStart=/usr/lib/coreos/dockerd\n"),
    (
        "flanneld.service",
        "[Service]\nExecStartPre=/usr/bin/mkdir -p /run/flannel\nExecStart=/usr/libexec/sdnotify-proxy\n",
    ),
    ("etcd2.service", "[Service]\nExecStart=/usr/bin/etcd2\n"),
    ("locksmithd.service", "[Service]\nExecStart=/usr/lib/locksmith/locksmithd\n"),
    ("containerd.service", "[Service]\nExecStart=/usr/bin/containerd\n"),
    // The extension image of Kubernetes brings it.
    ("kubelet.service", "[Service]\nExecStart=/usr/bin/kubelet\n"),
    (
        "systemd-sysupdate.service",
        "[Service]\nType=simple\nExecStart=/usr/lib/systemd/systemd-sysupdate update\n",
    ),
    ("systemd-sysupdate.timer", "[Timer]\nOnBootSec=15min\n"),
];

/// Whether systemd reads the file: networkd's lie elsewhere, and so do units that are kept for other machines.
pub fn is_loaded(path: &str) -> bool {
    format_of(path) == Some(Format::Unit) && path.starts_with("/etc/systemd/system/")
}

/// Whether the operating system brings this unit.
pub fn is_stock(name: &str) -> bool {
    STOCK.iter().any(|(stock, _)| *stock == name)
}

/// What `systemd-analyze verify` says against the units among `files` (absolute paths): nothing, if all is well.
pub fn verify(files: &Tree) -> Vec<String> {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let root = scratch.path();
    tree::write(root, files);
    let stock =
        STOCK.map(|(name, text)| (format!("/usr/lib/systemd/system/{name}"), plain(text, 0o644)));
    tree::write(root, &stock.into());
    let units = files.iter().filter(|(path, _)| is_loaded(path));
    let texts =
        units.clone().map(|(_, file)| file.text()).chain(STOCK.iter().map(|(_, text)| *text));
    let missing = texts
        .flat_map(programs)
        .filter(|program| !root.join(program.trim_start_matches('/')).exists());
    tree::write(root, &missing.map(|program| (program, plain("#!/bin/sh\n", 0o755))).collect());
    let mut names: Vec<&str> = units.map(|(path, _)| unit_name(path)).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Vec::new();
    }
    let output = Command::new("systemd-analyze")
        .args(["verify", "--man=no", "--recursive-errors=yes"])
        .arg(format!("--root={}", root.display()))
        .args(&names)
        .output()
        .expect("systemd-analyze runs");
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let said = said.replace(&root.display().to_string(), "");
    let mut findings: Vec<String> = said.lines().map(str::to_owned).collect();
    if !output.status.success() && findings.is_empty() {
        findings.push(format!("{}, without a word", output.status));
    }
    findings
}

fn plain(text: &str, mode: u32) -> File {
    File { mode, bytes: text.as_bytes().to_vec() }
}

/// Absolute paths of the programs that a unit runs.
pub fn programs(text: &str) -> Vec<String> {
    unit_entries(text)
        .iter()
        .filter(|entry| entry.key.starts_with("Exec") && !entry.value.is_empty())
        .map(|entry| settings::Command::from_unit(&entry.value).program().to_owned())
        .collect()
}

/// The unit that a file is, or extends.
fn unit_name(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    let (name, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    folder.strip_suffix(".d").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judges::has;

    fn verdict(path: &str, text: &str) -> Option<Vec<String>> {
        let file = File { mode: 0o644, bytes: text.as_bytes().to_vec() };
        has("systemd-analyze").then(|| verify(&Tree::from([(path.to_owned(), file)])))
    }

    const UNIT: &str = "/etc/systemd/system/a.service";

    #[test]
    fn a_good_unit_passes() {
        let text = "[Unit]\nRequires=network-online.target\nAfter=network-online.target\n\
                    [Service]\nExecStartPre=-/usr/bin/x y\nExecStart=/usr/bin/z \\\n  --a=$$b\n[Install]\nWantedBy=multi-user.target\n";
        assert_eq!(verdict(UNIT, text).unwrap_or_default(), Vec::<String>::new());
        let drop_in = "/etc/systemd/system/docker.service.d/40-flannel.conf";
        let text = "[Unit]\nRequires=flanneld.service\nAfter=flanneld.service\n";
        assert_eq!(verdict(drop_in, text).unwrap_or_default(), Vec::<String>::new());
    }

    #[test]
    fn bad_units_fail() {
        for text in [
            "[Service]\nExecStart=/usr/bin/z\nBogus=1\n",
            "[Service]\nExecStart=/usr/bin/z\nRequires=docker.service\n",
            "[Unit]\nRequires=nonesuch.service\n[Service]\nExecStart=/usr/bin/z\n",
            "[Service]\nExecStart=/usr/bin/z\nRestart=sometimes\n",
            "[Service]\nType=simple\n",
        ] {
            assert!(verdict(UNIT, text).is_none_or(|said| !said.is_empty()), "accepted: {text}");
        }
        let drop_in = "/etc/systemd/system/docker.service.d/40-flannel.conf";
        assert!(
            verdict(drop_in, "[Service]\nAfter=flanneld.service\n")
                .is_none_or(|said| !said.is_empty())
        );
    }
}
