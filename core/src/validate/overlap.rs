//! No two ranges may share an address.

use ipnet::IpNet;

use super::address_space::{docker, free_range, overlap};
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::Field;
use crate::spec::draft::Draft;

/// A range, what it is called, and where it stands.
struct Range {
    name: &'static str,
    net: IpNet,
    path: FieldPath,
    /// Whether the user wrote it; else it is the default.
    given: bool,
}

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let network = |key: &'static str| FieldPath::root().key("network").key(key);
    let one = |name, net: Option<IpNet>, field: &Field<IpNet>| {
        net.map(|net| Range { name, net, path: network(name), given: !field.is_absent() })
    };
    let pods = one("pods", draft.pods, &draft.spec.network.pods);
    let services = one("services", draft.services, &draft.spec.network.services);
    let hosts = ranges("hosts", &draft.spec.network.hosts, &network("hosts"));
    let in_use = ranges("in_use", &draft.spec.network.in_use, &network("in_use"));

    let taken: Vec<IpNet> =
        pods.iter().chain(&services).chain(&hosts).chain(&in_use).map(|range| range.net).collect();
    if let (Some(pods), Some(services)) = (&pods, &services) {
        pair(services, pods, &taken, report);
    }
    for ours in pods.iter().chain(&services) {
        for theirs in hosts.iter().chain(&in_use) {
            pair(ours, theirs, &taken, report);
        }
    }
    let Some(docker) = docker() else { return };
    for range in pods.iter().chain(&services).filter(|range| overlap(&range.net, &docker)) {
        report.push(
            over_docker(Code::RangeOverDocker, range, docker).help(suggest(range.net, &taken)),
        );
    }
    if draft.docker_bridge_is_default() {
        for range in hosts.iter().filter(|range| overlap(&range.net, &docker)) {
            report.push(
                over_docker(Code::HostsOverDocker, range, docker)
                    .help("renumber the machines, or give docker another bridge range and add KC0208 to `allow`"),
            );
        }
    }
}

fn pair(a: &Range, b: &Range, taken: &[IpNet], report: &mut Report) {
    if !overlap(&a.net, &b.net) {
        return;
    }
    // What the user wrote is what can be changed.
    let (a, b) = if b.given && !a.given { (b, a) } else { (a, b) };
    let default = if b.given { "" } else { ", the default" };
    let mut found = Diagnostic::new(
        Code::Overlap,
        format!("{} {} overlaps {} {}{default}", a.name, a.net, b.name, b.net),
    )
    .path(a.path.clone())
    .help(suggest(a.net, taken));
    if b.given {
        found = found.related_path(b.path.clone(), format!("{} stands here", b.name));
    }
    report.push(found);
}

fn over_docker(code: Code, range: &Range, docker: IpNet) -> Diagnostic {
    let Range { name, net, path, .. } = range;
    Diagnostic::new(code, format!("{name} {net} overlaps docker's bridge range {docker}"))
        .path(path.clone())
}

fn suggest(net: IpNet, taken: &[IpNet]) -> String {
    match free_range(net, taken) {
        Some(free) => format!("{free} is free"),
        None => "choose a range that none of the others touches".into(),
    }
}

fn ranges(name: &'static str, field: &Field<Vec<Field<IpNet>>>, path: &FieldPath) -> Vec<Range> {
    field
        .items()
        .iter()
        .enumerate()
        .filter_map(|(index, net)| {
            Some(Range { name, net: *net.given()?, path: path.clone().index(index), given: true })
        })
        .collect()
}
