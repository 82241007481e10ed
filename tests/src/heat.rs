//! Heat templates: what each server is given at its first boot, and what OpenStack's own reader says.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_yaml::Value;

use crate::home;
use crate::settings::{Setting, flat, parse_yaml};

/// What Heat makes of a template.
#[derive(Debug, Clone, Deserialize)]
pub struct Loaded {
    /// What it refuses, in its own words.
    pub errors: Vec<String>,
    /// What each server would be told, by name; members of groups go by `group-index`.
    pub user_data: BTreeMap<String, String>,
    /// Parameters that nothing asks for.
    pub unused: Vec<String>,
}

/// Asks Heat about `templates`; `None` where `cargo xtask test` could not install it.
pub fn load(templates: &[PathBuf]) -> Option<BTreeMap<PathBuf, Loaded>> {
    let python = python().filter(|python| python.exists());
    let output = Command::new(python?)
        .arg(home().join("heat/load.py"))
        .args(templates)
        .output()
        .expect("Python runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    Some(serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}\n{said}")))
}

/// Where `xtask/src/heat.rs` puts it.
fn python() -> Option<PathBuf> {
    let from = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = from("XDG_CACHE_HOME").or_else(|| Some(from("HOME")?.join(".cache")))?;
    let mut pins = include_str!("../heat/requirements.txt").lines();
    let version = pins.find_map(|line| line.strip_prefix("openstack-heat=="))?;
    let home = Path::new("kubecore/tools").join(format!("openstack-heat-{version}"));
    Some(cache.join(home).join("bin/python"))
}

/// Whether a file is a template.
pub fn is_template(text: &str) -> bool {
    text.starts_with("heat_template_version:")
}

/// Each server's resource with its user-data, placeholders as they stand.
pub fn user_data(template: &str) -> Vec<(String, String)> {
    let root = parse_yaml(template).remove(0);
    let resources = root["resources"].as_mapping().expect("resources");
    let servers = resources.iter().filter_map(|(name, resource)| {
        let properties = &resource["properties"];
        let server = match resource["type"].as_str() {
            Some("OS::Nova::Server") => properties,
            Some("OS::Heat::ResourceGroup") => &properties["resource_def"]["properties"],
            _ => return None,
        };
        let data = &server["user_data"];
        let text = ["str_replace", "str_replace_strict"]
            .iter()
            .find_map(|function| data.get(function)?.get("template")?.as_str())
            .or(data.as_str())
            .expect("user-data is a text, or one in which texts are replaced");
        Some((name.as_str().expect("a name").to_owned(), text.to_owned()))
    });
    servers.collect()
}

/// Every setting but the texts of user-data, whose parts are files of their own, and texts for people. Quotes are
/// left out: to Heat, `"true"` is a boolean where one is wanted.
pub fn settings(template: &str) -> Vec<Setting> {
    let mut root = parse_yaml(template).remove(0);
    strip(&mut root);
    let found = flat(&root).into_iter();
    found.map(|(key, value)| (key, value.trim_matches('"').to_owned())).collect()
}

fn strip(value: &mut Value) {
    match value {
        Value::Mapping(map) => {
            map.remove("description");
            match map.get_mut("user_data") {
                Some(Value::Mapping(function)) => function.values_mut().for_each(|arguments| {
                    arguments.as_mapping_mut().and_then(|map| map.remove("template"));
                }),
                _ => drop(map.remove("user_data")),
            }
            map.values_mut().for_each(strip);
        }
        Value::Sequence(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// `text` with every placeholder given a value of its kind, as a stack would.
pub fn filled(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let name = after[1..].split('%').next().filter(|name| is_name(name));
        match name {
            Some(name) if after[1 + name.len()..].starts_with('%') => {
                out.push_str(value(name));
                rest = &after[name.len() + 2..];
            }
            _ => {
                // `%%` is one sign to systemd, and never begins a placeholder.
                let length = if after.starts_with("%%") { 2 } else { 1 };
                out.push_str(&after[..length]);
                rest = &after[length..];
            }
        }
    }
    out + rest
}

fn is_name(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
}

fn value(name: &str) -> &'static str {
    match name {
        "index" => "0",
        name if name.contains("command") => "/usr/bin/true",
        name if name.contains("notify") || name.contains("curl") => {
            "/usr/bin/curl http://10.0.0.9/"
        }
        name if name.contains("url") => "https://mirror.example/file",
        name if name.contains("interface") => "eth0",
        name if name.contains("uuid") || name.contains("token") => "0123456789abcdef",
        _ => "10.0.0.9",
    }
}

#[cfg(test)]
mod tests {
    use super::{filled, user_data};

    #[test]
    fn servers_and_groups_have_user_data() {
        let template = "heat_template_version: \"2018-08-31\"\nresources:\n  net: {type: OS::Neutron::Net}\n  a:\n    \
                        type: OS::Nova::Server\n    properties: {user_data: x}\n  b:\n    type: OS::Heat::ResourceGroup\n    \
                        properties:\n      resource_def:\n        properties:\n          user_data:\n            \
                        str_replace_strict: {template: y, params: {}}\n";
        let found: Vec<String> =
            user_data(template).into_iter().map(|(name, text)| format!("{name} {text}")).collect();
        assert_eq!(found, ["a x", "b y"]);
    }

    #[test]
    fn placeholders_and_nothing_else_are_filled() {
        assert_eq!(
            filled("http://%discovery%:4001 %% 100%%x%% %H-%index%"),
            "http://10.0.0.9:4001 %% 100%%x%% %H-0"
        );
    }
}
