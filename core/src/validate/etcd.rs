//! Where the cluster keeps its state.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::Host;
use crate::spec::{Profile, Role};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let endpoints = match draft.profile {
        Some(profile) if !profile.has("etcd.endpoints") => &[],
        _ => draft.spec.etcd.endpoints.items(),
    };
    let path = FieldPath::root().key("etcd").key("endpoints");
    for (index, endpoint) in endpoints.iter().enumerate() {
        let at = path.clone().index(index);
        let earlier = endpoints
            .iter()
            .take(index)
            .position(|other| endpoint.given().is_some() && other.given() == endpoint.given());
        let Some(url) = endpoint.given() else { continue };
        if let Some(first) = earlier {
            report.push(
                Diagnostic::new(Code::EndpointTwice, format!("{url} is given twice"))
                    .path(at.clone())
                    .related_path(path.clone().index(first), "first given here")
                    .help("list each member once"),
            );
        }
        if !draft.networking.ipv6 && matches!(url.host, Host::Address(std::net::IpAddr::V6(_))) {
            report.push(
                Diagnostic::new(Code::NoIpv6, format!("{url} is IPv6"))
                    .path(at)
                    .help("give the member's IPv4 address"),
            );
        }
    }
    let members = draft.of_role(Role::Etcd).count();
    if !endpoints.is_empty() && members > 0 {
        report.push(
            Diagnostic::new(
                Code::EtcdTwice,
                format!(
                    "`etcd.endpoints` names members, and {members} machines have the role etcd"
                ),
            )
            .path(path)
            .help(
                "remove `etcd.endpoints` to use the machines, or the machines to use what exists",
            ),
        );
        return;
    }
    if matches!(draft.profile, Some(Profile::Weave | Profile::Corekube)) {
        // Their members are not counted by roles.
        return;
    }
    let (count, at, what) = if endpoints.is_empty() && members > 0 {
        (members, "nodes", "machines of the role etcd")
    } else if endpoints.is_empty() {
        (draft.of_role(Role::ControlPlane).count(), "nodes", "control planes, which run etcd here,")
    } else {
        // Existing members are their owner's business.
        return;
    };
    if count > 0 && count % 2 == 0 {
        report.push(
            Diagnostic::new(
                Code::EvenMembers,
                format!("{count} {what} survive no more failures than {}", count - 1),
            )
            .path(FieldPath::root().key(at))
            .help(format!("use {} or {}", count - 1, count + 1)),
        );
    }
}
