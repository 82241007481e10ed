//! Options that mean something on one platform only.

use super::block;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::spec::draft::Draft;
use crate::spec::{Edition, Platform};

pub(super) fn check(draft: &Draft<'_>, platform: Platform, report: &mut Report) {
    let spec = &draft.spec.corekube;
    let published = draft.edition == Some(Edition::Published);
    if published && platform == Platform::Openstack {
        report.push(
            Diagnostic::new(Code::Conflict, "the published template knows Rackspace only")
                .path(block("platform"))
                .related_path(block("edition"), "the published edition is chosen here")
                .help("choose `platform: rackspace` or `rackconnect-v3`, or `edition: corrected`"),
        );
    }
    for (key, given, only) in [
        ("external_network", spec.external_network.given().is_some(), Platform::Openstack),
        ("admin_cidr", spec.admin_cidr.given().is_some(), Platform::Openstack),
        (
            "open_security_group",
            spec.open_security_group.given() == Some(&true),
            Platform::Openstack,
        ),
        (
            "rackconnect_network",
            spec.rackconnect_network.given().is_some(),
            Platform::RackconnectV3,
        ),
    ] {
        if given && platform != only {
            report.push(
                Diagnostic::new(
                    Code::Conflict,
                    format!(
                        "`{key}` means something on {only} only, and the platform is {platform}"
                    ),
                )
                .path(block(key))
                .help(format!("remove it, or choose `platform: {only}`")),
            );
        } else if given && key == "open_security_group" {
            report.push(
                Diagnostic::new(Code::OpenDoor, "every port of every server is open to everybody")
                    .path(block(key))
                    .help("remove it, and name your own network as `admin_cidr`"),
            );
        }
    }
    if let Some(cidr) = spec.admin_cidr.given().filter(|cidr| cidr.addr().is_ipv6()) {
        report.push(
            Diagnostic::new(Code::NoIpv6, format!("admin_cidr {cidr} is IPv6"))
                .path(block("admin_cidr"))
                .help("give an IPv4 range: the stack's network has no IPv6"),
        );
    }
}
