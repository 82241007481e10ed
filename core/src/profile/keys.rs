//! Keys and certificates at their places: in each machine's bundle its own, in the cluster's those
//! of the administrator.

use std::fmt::Write as _;

use super::bundle::Assets;
use crate::bundle::{Artifact, PLAIN, PRIVATE};
use crate::format::kubeconfig::{Cluster, Kubeconfig, User};
use crate::format::markdown::{Inline, Markdown};
use crate::pki::{About, Ready};
use crate::plan::certificates::{Certificates, Item, Kind, Part, Placed, Scope, of_machine};
use crate::plan::{Node, Plan};

/// What a machine has, by name, and with `keys` the files themselves. They are no part of the
/// [`Machine`](super::machine::Machine), so they cannot get into its user-data.
pub(super) fn assets(plan: &Plan, node: &Node, keys: Option<&Ready>) -> Assets {
    let mut assets = Assets::default();
    for Placed { id, part, path, link } in of_machine(plan, node) {
        let name = path.rsplit('/').next().unwrap_or_default();
        assets.links.extend(link.map(|link| (link, name.to_owned())));
        assets.files.push(name.to_owned());
        if let Some(text) = keys.and_then(|keys| keys.text(&id, part)) {
            let mode = mode(part);
            let _ = writeln!(assets.list, "{mode:04o} {path}");
            assets.placed.push(Artifact::new(format!("rootfs{path}"), mode, text));
        }
    }
    assets
}

/// The authority's key, if it is here; the administrator's kubeconfig; the list of all
/// certificates.
pub(super) fn of_cluster(plan: &Plan, keys: &Ready) -> Vec<Artifact> {
    let list = Certificates::of(plan);
    let mut artifacts = Vec::new();
    for item in list.items.iter().filter(|item| item.scope == Scope::Administrator) {
        match &item.kind {
            Kind::Authority { .. } => {
                let parts =
                    [(Part::Certificate, item.certificate_file()), (Part::Key, item.key_file())];
                artifacts.extend(parts.into_iter().filter_map(|(part, file)| {
                    let text = keys.text(&item.id, part)?;
                    Some(Artifact::new(format!("admin/{file}"), mode(part), text))
                }));
            }
            Kind::Certificate { authority, .. } => {
                artifacts.extend(
                    kubeconfig(plan, keys, item, authority)
                        .map(|text| Artifact::new("admin/kubeconfig", PRIVATE, text)),
                );
            }
            Kind::KeyPair => {}
        }
    }
    artifacts.push(Artifact::new("certificates.md", PLAIN, certificates(&list, keys)));
    artifacts
}

/// Keys are for their owner alone.
fn mode(part: Part) -> u32 {
    match part {
        Part::Key => PRIVATE,
        Part::Trust | Part::Certificate | Part::Public => PLAIN,
    }
}

/// All that kubectl needs, in one file: the key is nowhere else.
fn kubeconfig(plan: &Plan, keys: &Ready, item: &Item, authority: &str) -> Option<String> {
    let text = |id: &str, part: Part| keys.text(id, part).map(str::to_owned);
    let user = format!("{}-admin", plan.name);
    Some(
        Kubeconfig {
            cluster: (
                plan.name.to_string(),
                Cluster {
                    certificate_authority_data: text(authority, Part::Trust)?,
                    server: plan.api.url(),
                    ..Cluster::default()
                },
            ),
            user: (
                user.clone(),
                User {
                    client_certificate_data: text(&item.id, Part::Certificate)?,
                    client_key_data: text(&item.id, Part::Key)?.into(),
                    ..User::default()
                },
            ),
            context: plan.name.to_string(),
        }
        .to_string(),
    )
}

fn certificates(list: &Certificates, keys: &Ready) -> String {
    let rows = list.items.iter().filter_map(|item| {
        let About { subject, names, until, serial } = keys.about(&item.id)?;
        let (names, usages) = match &item.kind {
            Kind::Certificate { usages, .. } => (names.as_str(), usages.to_string()),
            Kind::Authority { .. } => ("", "authority".into()),
            Kind::KeyPair => return None,
        };
        Some([
            Inline::code_only(subject),
            Inline::new().text(names),
            Inline::new().text(usages),
            Inline::new().text(match &item.scope {
                Scope::Administrator => "the administrator".to_owned(),
                Scope::Machine(name) => name.to_string(),
                Scope::ControlPlanes => "every control plane".to_owned(),
            }),
            Inline::new().text(until),
            Inline::code_only(serial),
        ])
    });
    Markdown::new()
        .heading(1, Inline::new().text(format_args!("Certificates of {}", list.cluster)))
        .paragraph(
            "Each ends with the day named, in UTC. Make them anew before that, and bring every machine its new files.",
        )
        .table(["Subject", "Names and addresses", "For", "Key with", "Until", "Serial number"], rows)
        .paragraph(
            Inline::new()
                .code("kubecore-cli pki status")
                .text(" counts the days that are left; ")
                .code("kubecore-cli pki renew")
                .text(" makes certificates anew."),
        )
        .to_string()
}
