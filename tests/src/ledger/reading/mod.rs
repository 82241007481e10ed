//! A file as a list of settings: where each value stands, and the value. Written apart from whatever writes files.
//!
//! | Form | Address |
//! |---|---|
//! | unit | `Service.Restart`; a command is its words: `Service.ExecStart`, `… --flag`, `… word[1]` |
//! | YAML, JSON | `spec.containers[name].image`; of several documents each goes by kind and name; a list of plain values is one value |
//! | YAML in YAML | the address of the text, `:`, and the address inside |
//! | environment file, TOML and all other lines with `=` | `section.key` |
//! | other lines | `lines`, all of them |
//! | scripts | `script`: the checksum of the whole |
//!
//! What stands several times is numbered.

mod command;
mod lines;
mod unit;
mod yaml;

use std::collections::BTreeMap;

use kubecore::bundle::sha256;

/// A value, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Where: `Service.ExecStart --config`.
    pub at: String,
    /// What stands there.
    pub value: String,
}

/// The settings of the file at `path`. `None` if it is prose, or does not read as what it claims to be.
pub fn settings(path: &str, text: &str) -> Option<Vec<Setting>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let found = match extension {
        "md" => return None,
        _ if text.starts_with("#!") => {
            vec![setting("script".to_owned(), sha256(text.as_bytes()))]
        }
        "service" | "target" | "socket" | "path" | "network" | "mount" => unit::settings(text)?,
        "conf" if path.contains("/systemd/") || path.contains("/sysupdate.") => {
            unit::settings(text)?
        }
        "yaml" | "json" | "ign" | "dockercfg" => yaml::settings(text)?,
        "conf" if path.contains("/net.d/") || path.contains("/etc/kubernetes/") => {
            yaml::settings(text)?
        }
        _ => lines::settings(text),
    };
    Some(numbered(found))
}

fn setting(at: String, value: String) -> Setting {
    Setting { at, value }
}

/// Gives a number to what stands several times.
fn numbered(mut settings: Vec<Setting>) -> Vec<Setting> {
    let mut total: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for setting in &settings {
        total.entry(setting.at.clone()).or_default().0 += 1;
    }
    for setting in &mut settings {
        if let Some((all, seen)) = total.get_mut(&setting.at).filter(|(all, _)| *all > 1) {
            debug_assert!(*seen < *all, "counted before");
            setting.at = format!("{}[{seen}]", setting.at);
            *seen += 1;
        }
    }
    settings
}
