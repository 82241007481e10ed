//! Which format a file is in.

/// A format that can be coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Sections of settings: systemd's units and drop-ins, TOML, and what looks like them.
    Unit,
    /// `NAME=value` lines.
    Env,
    /// YAML, of which cloud-config is one use.
    Yaml,
    /// JSON.
    Json,
    /// A script for sh or bash.
    Shell,
    /// Markdown.
    Markdown,
    /// Certificates and keys.
    Pem,
    /// Anything else.
    Plain,
}

impl Kind {
    /// By the first line where that leaves no doubt, then by the name, then by the look of the first line.
    pub fn of(path: &str, text: &str) -> Self {
        let first = text.split('\n').next().unwrap_or_default();
        by_mark(first).or_else(|| by_name(path)).unwrap_or_else(|| by_look(first))
    }
}

fn by_mark(first: &str) -> Option<Kind> {
    if first.starts_with("#!") {
        Some(if first.contains("sh") { Kind::Shell } else { Kind::Plain })
    } else if first.starts_with("#cloud-config") || first.starts_with("apiVersion:") {
        Some(Kind::Yaml)
    } else if first.starts_with("-----BEGIN ") {
        Some(Kind::Pem)
    } else {
        None
    }
}

fn by_name(path: &str) -> Option<Kind> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let (_, extension) = name.rsplit_once('.')?;
    Some(match extension {
        "service" | "socket" | "target" | "path" | "timer" | "mount" | "automount" | "swap"
        | "slice" | "scope" | "conf" | "cnf" | "network" | "netdev" | "link" | "toml" => Kind::Unit,
        "env" => Kind::Env,
        "yaml" | "yml" | "bu" => Kind::Yaml,
        "json" | "ign" => Kind::Json,
        "sh" => Kind::Shell,
        "md" => Kind::Markdown,
        "pem" | "crt" | "key" => Kind::Pem,
        _ => return None,
    })
}

/// Files without an extension, such as `.dockercfg` or `/etc/leader`.
fn by_look(first: &str) -> Kind {
    let name = first.split_once('=').map(|(name, _)| name);
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if first.starts_with('{') {
        Kind::Json
    } else if first.starts_with('[') && first.trim_end().ends_with(']') {
        Kind::Unit
    } else if name.is_some_and(|name| !name.is_empty() && is_name(name)) {
        Kind::Env
    } else {
        Kind::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_comes_before_the_name() {
        assert_eq!(Kind::of("opt/bin/wupiao", "#!/bin/bash\n"), Kind::Shell);
        assert_eq!(Kind::of("user-data", "#cloud-config\n"), Kind::Yaml);
        assert_eq!(Kind::of("etc/kubernetes/kubelet.conf", "apiVersion: v1\n"), Kind::Yaml);
        assert_eq!(Kind::of("ca", "-----BEGIN CERTIFICATE-----\n"), Kind::Pem);
        assert_eq!(Kind::of("run.sh", "#!/usr/bin/python3\n"), Kind::Plain);
    }

    #[test]
    fn names_are_known() {
        assert_eq!(Kind::of("a/kubelet@.service", ""), Kind::Unit);
        assert_eq!(Kind::of("a.service.d/10-a.conf", "GROUP=x"), Kind::Unit);
        assert_eq!(Kind::of("nodes/a.b/files.list", "0644 /etc/a"), Kind::Plain);
        assert_eq!(Kind::of("README.md", "# name=value"), Kind::Markdown);
        assert_eq!(Kind::of("nodes/a/config.bu", "variant: flatcar\n"), Kind::Yaml);
        assert_eq!(Kind::of("nodes/a/config.ign", "{\"ignition\":"), Kind::Json);
        assert_eq!(Kind::of("etc/containerd/config.toml", "version = 3\n"), Kind::Unit);
    }

    #[test]
    fn what_has_no_extension_is_looked_at() {
        assert_eq!(Kind::of("home/core/.dockercfg", "{\n"), Kind::Json);
        assert_eq!(Kind::of("etc/leader", "LEADER_ENDPOINT=api\n"), Kind::Env);
        assert_eq!(Kind::of("authorized_keys", "ssh-ed25519 AAAA= a\n"), Kind::Plain);
        assert_eq!(Kind::of("kubecore.lock", "kubecore 0.1.0\n"), Kind::Plain);
        assert_eq!(Kind::of("", ""), Kind::Plain);
    }
}
