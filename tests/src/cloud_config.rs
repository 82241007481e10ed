//! What coreos-cloudinit makes of a `#cloud-config`: files at their places, units and blocks included.

use serde_yaml::Value;

use crate::settings::{Setting, flat, parse_yaml};
use crate::tree::{File, Tree};

/// The first line of every one.
pub const HEADER: &str = "#cloud-config\n";

/// Blocks that become environment variables of a unit, and how these begin.
const BLOCKS: [(&str, &str, &str); 3] = [
    ("etcd", "etcd.service", "ETCD_"),
    ("etcd2", "etcd2.service", "ETCD_"),
    ("fleet", "fleet.service", "FLEET_"),
];

/// Every file, by absolute path. A path twice is a mistake.
pub fn files(text: &str) -> Tree {
    let config = parse_yaml(text).remove(0);
    let mut tree = Tree::new();
    let mut put = |path: String, mode: &str, text: String| {
        let mode = u32::from_str_radix(mode, 8).expect("permissions are octal");
        let file = File { mode, bytes: unescape(&text).into_bytes() };
        assert!(tree.insert(path.clone(), file).is_none(), "{path} is written twice");
    };
    for file in list(&config["write_files"]) {
        let mode = file["permissions"].as_str().expect("permissions are quoted");
        put(text_of(&file["path"]), mode, text_of(&file["content"]));
    }
    for (block, unit, prefix) in BLOCKS {
        let Some(settings) = config["coreos"][block].as_mapping() else { continue };
        let variables = settings.iter().map(|(key, value)| {
            let name = format!("{prefix}{}", text_of(key).to_uppercase());
            format!("Environment={}\n", quoted(&format!("{name}={}", text_of(value))))
        });
        let text = format!("[Service]\n{}", variables.collect::<String>());
        put(format!("/etc/systemd/system/{unit}.d/20-cloudinit.conf"), "0644", text);
    }
    for unit in list(&config["coreos"]["units"]) {
        let name = text_of(&unit["name"]);
        let folder = match name.rsplit('.').next() {
            Some("network" | "netdev" | "link") => "/etc/systemd/network",
            _ => "/etc/systemd/system",
        };
        if !unit["content"].is_null() {
            put(format!("{folder}/{name}"), "0644", text_of(&unit["content"]));
        }
        for drop_in in list(&unit["drop_ins"]) {
            let path = format!("{folder}/{name}.d/{}", text_of(&drop_in["name"]));
            put(path, "0644", text_of(&drop_in["content"]));
        }
    }
    tree
}

/// Every key that is not a file's content: `coreos.update.group`, `coreos.units[etcd.service].command`,
/// `write_files[/etc/leader].permissions`. Quotes are left out.
pub fn keys(text: &str) -> Vec<Setting> {
    let mut config = parse_yaml(text).remove(0);
    let mut found = Vec::new();
    for (list, name) in [("write_files", "path"), ("units", "name")] {
        let (prefix, holder) = match list {
            "units" => ("coreos.units", config.get_mut("coreos")),
            _ => (list, Some(&mut config)),
        };
        let items = holder.and_then(Value::as_mapping_mut).and_then(|map| map.remove(list));
        for item in items.as_ref().and_then(Value::as_sequence).into_iter().flatten() {
            let place = format!("{prefix}[{}]", text_of(&item[name]));
            found.push((place.clone(), String::new()));
            let rest = flat(item)
                .into_iter()
                .filter(|(key, _)| key != name && key != "content" && !key.starts_with("drop_ins"));
            found.extend(rest.map(|(key, value)| (format!("{place}.{key}"), value)));
        }
    }
    found.extend(flat(&config));
    found.into_iter().map(|(key, value)| (key, value.trim_matches('"').to_owned())).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        other => panic!("neither text nor number: {other:?}"),
    }
}

/// Quotes only where they are needed: coreos-cloudinit always writes them, which means the same.
fn quoted(word: &str) -> String {
    if word.contains(|c: char| c.is_ascii_whitespace()) {
        format!("\"{word}\"")
    } else {
        word.to_owned()
    }
}

/// coreos-cloudinit replaces `$private_ipv4` and its like unless a backslash stands before.
pub fn unescape(text: &str) -> String {
    ["private", "public"].iter().fold(text.to_owned(), |text, which| {
        text.replace(&format!("\\${which}_ipv"), &format!("${which}_ipv"))
    })
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn files_units_and_blocks() {
        let config = "#cloud-config\ncoreos:\n  etcd2:\n    name: a\n    heartbeat_interval: 500\n  units:\n  \
                      - name: etcd2.service\n    command: start\n  - name: 10-x.network\n    content: x\n  \
                      - name: docker.service\n    drop_ins:\n    - name: 40-x.conf\n      content: y\n\
                      write_files:\n- path: /etc/z\n  permissions: \"0600\"\n  content: \\$private_ipv4\n";
        let found = files(config);
        let shown: Vec<String> = found
            .iter()
            .map(|(path, file)| format!("{path} {:04o} {}", file.mode, file.text().trim_end()))
            .collect();
        assert_eq!(
            shown,
            [
                "/etc/systemd/network/10-x.network 0644 x",
                "/etc/systemd/system/docker.service.d/40-x.conf 0644 y",
                "/etc/systemd/system/etcd2.service.d/20-cloudinit.conf 0644 [Service]\n\
                 Environment=ETCD_NAME=a\nEnvironment=ETCD_HEARTBEAT_INTERVAL=500",
                "/etc/z 0600 $private_ipv4",
            ]
        );
    }
}
