//! Keys and certificates at their places: in each machine's bundle its own, in the cluster's those
//! of the administrator.

use super::bundle::Assets;
use super::machine::File;
use crate::bundle::{Artifact, PLAIN, PRIVATE};
use crate::format::kubeconfig::{Cluster, Kubeconfig, User};
use crate::format::markdown::{Inline, Markdown};
use crate::pki::{About, Ready};
use crate::plan::certificates::{self, Certificates, Kind, Part, Placed, Scope, of_machine};
use crate::plan::{Node, Plan};

/// What a machine has, by name, and with `keys` the files themselves. They are no part of the
/// [`Machine`](super::machine::Machine), so they cannot get into its user-data.
pub(super) fn assets(plan: &Plan, node: &Node, keys: Option<&Ready>) -> Assets {
    let directory = certificates::directory(plan);
    let mut assets = Assets::default();
    for Placed { id, part, path, owner, link } in of_machine(plan, node) {
        let name = path.strip_prefix(directory).map_or("", |rest| rest.trim_start_matches('/'));
        assets.links.extend(link.map(|link| (link, name.to_owned())));
        assets.files.push(name.to_owned());
        if let Some(text) = keys.and_then(|keys| keys.text(&id, part)) {
            let path = path.into();
            assets.placed.push(File { path, mode: part.mode(), owner, content: text.into() });
        }
    }
    assets
}

/// The authority's key, if it is here; the administrator's kubeconfig; the list of all
/// certificates.
pub(super) fn of_cluster(plan: &Plan, keys: &Ready) -> Vec<Artifact> {
    let list = Certificates::of(plan);
    let mut artifacts = Vec::new();
    for item in list.items.iter().filter(|item| item.is_authority()) {
        let parts = [(Part::Certificate, item.certificate_file()), (Part::Key, item.key_file())];
        artifacts.extend(parts.into_iter().filter_map(|(part, file)| {
            let text = keys.text(&item.id, part)?;
            Some(Artifact::new(format!("admin/{file}"), part.mode(), text))
        }));
    }
    artifacts.extend(list.kubeconfigs.iter().filter_map(|file| {
        Some(Artifact::new(file.path.clone(), PRIVATE, kubeconfig(file, keys)?))
    }));
    artifacts.push(Artifact::new("certificates.md", PLAIN, certificates(&list, keys)));
    artifacts
}

/// All that kubectl needs: the key is nowhere else.
fn kubeconfig(file: &certificates::Kubeconfig, keys: &Ready) -> Option<String> {
    let text = |id: &str, part: Part| keys.text(id, part).map(str::to_owned);
    let cluster = Cluster {
        certificate_authority_data: text(&file.authority, Part::Trust)?,
        server: file.server.clone(),
        ..Cluster::default()
    };
    let user = User {
        client_certificate_data: text(&file.item, Part::Certificate)?,
        client_key_data: text(&file.item, Part::Key)?.into(),
        ..User::default()
    };
    let kubeconfig = Kubeconfig {
        cluster: (file.cluster.clone(), cluster),
        user: (file.user.clone(), user),
        context: file.cluster.clone(),
    };
    Some(kubeconfig.to_string())
}

fn certificates(list: &Certificates, keys: &Ready) -> String {
    let rows = list.items.iter().filter_map(|item| {
        let About { subject, names, until, serial } = keys.about(&item.id)?;
        let (names, usages) = match &item.kind {
            Kind::Certificate { usages, .. } => (names.as_str(), usages.to_string()),
            Kind::Authority { .. } => ("", "authority".into()),
            Kind::KeyPair | Kind::Encryption => return None,
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
