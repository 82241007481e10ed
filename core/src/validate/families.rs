//! IP families that have to go together in a dual-stack or IPv6 cluster.

use std::net::IpAddr;

use super::network::path;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::Role;
use crate::spec::draft::{Draft, Machine, Origin};
use crate::spec::value::OfFamily as _;

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    if !draft.networking.ipv6 {
        return;
    }
    pods(draft, report);
    machines(draft, report);
    api(draft, report);
}

/// Pods and services have the same families: kube-controller-manager and kubeadm ask for each pair by
/// itself, and no service has pods of another family behind it.
fn pods(draft: &Draft<'_>, report: &mut Report) {
    let (Some(pods), Some(services)) = (draft.pods, draft.services) else { return };
    let lacking = |key, net: &dyn std::fmt::Display, other, v4: bool| {
        Diagnostic::new(
            Code::FamiliesDiffer,
            format!("{other} has {}, and {key} {net} has not", name(v4)),
        )
        .path(path(key))
        .help(format!("add a range of {} to `{key}`, or take it from `{other}`", name(v4)))
    };
    if pods.beside(&services.first()).is_none() && services.beside(&pods.first()).is_none() {
        let (own, wanted) = (name(pods.first().is_v4()), name(services.first().is_v4()));
        report.push(
            Diagnostic::new(
                Code::OtherFamily,
                format!("pods {pods} is {own}, and services {services} is {wanted}"),
            )
            .path(path("pods"))
            .related_path(path("services"), "services stands here")
            .help("choose ranges of one family, or of both in each"),
        );
        return;
    }
    for net in services.iter().filter(|net| pods.beside(net).is_none()) {
        report.push(lacking("pods", &pods, "services", net.is_v4()));
    }
    for net in pods.iter().filter(|net| services.beside(net).is_none()) {
        report.push(lacking("services", &services, "pods", net.is_v4()));
    }
}

/// Each machine has the primary family's address first, and in a dual-stack cluster one of each.
fn machines(draft: &Draft<'_>, report: &mut Report) {
    let Some(services) = draft.services else { return };
    let primary = services.first();
    let dual = services.is_dual_stack() && draft.pods.is_some_and(|pods| pods.is_dual_stack());
    let mut told: Option<Origin> = None;
    for machine in &draft.machines {
        let Some(ip) = machine.ip.filter(|_| told != Some(machine.origin)) else { continue };
        told = Some(machine.origin);
        let at = machine.origin.ip();
        if ip.is_ipv4() != primary.is_v4() {
            report.push(
                Diagnostic::new(
                    Code::OtherFamily,
                    format!(
                        "the machine's first address {ip} is {}, and the first range of services, {primary}, is {}",
                        name(ip.is_ipv4()),
                        name(primary.is_v4())
                    ),
                )
                .path(at)
                .related_path(path("services"), "services stands here")
                .help(match machine.second_ip {
                    Some(second) => format!("write {second},{ip}, or turn the two of `services` round"),
                    None => format!("give the machine's {} address", name(primary.is_v4())),
                }),
            );
        } else if dual && machine.second_ip.is_none() {
            let wanted = name(!ip.is_ipv4());
            report.push(
                Diagnostic::new(
                    Code::SecondAddress,
                    format!(
                        "the machine's address {ip} is the only one, in a cluster of two families"
                    ),
                )
                .path(at)
                .help(format!("add its {wanted} address behind a comma: \"{ip},{}\"", example(ip))),
            );
        }
    }
}

/// The API's address is one that control planes can have.
fn api(draft: &Draft<'_>, report: &mut Report) {
    let Some(ip) = draft.api_ip() else { return };
    let mut own = draft.of_role(Role::ControlPlane).flat_map(Machine::ips).peekable();
    if own.peek().is_none() || own.any(|one| one.is_ipv4() == ip.is_ipv4()) {
        return;
    }
    let family = name(ip.is_ipv4());
    report.push(
        Diagnostic::new(
            Code::OtherFamily,
            format!(
                "the API's address {ip} is {family}, and no control plane has an address of it"
            ),
        )
        .path(FieldPath::root().key("api").key("host"))
        .help(format!("choose an {} address or a DNS name", name(!ip.is_ipv4()))),
    );
}

fn name(is_v4: bool) -> &'static str {
    if is_v4 { "IPv4" } else { "IPv6" }
}

fn example(ip: IpAddr) -> &'static str {
    if ip.is_ipv4() { "fd00::1" } else { "10.0.0.1" }
}
