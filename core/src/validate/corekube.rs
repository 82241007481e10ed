//! What only the profile `corekube` asks for.

use std::net::IpAddr;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::plan::Release;
use crate::plan::corekube::{MOST_MINIONS, fixed, fixes_addresses, network, pool};
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::{CorekubeMachine, Edition, Field, Platform, Profile, Role, defaults};

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    roles(draft, report);
    ids(draft, report);
    let platform = draft
        .edition
        .and_then(|edition| draft.spec.corekube.platform.or(defaults::platform(edition)));
    if let Some(platform) = platform {
        options(draft, platform, report);
        if fixes_addresses(platform) {
            addresses(draft, platform, report);
        }
    }
    match draft.edition {
        Some(Edition::Published) => published(draft, report),
        Some(Edition::Corrected) => report.push(
            Diagnostic::new(Code::NoOverlord, "the overlord only holds its templates")
                .path(FieldPath::root().key("profile"))
                .help("start the units with cluster/start-units.sh, as cluster/README.md says"),
        ),
        None => {}
    }
}

fn block(key: &'static str) -> FieldPath {
    FieldPath::root().key("corekube").key(key)
}

/// The template makes one server of each kind, and up to twelve minions.
fn roles(draft: &Draft<'_>, report: &mut Report) {
    let path =
        || FieldPath::root().key(if draft.spec.nodes.is_absent() { "pools" } else { "nodes" });
    let unread = draft.machines.iter().any(|machine| machine.role.is_none());
    if unread || draft.machines.is_empty() {
        return;
    }
    let mut found = |message: String, help: &str| {
        report.push(Diagnostic::new(Code::RoleCount, message).path(path()).help(help));
    };
    for (role, what, help) in [
        (
            Role::Etcd,
            "discovery server",
            "give one machine `role: etcd`: it is the discovery server, where the others find each other",
        ),
        (Role::Overlord, "overlord", "give one machine `role: overlord`"),
        (Role::ControlPlane, "master", "give one machine `role: control-plane`"),
    ] {
        match draft.of_role(role).count() {
            1 => {}
            // Said already, in the words of all profiles.
            0 if role == Role::ControlPlane => {}
            0 => found(format!("the stack needs a {what}"), help),
            count => found(format!("the stack has one {what}, and {count} are listed"), help),
        }
    }
    let minions = draft.of_role(Role::Worker).count();
    if minions > MOST_MINIONS as usize {
        found(
            format!("the template makes up to {MOST_MINIONS} minions, and {minions} are listed"),
            "list fewer workers, or make a second cluster",
        );
    } else if minions == 0 {
        found("the stack needs a minion".into(), "give one machine `role: worker`");
    }
}

fn ids(draft: &Draft<'_>, report: &mut Report) {
    let machines = draft.spec.corekube.machines.items();
    let at = |index: usize| block("machines").index(index);
    for (index, CorekubeMachine { name, id }) in machines.iter().enumerate() {
        for (key, is_absent) in [("name", name.is_absent()), ("id", id.is_absent())] {
            if is_absent {
                report.push(
                    Diagnostic::new(Code::Missing, format!("`{key}` is missing"))
                        .path(at(index).key(key))
                        .help("say which machine has which id"),
                );
            }
        }
        if let Some(name) = name.given() {
            let role = draft.machine(name).map(|machine| machine.role);
            let message = match role {
                None => format!("no machine is called {name}"),
                Some(Some(role)) if !role.runs_kubernetes() => {
                    format!("{name} has the role {role}, which has no units to fill in")
                }
                Some(_) => String::new(),
            };
            if !message.is_empty() && !draft.machines.is_empty() {
                report.push(
                    Diagnostic::new(Code::UnknownMachine, message)
                        .path(at(index).key("name"))
                        .help("name the master or a minion, as `nodes` does"),
                );
            }
        }
        let earlier =
            |same: &dyn Fn(&CorekubeMachine) -> bool| machines.iter().take(index).position(same);
        if let (Field::Given(name), Some(first)) =
            (name, earlier(&|m| name.given().is_some() && m.name == *name))
        {
            report.push(
                Diagnostic::new(Code::NameTwice, format!("the machine {name} is given twice"))
                    .path(at(index).key("name"))
                    .related_path(at(first).key("name"), "first given here")
                    .help("keep one of the two"),
            );
        }
        if let (Field::Given(id), Some(first)) =
            (id, earlier(&|m| id.given().is_some() && m.id == *id))
        {
            report.push(
                Diagnostic::new(Code::MachineIdTwice, format!("the id {id} is given twice"))
                    .path(at(index).key("id"))
                    .related_path(at(first).key("id"), "first given here")
                    .help("look each machine's own id up: `fleetctl list-machines --full`"),
            );
        }
    }
}

