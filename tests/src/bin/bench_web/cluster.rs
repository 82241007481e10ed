//! Clusters of any size.

use std::fmt::Write as _;

/// A cluster.yaml with one control plane and `nodes` machines in all, each in a line of its own.
pub(crate) fn text(nodes: u32) -> String {
    let mut text = String::from(
        "kubecore: v1\nname: many\nprofile: coreos-guide\nnetwork:\n  pods: 10.0.0.0/12\n  services: 10.32.0.0/16\n\
         nodes:\n  - { name: controller-1, role: control-plane, ip: 192.168.4.101 }\n",
    );
    for n in 1..nodes {
        let (high, low) = (n / 256, n % 256);
        let _ = writeln!(text, "  - {{ name: worker-{n}, role: worker, ip: 172.20.{high}.{low} }}");
    }
    text
}
