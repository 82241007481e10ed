//! Every cloud-config, wherever it is: alone, shared, or inside a Heat template.

use kubecore_tests::assert_none;
use kubecore_tests::case::Case;
use kubecore_tests::cloud_config::HEADER;
use kubecore_tests::heat;
use kubecore_tests::settings::parse_yaml;
use serde_yaml::Value;

/// What Azure and OpenStack take is meant after base64.
const MOST: usize = 65_535 / 4 * 3;

#[test]
fn every_cloud_config_is_read_alike_everywhere() {
    let mut findings = Vec::new();
    let mut seen = 0;
    for case in Case::all().into_iter().chain(Case::examples()) {
        for (path, file) in case.tree() {
            let text = file.text();
            let mut texts = Vec::new();
            if text.starts_with("#cloud-config") || path.ends_with("/cloud-config.yaml") {
                texts.push((path.clone(), text.to_owned()));
            } else if heat::is_template(text) {
                let servers = heat::user_data(text).into_iter();
                texts.extend(servers.map(|(name, text)| (format!("{path}: {name}"), text)));
            }
            seen += texts.len();
            for (place, text) in texts {
                let found = faults(&text).into_iter();
                findings.extend(found.map(|finding| format!("{}: {place}: {finding}", case.name)));
            }
        }
    }
    assert_none("cloud-configs", &findings);
    assert!(seen > 50, "{seen} cloud-configs only");
}

fn faults(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let heads = text.lines().filter(|line| line.starts_with("#cloud-config")).count();
    if !text.starts_with(HEADER) || heads != 1 {
        found.push(format!("{heads} heads"));
    }
    if text.len() > MOST {
        found.push(format!("{} bytes are too many for a cloud", text.len()));
    }
    let documents = parse_yaml(text);
    let [root] = &documents[..] else { return vec![format!("{} documents", documents.len())] };
    // Without quotes it is a number to some readers, and another one to each.
    let files = root["write_files"].as_sequence().map_or(0, Vec::len);
    if text.matches("permissions: \"").count() < files {
        found.push("permissions without quotes".to_owned());
    }
    for file in root["write_files"].as_sequence().into_iter().flatten() {
        let is_mode =
            |mode: &str| mode.len() == 4 && mode.bytes().all(|b| (b'0'..b'8').contains(&b));
        if !file["permissions"].as_str().is_some_and(is_mode) {
            found.push(format!("permissions {:?}", file["permissions"]));
        }
        let path = file["path"].as_str().unwrap_or_default();
        if !path.starts_with('/') || path.starts_with("/usr/") {
            found.push(format!("{path:?} cannot be written"));
        }
    }
    for key in ["group", "reboot_strategy"] {
        let value = &root["coreos"]["update"][key];
        if !value.is_null() && !value.is_string() {
            found.push(format!("update.{key} is {value:?}, and no text"));
        }
    }
    for unit in root["coreos"]["units"].as_sequence().into_iter().flatten() {
        if !(unit["enable"].is_null() || unit["enable"].is_bool()) {
            found.push(format!("enable {:?}", unit["enable"]));
        }
        let commands = ["start", "stop", "restart", "reload"];
        if !unit["command"].as_str().is_none_or(|command| commands.contains(&command)) {
            found.push(format!("command {:?}", unit["command"]));
        }
    }
    found
        .extend(hyphens(root).into_iter().map(|key| format!("{key}: later readers know `_` only")));
    found
}

fn hyphens(value: &Value) -> Vec<String> {
    match value {
        Value::Mapping(map) => {
            let keys = map.keys().filter_map(Value::as_str).filter(|key| key.contains('-'));
            let own = keys.map(str::to_owned);
            own.chain(map.values().flat_map(hyphens)).collect()
        }
        Value::Sequence(items) => items.iter().flat_map(hyphens).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn faults_are_noticed() {
    let good = "#cloud-config\ncoreos:\n  update:\n    reboot_strategy: \"off\"\n  units:\n  - name: a.service\n    \
                enable: true\n    command: start\nwrite_files:\n- path: /etc/a\n  permissions: \"0644\"\n  content: x\n";
    assert_none("good", &faults(good));
    for (from, to) in [
        ("#cloud-config\n", "#cloud-config \n"),
        ("content: x", "content: |\n    x\n#cloud-config"),
        ("\"0644\"", "0644"),
        ("\"0644\"", "\"0o644\""),
        ("/etc/a", "/usr/a"),
        ("\"off\"", "false"),
        ("enable: true", "enable: 'yes'"),
        ("command: start", "command: begin"),
        ("reboot_strategy", "reboot-strategy"),
    ] {
        assert!(!faults(&good.replace(from, to)).is_empty(), "{from} -> {to} goes unnoticed");
    }
}
