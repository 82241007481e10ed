//! No two ranges may share an address.

use std::fmt;

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
        // Of the two, the one that was written is the one to move.
        let (a, b) =
            if pods.given && !services.given { (pods, services) } else { (services, pods) };
        pair(a, b, &taken, report);
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

/// `a` is a range that could be moved; it is pointed to if the user wrote it, else `b` is.
fn pair(a: &Range, b: &Range, taken: &[IpNet], report: &mut Report) {
    if !overlap(&a.net, &b.net) {
        return;
    }
    let message = format!("{a} overlaps {b}");
    let found = Diagnostic::new(Code::Overlap, message);
    report.push(match (a.given, b.given) {
        (true, true) => found
            .path(a.path.clone())
            .related_path(b.path.clone(), format!("{} stands here", b.name))
            .help(suggest(a.net, taken)),
        (true, false) => found.path(a.path.clone()).help(suggest(a.net, taken)),
        (false, _) => {
            found.path(b.path.clone()).help(format!("set `{}`: {}", a.name, suggest(a.net, taken)))
        }
    });
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let default = if self.given { "" } else { " (the default)" };
        write!(f, "{} {}{default}", self.name, self.net)
    }
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
