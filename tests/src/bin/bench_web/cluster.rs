//! Clusters of any size.

/// A cluster.yaml with one control plane and `nodes` machines in all.
pub(crate) fn text(nodes: u32) -> String {
    let workers = nodes - 1;
    format!(
        "kubecore: v1\nname: many\nprofile: coreos-guide\nnetwork:\n  pods: 10.0.0.0/12\n  services: 10.32.0.0/16\n\
         nodes:\n  - {{ name: controller-1, role: control-plane, ip: 192.168.4.101 }}\n\
         pools:\n  - {{ name: worker, role: worker, count: {workers}, first_ip: 172.20.0.1 }}\n"
    )
}
