//! Logins to private image registries: the kubelet's and the user's `.dockercfg`.

use super::Config;
use crate::bundle::{PLAIN, PRIVATE};
use crate::format::dockercfg::{DockerCfg, auth};
use crate::profile::machine::{File, Machine, ROOT};
use crate::spec::Role;

const USER: &str = "core:core";

pub(super) fn set_up(machine: &mut Machine, config: Config<'_>) {
    let registries = &config.settings.registries;
    // W-26: images are pulled where pods run, and nowhere else.
    if registries.is_empty() || (config.corrected() && !config.has(Role::Worker)) {
        return;
    }
    let content = registries.iter().fold(DockerCfg::default(), |file, registry| {
        let email = registry.email.as_ref().map(ToString::to_string).unwrap_or_default();
        let auth = auth(registry.user.as_str(), registry.token.expose());
        file.registry(registry.address(), auth, email)
    });
    // W-26, W-27: the kubelet is root.
    let (mode, owner) = if config.corrected() { (PRIVATE, ROOT) } else { (PLAIN, USER) };
    machine.files.extend([
        File {
            path: "/var/lib/kubelet/.dockercfg".into(),
            mode,
            owner,
            content: content.to_string(),
        },
        File {
            path: "/home/core/.dockercfg".into(),
            mode: PRIVATE,
            owner: USER,
            content: content.to_string(),
        },
    ]);
}
