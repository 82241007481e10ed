//! What Ignition makes of a config: files at their places, units included. Read here and not by the program.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use serde_yaml::Value;

use crate::settings::parse_yaml;
use crate::tree::{File, Tree};

/// Where Ignition puts units.
const UNITS: &str = "/etc/systemd/system";

/// Every file of a `config.ign`, by absolute path. A path twice is a mistake.
pub fn files(text: &str) -> Tree {
    let config: Value = serde_json::from_str(text).expect("JSON");
    let mode = |file: &Value| {
        u32::try_from(file["mode"].as_u64().expect("JSON has no octal numbers")).expect("a mode")
    };
    collect(&config, mode, |file| {
        let contents = &file["contents"];
        let bytes = data(word(&contents["source"]));
        match word(&contents["compression"]) {
            "gzip" => unpacked(&bytes),
            other => {
                assert_eq!(other, "");
                bytes
            }
        }
    })
}

/// Every file of the `config.bu` that a person reads.
pub fn files_of_butane(text: &str) -> Tree {
    let config = parse_yaml(text).remove(0);
    // `0644` is a number in YAML 1.1, and in Go; here it is text.
    let mode = |file: &Value| u32::from_str_radix(word(&file["mode"]), 8).expect("an octal mode");
    collect(&config, mode, |file| word(&file["contents"]["inline"]).as_bytes().to_vec())
}

fn collect(
    config: &Value,
    mode: impl Fn(&Value) -> u32,
    contents: impl Fn(&Value) -> Vec<u8>,
) -> Tree {
    let mut tree = Tree::new();
    let mut put = |path: String, mode: u32, bytes: Vec<u8>| {
        assert!(tree.insert(path.clone(), File { mode, bytes }).is_none(), "{path} twice");
    };
    for file in list(&config["storage"]["files"]) {
        put(word(&file["path"]).to_owned(), mode(file), contents(file));
    }
    for unit in list(&config["systemd"]["units"]) {
        let path = format!("{UNITS}/{}", word(&unit["name"]));
        for drop_in in list(&unit["dropins"]) {
            let path = format!("{path}.d/{}", word(&drop_in["name"]));
            put(path, 0o644, word(&drop_in["contents"]).as_bytes().to_vec());
        }
        if let Some(text) = unit["contents"].as_str() {
            put(path, 0o644, text.as_bytes().to_vec());
        }
    }
    tree
}

/// A data URL's bytes (RFC 2397).
fn data(url: &str) -> Vec<u8> {
    let (head, data) =
        url.strip_prefix("data:").and_then(|rest| rest.split_once(',')).expect("a data URL");
    if head == ";base64" {
        return STANDARD.decode(data).expect("base64");
    }
    assert_eq!(head, "", "{url}");
    let mut bytes = Vec::new();
    let mut rest = data.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next(), rest.next()].map(|digit| char::from(digit.expect("a digit")));
        let digits = String::from_iter(digits);
        bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits"));
    }
    bytes
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut out).expect("gzip");
    out
}

fn list(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not text: {value:?}"))
}

#[cfg(test)]
mod tests {
    use super::{files, files_of_butane};

    #[test]
    fn both_forms_give_files_and_units() {
        let ignition = r#"{"ignition":{"version":"3.4.0"},
            "storage":{"files":[
                {"path":"/a","mode":384,"contents":{"compression":"","source":"data:,x%0Ay"}},
                {"path":"/b","mode":493,"contents":{"compression":"gzip",
                 "source":"data:;base64,H4sIAAAAAAACA6uoAAAPGOH4AgAAAA=="}}]},
            "systemd":{"units":[{"name":"c.service","contents":"[Unit]","dropins":
                [{"name":"d.conf","contents":"[Service]"}]},{"name":"e.service","mask":true}]}}"#;
        let butane = "variant: flatcar\nstorage:\n  files:\n    - path: /a\n      mode: 0600\n      contents:\n        \
                      inline: |-\n          x\n          y\n    - path: /b\n      mode: 0755\n      contents:\n        \
                      inline: xx\nsystemd:\n  units:\n    - name: c.service\n      contents: '[Unit]'\n      \
                      dropins:\n        - name: d.conf\n          contents: '[Service]'\n";
        let wanted = [
            "/a 0600 x\ny",
            "/b 0755 xx",
            "/etc/systemd/system/c.service 0644 [Unit]",
            "/etc/systemd/system/c.service.d/d.conf 0644 [Service]",
        ];
        for found in [files(ignition), files_of_butane(butane)] {
            let shown: Vec<String> = found
                .iter()
                .map(|(path, file)| format!("{path} {:04o} {}", file.mode, file.text()))
                .collect();
            assert_eq!(shown, wanted);
        }
    }
}