/// Options that mean something on one platform only.
fn options(draft: &Draft<'_>, platform: Platform, report: &mut Report) {
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

/// Servers with an address of choice have to lie in the stack's network, and leave room.
fn addresses(draft: &Draft<'_>, platform: Platform, report: &mut Report) {
    let Some(net) = network(draft, platform).filter(|net| net.addr().is_ipv4()) else { return };
    let router = crate::spec::draft::nth(net, 1);
    let from = if draft.spec.network.hosts.is_absent() { " (the default)" } else { "" };
    for machine in draft.machines.iter().filter(|m| m.role.is_some_and(|role| role != Role::Worker))
    {
        let Some(ip @ IpAddr::V4(_)) = machine.ip else { continue };
        let message = if !net.contains(&ip) {
            format!("{ip} lies outside the stack's network {net}{from}")
        } else if Some(ip) == router {
            format!("{ip} is the router's address in the stack's network {net}{from}")
        } else {
            continue;
        };
        report.push(
            Diagnostic::new(Code::OutsideStack, message)
                .path(machine.origin.ip())
                .help("give it another address, or name its network first under `network.hosts`"),
        );
    }
    let minions = draft.of_role(Role::Worker).count();
    let room = pool(net, &fixed(draft)).map_or(0, |(_, _, room)| room);
    if (room as usize) < minions {
        report.push(
            Diagnostic::new(
                Code::StackFull,
                format!("the stack's network {net}{from} has {room} addresses in a row for {minions} minions"),
            )
            .path(FieldPath::root().key("network").key("hosts"))
            .help("choose a larger network, or put the other servers at one end of it"),
        );
    }
}

/// The published edition is the document to the letter: what it did not have contradicts it.
fn published(draft: &Draft<'_>, report: &mut Report) {
    let mut refuse = |path: FieldPath, what: &str| {
        report.push(
            Diagnostic::new(Code::Conflict, format!("the published template {what}"))
                .path(path)
                .related_path(block("edition"), "the published edition is chosen here")
                .help("choose `edition: corrected`, or remove this option"),
        );
    };
    let root = FieldPath::root;
    if draft.version.is_some_and(|version| {
        let release = Release::new(version);
        release.is_offered(Profile::Corekube, Edition::Published)
            && !release.is_the_documents(Profile::Corekube)
    }) {
        refuse(root().key("kubernetes").key("version"), "is written for v0.7.1 only");
    }
    if draft.spec.addons.kube_dns.given() == Some(&true) {
        refuse(root().key("addons").key("kube_dns"), "has no DNS service");
    }
    let sums = &draft.spec.corekube.checksums;
    for (key, field) in [
        ("kube_apiserver", &sums.kube_apiserver),
        ("kube_controller_manager", &sums.kube_controller_manager),
        ("kube_scheduler", &sums.kube_scheduler),
        ("kubectl", &sums.kubectl),
        ("kubelet", &sums.kubelet),
        ("kube_proxy", &sums.kube_proxy),
    ] {
        if field.given().is_some() {
            refuse(block("checksums").key(key), "does not check what it downloads (C-17)");
        }
    }
}
