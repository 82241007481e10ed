//! Which line of the ledger a file goes by.

use super::{Setting, settings};
use crate::cloud_config;
use crate::settings::extension;
use kubecore::bundle::{Artifact, Bundle, SUMS};
use kubecore::plan::{Node, Plan, System};

/// A file that the ledger speaks of.
#[derive(Debug)]
pub struct Entry<'b> {
    /// The ledger's name for it: `nodes/*/install.env`.
    pub file: String,
    /// The machine that its own name speaks of: `iron-1` of `/etc/weave.iron-1.env`.
    pub instance: Option<String>,
    /// The file it is, or is part of.
    pub artifact: &'b Artifact,
    /// The part of a cloud-config that all machines share: a file's path and text.
    pub part: Option<(String, String)>,
}

/// The files of a bundle that the ledger speaks of. Others are prose, keys, logins to registries, or say the same as
/// files beside them.
pub fn entries(bundle: &Bundle) -> Vec<Entry<'_>> {
    let mut found = Vec::new();
    for artifact in bundle.artifacts().iter().filter(|artifact| is_spoken_of(&artifact.path)) {
        let (path, instance) = general(&artifact.path);
        let file = format!("{}/{path}", root(bundle));
        if file == SHARED {
            let text = std::str::from_utf8(&artifact.bytes).unwrap_or_default();
            let pieces = cloud_config::files(text).into_iter();
            found.extend(pieces.filter(|(path, _)| is_spoken_of(path)).map(|(path, file)| {
                let text = file.text().to_owned();
                let (place, instance) = general(&path);
                let (file, instance) = (format!("{SHARED}{place}"), instance.map(str::to_owned));
                Entry { file, instance, artifact, part: Some((path, text)) }
            }));
        }
        found.push(Entry { file, instance: instance.map(str::to_owned), artifact, part: None });
    }
    found
}

/// A cloud-config that all machines share.
const SHARED: &str = "cluster/cloud-config.yaml";

/// Where the ledger has the files of a bundle themselves.
pub fn root(bundle: &Bundle) -> &'static str {
    if bundle.name() == "cluster" { "cluster" } else { "nodes/*" }
}

/// Every file with its mode, keys left out: they need not be there.
pub fn files(bundle: &Bundle) -> Vec<Setting> {
    let all = bundle.artifacts().iter().filter(|artifact| !is_key(&artifact.path));
    all.map(|artifact| {
        let (at, _) = general(&artifact.path);
        Setting { at, value: format!("{:04o}", artifact.mode) }
    })
    .collect()
}

/// What the file says, as far as the ledger speaks of it.
pub fn stated(entry: &Entry<'_>) -> Option<Vec<Setting>> {
    if let Some((path, text)) = &entry.part {
        return settings(path, text);
    }
    let text = std::str::from_utf8(&entry.artifact.bytes).ok()?;
    let mut found = settings(&entry.artifact.path, text)?;
    match entry.file.as_str() {
        SHARED | "nodes/*/cloud-config.yaml" => {
            // That there is a text; what it says is held where it stands by itself.
            for setting in &mut found {
                if let Some((at, _)) = setting.at.split_once(".content") {
                    *setting = Setting { at: format!("{at}.content"), value: String::new() };
                }
            }
            found.dedup();
        }
        file if extension(file) == "ign" => found.retain(|setting| {
            !setting.at.contains(".contents") && !setting.at.ends_with("verification.hash")
        }),
        _ => {}
    }
    let is_list = entry.file.ends_with("/files.list");
    for setting in &mut found {
        if is_list {
            setting.at = general(&setting.at).0;
        } else if let Some(at) = shared(&setting.at) {
            setting.at = at;
        }
    }
    Some(found)
}

/// The machine of that name or id.
pub fn machine<'p>(plan: &'p Plan, name: &str) -> Option<&'p Node> {
    let by_id = match &plan.system {
        System::Corekube(settings) => settings
            .ids
            .iter()
            .find(|(_, id)| id.to_string() == name)
            .map(|(machine, _)| machine.as_str()),
        _ => None,
    };
    let name = by_id.unwrap_or(name);
    plan.nodes().iter().find(|node| node.name.as_str() == name)
}

fn is_spoken_of(path: &str) -> bool {
    let skipped = ["md", "bu", "dockercfg"].contains(&extension(path)) || path == SUMS;
    !skipped && !is_key(path)
}

fn is_key(path: &str) -> bool {
    extension(path) == "pem"
        || path.contains("/kubernetes/pki/")
        || path.contains("/kubernetes/ssl/")
        || path == "admin/kubeconfig"
}

/// `write_files[/etc/weave.*.env].owner`, whichever machine it is of.
fn shared(at: &str) -> Option<String> {
    let rest = at.strip_prefix("write_files[")?;
    let (path, rest) = rest.split_once(']')?;
    let (path, _) = general(path);
    Some(format!("write_files[{path}]{rest}"))
}

/// The path without the name of a machine, and that name.
fn general(path: &str) -> (String, Option<&str>) {
    let by_at = || {
        let (before, rest) = path.rsplit_once('@')?;
        let (name, after) = rest.split_once('.')?;
        Some((format!("{before}@"), name, after))
    };
    let by_dot = || {
        let names = ["weave.", "etcd2.", "kubernetes."].into_iter().find_map(|kind| {
            let whole = ["/etc/", kind].concat();
            let (before, rest) = path.split_once(&whole)?;
            matches!(before, "" | "rootfs").then(|| (format!("{before}{whole}"), rest))
        });
        let (before, rest) = names?;
        let (name, after) = rest.rsplit_once('.')?;
        Some((before, name, after))
    };
    match by_at().or_else(by_dot).filter(|(_, name, _)| !name.is_empty()) {
        Some((before, name, after)) => (format!("{before}*.{after}"), Some(name)),
        None => (path.to_owned(), None),
    }
}
