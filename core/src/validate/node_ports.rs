//! Ports of services on every machine.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::source::FieldPath;
use crate::spec::draft::Draft;
use crate::spec::value::PortRange;

/// What listens on machines: API server, etcd (clients, peers, metrics), kubelet, controller manager
/// and scheduler ("Ports and Protocols" of Kubernetes' reference).
const TAKEN: [(u16, &str); 7] = [
    (6443, "the API server"),
    (2379, "etcd"),
    (2380, "etcd"),
    (2381, "etcd"),
    (10_250, "the kubelet"),
    (10_257, "the controller manager"),
    (10_259, "the scheduler"),
];

/// First of the ports that Linux takes for outgoing connections (`net.ipv4.ip_local_port_range`).
const EPHEMERAL: u16 = 32_768;

/// Key of the range in the profile's block.
const KEY: &str = "node_ports";

pub(super) fn check(draft: &Draft<'_>, report: &mut Report) {
    let (Some(ports), Some(profile)) = (draft.networking.node_ports, draft.profile) else { return };
    let path = FieldPath::root().key(profile.block()).key(KEY);
    for found in rules(ports) {
        report.push(found.path(path.clone()));
    }
}

fn rules(ports: PortRange) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some((port, whose)) = TAKEN.iter().find(|(port, _)| ports.contains(*port)) {
        found.push(
            Diagnostic::new(
                Code::NodePortTaken,
                format!("the ports {ports} include {port}, where {whose} listens"),
            )
            .help("use 30000-32767"),
        );
    }
    if ports.last() >= EPHEMERAL {
        found.push(
            Diagnostic::new(
                Code::EphemeralNodePorts,
                format!(
                    "the ports {ports} reach into those from {EPHEMERAL} on, which outgoing connections use"
                ),
            )
            .help("end the range at 32767 or below"),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_of_components_and_of_the_kernel_are_left_alone() {
        for ((first, last), wanted) in [
            ((30_000, 32_767), vec![]),
            ((6_444, 10_249), vec![]),
            ((6_443, 6_443), vec![Code::NodePortTaken]),
            ((2_381, 2_400), vec![Code::NodePortTaken]),
            ((10_258, 10_259), vec![Code::NodePortTaken]),
            ((10_251, 10_256), vec![]),
            ((10_251, 10_257), vec![Code::NodePortTaken]),
            ((30_000, 32_768), vec![Code::EphemeralNodePorts]),
            ((1, 65_535), vec![Code::NodePortTaken, Code::EphemeralNodePorts]),
        ] {
            let found = rules(PortRange::new(first, last).unwrap());
            assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), wanted, "{first}-{last}");
        }
    }
}
