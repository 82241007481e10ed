//! A machine's bundle, in the form all profiles share.

use std::borrow::Cow;

use zeroize::Zeroize as _;

use super::alike::Alike;
use super::machine::{Boot, File, Machine, Start, Unit, cloud_config, list, placed};
use crate::bundle::{Bundle, PLAIN, PRIVATE, PROGRAM, is_closed};
use crate::format::env_file::EnvFile;
use crate::plan::{Node, Plan};
use crate::spec::value::SshKey;

/// What a bundle holds besides the machine's own files.
#[derive(Debug)]
pub(crate) struct Around<'a> {
    /// What the cluster's machines have alike.
    pub(crate) alike: &'a Alike,
    /// README.md.
    pub(crate) readme: String,
    /// TLS assets that `install.sh` places.
    pub(crate) tls: Assets,
}

/// The TLS assets of one machine.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    /// Files that it must have.
    pub(crate) files: Vec<String>,
    /// Links and what they point to: units name the link, so that they are alike on all workers.
    pub(crate) links: Vec<(&'static str, String)>,
    /// The files themselves, where they are rendered.
    pub(crate) placed: Vec<File>,
}

/// `nodes/<node>`: the machine as cloud-config and as root file system, with the script that
/// installs the latter.
pub(crate) fn node(plan: &Plan, node: &Node, machine: &Machine, around: Around<'_>) -> Bundle {
    let cloud_config = cloud_config(plan, machine);
    let user_data = vec![("cloud-config.yaml", mode(machine), cloud_config)];
    let variables = variables(plan, node, machine, &around.tls);
    let user_data = user_data.into_iter().chain(authorized_keys(plan)).collect();
    with_user_data(node, machine, user_data, &variables, around)
}

/// `nodes/<node>`: the machine as `user_data` and as root file system, with the script that installs
/// the latter and what it has to know.
pub(crate) fn with_user_data(
    node: &Node,
    machine: &Machine,
    user_data: Vec<Text>,
    variables: &EnvFile,
    mut around: Around<'_>,
) -> Bundle {
    let Around { alike, .. } = around;
    let files: Vec<Cow<'_, File>> =
        placed(machine).chain(around.tls.placed.iter().map(Cow::Borrowed)).collect();
    let mut artifacts = Vec::with_capacity(files.len() + user_data.len() + 5);
    artifacts.extend(files.iter().map(|file| {
        let path = ["rootfs", &file.path].concat();
        alike.file(node.role, path, file.mode, Cow::Borrowed(&file.content))
    }));
    let list = list(&files);
    around.tls.placed.iter_mut().for_each(|file| file.content.zeroize());
    let texts = user_data.into_iter().chain([
        ("files.list", PLAIN, list),
        ("install.env", PLAIN, variables.to_string()),
        ("README.md", PLAIN, around.readme),
    ]);
    artifacts.extend(
        texts.map(|(path, mode, text)| alike.file(node.role, path.into(), mode, Cow::Owned(text))),
    );
    let install = Cow::Borrowed(include_str!("../../data/install.sh"));
    artifacts.push(alike.file(node.role, "install.sh".into(), PROGRAM, install));
    let bundle = Bundle::new(format!("nodes/{}", node.name), artifacts);
    alike.learn(node.role, &bundle);
    bundle
}

/// A file at the top of a bundle: its path, mode and content.
pub(crate) type Text = (&'static str, u32, String);

/// Whose keys `install.sh` lets in, where there are any.
pub(crate) fn authorized_keys(plan: &Plan) -> Option<Text> {
    let keys: Vec<&str> = plan.ssh_authorized_keys.iter().map(SshKey::as_str).collect();
    let text = keys.join("\n") + "\n";
    (!keys.is_empty()).then_some(("authorized_keys", PLAIN, text))
}

/// A cloud-config that holds a secret file is as secret as the file.
pub(crate) fn mode(machine: &Machine) -> u32 {
    if machine.files.iter().any(|file| is_closed(file.mode)) { PRIVATE } else { PLAIN }
}

/// What `install.sh` has to know of this machine.
pub(crate) fn variables(plan: &Plan, node: &Node, machine: &Machine, tls: &Assets) -> EnvFile {
    let units = |wanted: fn(&Unit) -> bool| {
        let units = machine.units.iter().filter(|unit| wanted(unit));
        units.map(|unit| unit.name.as_ref()).collect::<Vec<_>>().join(" ")
    };
    let links: Vec<String> =
        tls.links.iter().map(|(link, target)| format!("{link}={target}")).collect();
    let mut variables = EnvFile::new()
        .set("KUBECORE_CLUSTER", &plan.name)
        .set("KUBECORE_NODE", &node.name)
        .set("KUBECORE_ADDRESS", node.ip)
        .set("KUBECORE_UNITS", units(|unit| unit.start != Start::PulledIn))
        .set("KUBECORE_ENABLE", units(|unit| unit.boot == Boot::Enabled))
        .set("KUBECORE_TLS_FILES", tls.files.join(" "))
        .set("KUBECORE_TLS_LINKS", links.join(" "));
    if let Some(strategy) = machine.reboot_strategy {
        variables = variables.set("KUBECORE_REBOOT_STRATEGY", strategy);
    }
    if let Some(group) = machine.update_group {
        variables = variables.set("KUBECORE_UPDATE_GROUP", group);
    }
    variables
}
