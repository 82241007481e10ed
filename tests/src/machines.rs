//! Every machine that a rendered tree describes, whatever form it is in.

use std::collections::BTreeSet;

use crate::case::{below, rootfs};
use crate::settings::{settings, split_words, unit_entries};
use crate::systemd::is_loaded;
use crate::tree::{File, Tree};
use crate::{cloud_config, heat};

/// A machine and its files.
#[derive(Debug, Clone)]
pub struct Described {
    /// Where it stands: `nodes/worker-1`, `cluster/cloud-config.yaml`, `cluster/corekube-heat.yaml: discovery`.
    pub place: String,
    /// Files by absolute path. Units that fleet brings lie where systemd looks for the machine's own.
    pub files: Tree,
}

/// Each node, each server of a Heat template, and the machine of a cloud-config that all share; with the units that
/// fleet may put there.
pub fn described(tree: &Tree) -> Vec<Described> {
    let fleet = fleet_units(tree);
    let mut found: Vec<Described> = nodes(tree)
        .into_iter()
        .map(|name| Described { files: rootfs(tree, &name), place: format!("nodes/{name}") })
        .collect();
    for (path, file) in tree.iter().filter(|(path, _)| path.starts_with("cluster/")) {
        let text = file.text();
        if text.starts_with(cloud_config::HEADER) {
            found.push(Described { place: path.clone(), files: cloud_config::files(text) });
        } else if heat::is_template(text) {
            found.extend(heat::user_data(text).into_iter().map(|(server, text)| Described {
                place: format!("{path}: {server}"),
                files: cloud_config::files(&heat::filled(&text)),
            }));
        }
    }
    for machine in &mut found {
        if let Some(metadata) = metadata(&machine.files) {
            let here = fleet.iter().filter(|(_, file)| goes_to(&metadata, &fleet, file));
            machine.files.extend(here.map(|(path, file)| (path.clone(), file.clone())));
        }
    }
    found
}

/// What fleet knows of a machine; `None` where it does not run.
fn metadata(files: &Tree) -> Option<BTreeSet<String>> {
    let units = files.iter().filter(|(path, _)| is_loaded(path) && path.contains("fleet"));
    let settings = units.flat_map(|(path, file)| settings(path, file.text()).unwrap_or_default());
    let lists: Vec<String> = settings
        .filter(|(key, _)| key.ends_with(" FLEET_METADATA"))
        .map(|(_, list)| list)
        .collect();
    let words = lists.iter().flat_map(|list| list.split(',')).map(str::to_owned);
    (!lists.is_empty()).then(|| words.collect())
}

/// Whether fleet may put the unit on a machine with that metadata. Machine ids are another matter: who has which
/// is nowhere in the tree.
fn goes_to(metadata: &BTreeSet<String>, fleet: &Tree, unit: &File) -> bool {
    let placement =
        unit_entries(unit.text()).into_iter().filter(|entry| entry.section == "X-Fleet");
    placement.into_iter().all(|entry| match entry.key.as_str() {
        "MachineMetadata" => split_words(&entry.value).iter().all(|word| metadata.contains(word)),
        "MachineOf" => {
            let other = fleet.get(&place(&format!("/{}", entry.value)));
            other.is_some_and(|other| goes_to(metadata, fleet, other))
        }
        _ => true,
    })
}

/// The nodes, by name.
fn nodes(tree: &Tree) -> BTreeSet<String> {
    let names = tree.keys().filter_map(|path| path.strip_prefix("nodes/")?.split('/').next());
    names.map(str::to_owned).collect()
}

/// Units for fleet, and the Overlord's templates as it would fill them in.
fn fleet_units(tree: &Tree) -> Tree {
    let mut found: Tree =
        below(tree, "cluster/units").into_iter().map(|(name, file)| (place(&name), file)).collect();
    for (name, file) in below(tree, "cluster/overlord/unit_templates") {
        let text = TEMPLATE.iter().fold(file.text().to_owned(), |text, (hole, value)| {
            text.replace(&format!("<{hole}>"), value)
        });
        let name = name.replace('@', &format!("@{}", TEMPLATE[0].1));
        found.insert(place(&name), File { mode: file.mode, bytes: text.into_bytes() });
    }
    found
}

fn place(name: &str) -> String {
    format!("/etc/systemd/system{name}")
}

/// What the Overlord writes into its templates.
const TEMPLATE: [(&str, &str); 7] = [
    ("ID", "a43295d4ed574a45a6f91b86baea0093"),
    ("URL", "https://mirror.example/bin/linux/amd64"),
    ("IP_ADDR", "10.209.35.141"),
    ("MASTER_IP_PORT", "10.209.36.4:8080"),
    ("MASTER_IP", "10.209.36.4"),
    ("RC_URL", "https://mirror.example/rc.yaml"),
    ("SVC_URL", "https://mirror.example/svc.yaml"),
];
