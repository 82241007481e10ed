//! A file as a list of settings, so that a rendered file and a table of facts can be held against each other.
//!
//! | Format | How a setting is addressed |
//! |---|---|
//! | unit | `Section.Key`; a variable is `Service.Environment NAME` |
//! | command line | the program itself at `Service.ExecStart`, its flags at `Service.ExecStart --flag`, other words at `… word[1]` and on |
//! | YAML, JSON | `spec.containers[name].image`: a list of named things goes by their names, other lists by position |
//! | command in YAML | as a command line: `….command --flag`; plain words at `….command word[1]` |
//! | environment file | the key |
//! | openssl's | `section.key` |
//!
//! What stands several times gets a number: `Service.ExecStartPre[0]`, `… --volume[1]`. A YAML text that would
//! be another type without its quotes keeps them: `"true"`.

mod command;
mod env_file;
mod ini;
mod unit;
mod yaml;

pub use command::{Command, split_words};
pub use unit::{Entry, entries as unit_entries};
pub use yaml::{flat, parse as parse_yaml};

use std::collections::BTreeMap;

/// Address and value.
pub type Setting = (String, String);

/// The settings of the file at `path`; `None` if the format is not one of settings (a script, prose).
pub fn settings(path: &str, text: &str) -> Option<Vec<Setting>> {
    let read: fn(&str) -> Vec<Setting> = match format_of(path)? {
        Format::Unit => unit::settings,
        Format::Yaml => yaml::settings,
        Format::EnvFile => env_file::settings,
        Format::Ini => ini::settings,
    };
    Some(numbered(read(text)))
}

/// Formats that consist of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// systemd's.
    Unit,
    /// YAML, and JSON as its subset.
    Yaml,
    /// `KEY=VALUE`.
    EnvFile,
    /// openssl's.
    Ini,
}

/// The format of a file that we render, by its path.
pub fn format_of(path: &str) -> Option<Format> {
    match extension(path) {
        "service" | "target" | "timer" | "socket" | "path" | "mount" | "network" | "netdev"
        | "link" => Some(Format::Unit),
        "conf" if path.contains(".service.d/") || path.contains(".socket.d/") => Some(Format::Unit),
        "conf" if path.contains("/net.d/") => Some(Format::Yaml),
        "yaml" | "yml" | "json" | "dockercfg" => Some(Format::Yaml),
        "env" => Some(Format::EnvFile),
        "cnf" => Some(Format::Ini),
        "" if ENV_FILES.contains(&path) => Some(Format::EnvFile),
        _ => None,
    }
}

/// Environment files whose names do not say so.
const ENV_FILES: [&str; 3] = ["/etc/leader", "/etc/network-environment", "/etc/environment"];

/// What follows the last `.` of a file's name.
pub fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Gives a number to what stands several times.
fn numbered(settings: Vec<Setting>) -> Vec<Setting> {
    let mut total: BTreeMap<String, usize> = BTreeMap::new();
    for (key, _) in &settings {
        *total.entry(key.clone()).or_default() += 1;
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    settings
        .into_iter()
        .map(|(key, value)| {
            if total[&key] == 1 {
                return (key, value);
            }
            let number = seen.entry(key.clone()).or_default();
            let numbered = format!("{key}[{number}]");
            *number += 1;
            (numbered, value)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, text: &str) -> Vec<String> {
        settings(path, text)
            .unwrap()
            .into_iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect()
    }

    #[test]
    fn a_unit() {
        let text = "[Service]\n# note\nExecStartPre=/bin/a -p x\nExecStartPre=-/bin/b\n\
                    Environment=\"OPTS=--volume a \\\n  --mount b\"\nEnvironment=K=v\n\
                    ExecStart=/bin/c \\\n  --one=1 \\\n  --two=a --two=b run $$x %%y\n[Install]\nWantedBy=m.target\n";
        assert_eq!(
            of("/etc/systemd/system/x.service", text),
            [
                "Service.ExecStartPre[0] = /bin/a",
                "Service.ExecStartPre[0] -p = ",
                "Service.ExecStartPre[0] word[1] = x",
                "Service.ExecStartPre[1] = -/bin/b",
                "Service.Environment OPTS = --volume a --mount b",
                "Service.Environment K = v",
                "Service.ExecStart = /bin/c",
                "Service.ExecStart --one = 1",
                "Service.ExecStart --two[0] = a",
                "Service.ExecStart --two[1] = b",
                "Service.ExecStart word[1] = run",
                "Service.ExecStart word[2] = $x",
                "Service.ExecStart word[3] = %y",
                "Install.WantedBy = m.target",
            ]
        );
    }

    #[test]
    fn a_manifest() {
        let text = "kind: Pod\nspec:\n  containers:\n  - name: a\n    command: [/x, y, --f=1, --g]\n    env:\n    \
                    - name: E\n      value: \"true\"\n    ports: [{name: p, hostPort: 1}]\n  volumes: []\n";
        assert_eq!(
            of("/etc/kubernetes/manifests/a.yaml", text),
            [
                "kind = Pod",
                "spec.containers[a].command = /x",
                "spec.containers[a].command word[1] = y",
                "spec.containers[a].command --f = 1",
                "spec.containers[a].command --g = ",
                "spec.containers[a].env[E].value = \"true\"",
                "spec.containers[a].ports[p].hostPort = 1",
                "spec.volumes = []",
            ]
        );
    }

    #[test]
    fn the_other_formats() {
        assert_eq!(of("/etc/flannel/options.env", "A=1\n# c\nB='x y'\n"), ["A = 1", "B = x y"]);
        assert_eq!(
            of("/e/cni/net.d/a.conf", "{\"a\": {\"b\": [\"x\", 2]}}"),
            ["a.b[0] = x", "a.b[1] = 2"]
        );
        assert_eq!(
            of("openssl.cnf", "[ a ]\nx = 1, 2\n[b]\nDNS.1=y\n"),
            ["a.x = 1, 2", "b.DNS.1 = y"]
        );
        assert_eq!(settings("install.sh", ""), None);
    }

    #[test]
    #[should_panic(expected = "duplicate")]
    fn a_key_twice_is_refused() {
        settings("/e/cni/net.d/a.conf", "{\"a\": 1, \"a\": 2}");
    }
}
