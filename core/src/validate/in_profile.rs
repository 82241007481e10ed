//! Roles, networks and fields that the chosen profile has no place for.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::{Draft, Origin};
use crate::spec::{Field, Profile, Role};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let Some(profile) = draft.profile else { return };
    roles(draft, profile, report);
    let spec = draft.spec;
    let mut lacking = |path: FieldPath, name: &str| {
        if !profile.has(name) {
            report.push(
                Diagnostic::new(
                    Code::NotInProfile,
                    format!("the profile {profile} has no `{name}`"),
                )
                .path(path)
                .help(
                    "nothing is rendered from it; remove it, or add KC0113 to `allow` to keep it",
                ),
            );
        }
    };
    let root = FieldPath::root;
    if !spec.api.host.is_absent() {
        lacking(root().key("api").key("host"), "api.host");
    }
    if !spec.etcd.endpoints.is_absent() {
        lacking(root().key("etcd").key("endpoints"), "etcd.endpoints");
    }
    for (key, name, given) in [
        ("source", "pki.source", !spec.pki.source.is_absent()),
        ("key", "pki.key", !spec.pki.key.is_absent()),
        ("api_sans", "pki.api_sans", !spec.pki.api_sans.is_absent()),
        ("ca_days", "pki.ca_days", !spec.pki.ca_days.is_absent()),
        ("certificate_days", "pki.certificate_days", !spec.pki.certificate_days.is_absent()),
        ("backdate_minutes", "pki.backdate_minutes", !spec.pki.backdate_minutes.is_absent()),
    ] {
        if given {
            lacking(root().key("pki").key(key), name);
        }
    }
    if spec.addons.dashboard.given() == Some(&true) {
        lacking(root().key("addons").key("dashboard"), "addons.dashboard");
    }
    for (index, node) in spec.nodes.items().iter().enumerate() {
        let at = Origin::Node(index).path();
        if !node.labels.is_absent() {
            lacking(at.clone().key("labels"), "nodes.labels");
        }
        if says_otherwise(&node.schedulable, node.role.given()) {
            lacking(at.key("schedulable"), "nodes.schedulable");
        }
    }
    for (index, pool) in spec.pools.items().iter().enumerate() {
        let at = Origin::Pool(index).path();
        if !pool.labels.is_absent() {
            lacking(at.clone().key("labels"), "pools.labels");
        }
        if says_otherwise(&pool.schedulable, pool.role.given()) {
            lacking(at.key("schedulable"), "pools.schedulable");
        }
    }
}

/// Whether `schedulable` differs from what holds without it.
fn says_otherwise(field: &Field<bool>, role: Option<&Role>) -> bool {
    let default = role.map(|role| crate::spec::defaults::schedulable(*role));
    field.given().is_some_and(|given| Some(*given) != default)
}

fn roles(draft: &Draft<'_>, profile: Profile, report: &mut Report) {
    let spec = draft.spec;
    let nodes = spec.nodes.items().iter().enumerate().map(|(i, n)| (Origin::Node(i), &n.role));
    let pools = spec.pools.items().iter().enumerate().map(|(i, p)| (Origin::Pool(i), &p.role));
    for (origin, role) in nodes.chain(pools) {
        let Some(role) = role.given().filter(|role| !profile.roles().contains(role)) else {
            continue;
        };
        let offered: Vec<&str> = profile.roles().iter().map(|role| role.as_str()).collect();
        report.push(
            Diagnostic::new(
                Code::RoleNotOffered,
                format!("the profile {profile} has no machines of the role {role}"),
            )
            .path(origin.path().key("role"))
            .help(format!("its roles are: {}", offered.join(", "))),
        );
    }
}
